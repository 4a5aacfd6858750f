import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Emphasis } from "../report/emphasis/index.js";
import { ExitCode, InputError, UnableError } from "./exit.js";
import { resolvedEnvironments, select, shown } from "./project.js";
import { root } from "./root.js";
import { emphasis } from "./terminal.js";
import { BinaryMissing, Workspace } from "./terraform.js";

/** What became of one stack. */
type Verdict = "valid" | "invalid" | "unable";

/**
 * Runs `terraform init`, `terraform validate` and, where the stack has one, its `terraform test` with mocked providers,
 * on the artefacts in `dist/`. Nothing is deployed and no state is read.
 *
 * @param names environments whose stacks to validate; none means all
 * @param binary `terraform`, `tofu`, or a path
 */
export function validateStacks(names: readonly string[], binary: string): ExitCode {
  const stacks = select(resolvedEnvironments(), names).flatMap((environment) => environment.stacks);
  const style = emphasis(process.stdout);
  const cache = mkdtempSync(join(tmpdir(), "akv-providers-"));
  const verdicts: Verdict[] = [];
  try {
    for (const { name } of stacks) {
      verdicts.push(validateStack(name, binary, cache, style));
    }
  } catch (error) {
    if (error instanceof BinaryMissing) {
      throw new UnableError(
        `could not run ${JSON.stringify(binary)}: ${error.message}\nInstall Terraform 1.11 or later, or OpenTofu 1.11 or later with TERRAFORM_BINARY=tofu.`,
      );
    }
    throw error;
  } finally {
    rmSync(cache, { recursive: true, force: true });
  }
  const count = (verdict: Verdict) => verdicts.filter((one) => one === verdict).length;
  process.stdout.write(
    `\n${verdicts.length} ${verdicts.length === 1 ? "stack" : "stacks"}: ${count("valid")} valid, ${count("invalid")} invalid, ${count("unable")} not checked\n`,
  );
  if (count("unable") > 0) {
    throw new UnableError(
      [
        "Providers could not be had. Terraform fetches them from its registry at the first run; without a way there,",
        "name a mirror in the file that TF_CLI_CONFIG_FILE points to:",
        "  https://developer.hashicorp.com/terraform/cli/config/config-file#provider-installation",
      ].join("\n"),
    );
  }
  return count("invalid") > 0 ? ExitCode.problems : ExitCode.done;
}

function validateStack(stack: string, binary: string, cache: string, style: Emphasis): Verdict {
  const artefact = join(root, "dist", "infra", "stacks", stack, "cdk.tf.json");
  if (!existsSync(artefact)) {
    throw new InputError(`there is no ${shown(artefact)}; write it with npm start`);
  }
  const workspace = new Workspace(binary, cache);
  try {
    workspace.add(artefact);
    process.stdout.write(`${style.strong(stack)}\n`);
    const init = workspace.init();
    if (!report("init", init, style)) {
      return /Failed to (query available|install) provider/.test(init.output) ? "unable" : "invalid";
    }
    process.stdout.write(`  ${style.dim(workspace.versions().join(", "))}\n`);
    const valid = report("validate", workspace.validate(), style);
    const test = join(root, "test", "terraform", `${stack}.tftest.hcl`);
    if (!existsSync(test)) {
      process.stdout.write(`  test      ${style.dim(`none: there is no ${shown(test)}`)}\n`);
      return valid ? "valid" : "invalid";
    }
    workspace.addTest(test, join(root, "test", "terraform", "mocks"));
    return report("test", workspace.test(), style) && valid ? "valid" : "invalid";
  } finally {
    workspace[Symbol.dispose]();
  }
}

/** One line about a step that went well; all that the binary said about one that did not. */
function report(
  step: string,
  { ok, output }: { readonly ok: boolean; readonly output: string },
  style: Emphasis,
): boolean {
  process.stdout.write(`  ${step.padEnd(8)}  ${ok ? "passed" : style.bad("failed")}\n`);
  if (!ok) {
    process.stdout.write(`${output.trimEnd().replace(/^/gm, "    ")}\n`);
  }
  return ok;
}
