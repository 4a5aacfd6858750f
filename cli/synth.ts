import { join, resolve as resolvePath } from "node:path";
import { ProblemsError, type ResolvedEnvironment } from "../model/index.js";
import { renderProblems } from "../report/index.js";
import { type Drawn, draw, drawArgoCd } from "./draw.js";
import { ExitCode, InputError } from "./exit.js";
import { resolvedEnvironments, select, shown } from "./project.js";
import { replaceFiles } from "./replace-files.js";
import { root } from "./root.js";
import { renderSummary } from "./summary.js";
import { emphasis } from "./terminal.js";

/**
 * Writes both halves of environments, once everything asked for has been synthesized.
 *
 * @param names environments to write; none means all, and then files of environments that are gone are removed
 * @param options.out folder to write to instead of `dist`; nothing is removed there
 */
export function synth(names: readonly string[], options: { readonly out?: string } = {}): ExitCode {
  if (options.out === "") {
    throw new InputError("--out names no folder: its value is empty. Nothing was written.");
  }
  const all = resolvedEnvironments();
  const environments = select(all, names);
  const out = options.out === undefined ? join(root, "dist") : resolvePath(options.out);
  const drawn = drawnOf(environments);

  const wanted = new Map([...drawn.flatMap(({ files }) => [...files]), ...drawArgoCd(all)]);
  // In dist everything of this kind is ours; in a folder of somebody else's nothing is removed.
  const owned =
    options.out !== undefined
      ? []
      : [
          "argocd/applications/*.yaml",
          "argocd/application-sets/*.yaml",
          ...(names.length === 0 ? ownedBy("*", ["*"]) : environments.flatMap(ownedByOne)),
        ];
  const outcome = replaceFiles(out, wanted, owned);

  process.stdout.write(renderSummary(drawn, all, outcome, shown(out), emphasis(process.stdout)));
  const unfit = drawn.some(({ stacks }) => stacks.some(({ binding }) => binding.state === "unfit"));
  return unfit ? ExitCode.problems : ExitCode.done;
}

/** What there is to write; problems that show only while it is drawn are the person's to mend. */
function drawnOf(environments: readonly ResolvedEnvironment[]): readonly Drawn[] {
  try {
    return draw(environments, root);
  } catch (error) {
    if (!(error instanceof ProblemsError)) {
      throw error;
    }
    throw new InputError(`${renderProblems(error.problems, emphasis(process.stderr))}\nNothing was written.`);
  }
}

function ownedByOne({ name, stacks }: ResolvedEnvironment): readonly string[] {
  return ownedBy(
    name,
    stacks.map((stack) => stack.name),
  );
}

/** Patterns of the files that an environment and its stacks may have. */
function ownedBy(environment: string, stacks: readonly string[]): readonly string[] {
  return [
    ...stacks.map((stack) => `infra/stacks/${stack}/cdk.tf.json`),
    `k8s/${environment}/*.yaml`,
    `attach/${environment}/*.yaml`,
    `dashboards/${environment}.json`,
  ];
}
