import { join, resolve as resolvePath } from "node:path";
import { draw } from "./draw.js";
import { ExitCode } from "./exit.js";
import { resolvedEnvironments, root, select, shown } from "./project.js";
import { replaceFiles } from "./replace-files.js";
import { renderSummary } from "./summary.js";
import { emphasis } from "./terminal.js";

/**
 * Writes both halves of environments, once everything asked for has been synthesized.
 *
 * @param names environments to write; none means all, and then files of environments that are gone are removed
 */
export function synth(names: readonly string[], options: { readonly out?: string } = {}): ExitCode {
  const environments = select(resolvedEnvironments(), names);
  const out = options.out === undefined ? join(root, "dist") : resolvePath(options.out);
  const drawn = draw(environments, root);

  const wanted = new Map(drawn.flatMap(({ files }) => [...files]));
  const owned = (names.length === 0 ? ["*"] : names).flatMap((name) => [
    `infra/stacks/${name}/cdk.tf.json`,
    `k8s/${name}/*.yaml`,
  ]);
  const outcome = replaceFiles(out, wanted, owned);

  process.stdout.write(renderSummary(drawn, outcome, shown(out), emphasis(process.stdout)));
  return drawn.some(({ binding }) => binding.state === "unfit") ? ExitCode.problems : ExitCode.done;
}
