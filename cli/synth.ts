import { join, resolve as resolvePath } from "node:path";
import { draw } from "./draw.js";
import { ExitCode, InputError } from "./exit.js";
import { resolvedEnvironments, root, select, shown } from "./project.js";
import { replaceFiles } from "./replace-files.js";
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
  const environments = select(resolvedEnvironments(), names);
  const out = options.out === undefined ? join(root, "dist") : resolvePath(options.out);
  const drawn = draw(environments, root);

  const wanted = new Map(drawn.flatMap(({ files }) => [...files]));
  // In dist everything of this kind is ours; in a folder of somebody else's nothing is removed.
  const ours = options.out === undefined ? (names.length === 0 ? ["*"] : names) : [];
  const owned = ours.flatMap((name) => [`infra/stacks/${name}/cdk.tf.json`, `k8s/${name}/*.yaml`]);
  const outcome = replaceFiles(out, wanted, owned);

  process.stdout.write(renderSummary(drawn, outcome, shown(out), emphasis(process.stdout)));
  return drawn.some(({ binding }) => binding.state === "unfit") ? ExitCode.problems : ExitCode.done;
}
