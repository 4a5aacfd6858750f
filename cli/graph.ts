import { renderHtml, renderMermaid } from "../report/graph/index.js";
import { ExitCode, UnableError } from "./exit.js";
import { verdictOn } from "./verify.js";
import { writeOut } from "./write-out.js";

/**
 * Draws the chains of an environment.
 *
 * @param name the environment; `artefacts` where the files show none
 * @param paths files and folders; none means what this repository synthesized
 */
export function graph(
  name: string,
  paths: readonly string[],
  { mermaid = false, output }: { readonly mermaid?: boolean; readonly output?: string },
): ExitCode {
  const { verdict } = verdictOn(paths, { environment: [name] });
  const [environment] = verdict.environments;
  if (environment === undefined || environment.chains.length === 0) {
    throw new UnableError(`no pod of ${JSON.stringify(name)} reads a vault: there is nothing to draw`);
  }
  if (mermaid && output === undefined) {
    process.stdout.write(renderMermaid(environment));
    return ExitCode.done;
  }
  const file = output ?? `${name}.html`;
  writeOut(file, mermaid ? renderMermaid(environment) : renderHtml(environment));
  process.stdout.write(`${file}: ${environment.chains.length} chains\n`);
  return ExitCode.done;
}
