import { mkdirSync } from "node:fs";
import { App, type TerraformStack } from "cdktf";
import { ProblemsError, problem, quote, type ResolvedEnvironment, suggest, within } from "../model/index.js";
import { addressesOf } from "./overrides.js";
import { PlatformStack } from "./platform-stack.js";
import { TeamStack } from "./team-stack.js";

/**
 * Writes the Azure half: `stacks/<stack>/cdk.tf.json` for each stack of each environment, and `manifest.json`, the index
 * that cdktf-cli reads.
 *
 * @param outdir folder to write to; made if it is not there
 * @throws ProblemsError if an override is for a resource that no stack has
 */
export function synthesizeInfra(environments: readonly ResolvedEnvironment[], outdir: string): void {
  // The engine would write another language where this is set; the artefact depends on the description alone.
  delete process.env.SYNTH_HCL_OUTPUT;
  mkdirSync(outdir, { recursive: true });
  const app = new App({ outdir, stackTraces: false, hclOutput: false });
  const problems = environments.flatMap((environment) => {
    const stacks: readonly TerraformStack[] = environment.stacks.map((stack) =>
      stack.team === undefined ? new PlatformStack(app, environment, stack) : new TeamStack(app, environment, stack),
    );
    stacks.forEach(assertDistinct);
    return checkOverrides(environment, stacks);
  });
  if (problems.length > 0) {
    throw new ProblemsError(problems);
  }
  app.synth();
}

/** The engine would make one of two resources of the same address, without a word. */
function assertDistinct(stack: TerraformStack): void {
  const seen = new Set<string>();
  for (const address of addressesOf(stack)) {
    if (seen.has(address)) {
      throw new Error(
        `two resources of stack ${quote(stack.node.id)} would be ${quote(address)}; rename one of what they stand for`,
      );
    }
    seen.add(address);
  }
}

/** Overrides of resources that are not there, which only the finished stacks can tell. */
function checkOverrides({ name, overrides }: ResolvedEnvironment, stacks: readonly TerraformStack[]) {
  const wanted = Object.keys(overrides);
  const known = wanted.length === 0 ? [] : stacks.flatMap(addressesOf);
  return wanted
    .filter((address) => !known.includes(address))
    .map((address) =>
      problem({
        rule: "match-override",
        message: `there is no resource ${quote(address)} to override`,
        at: within(name, "overrides"),
        allowed: "addresses of resources in the environment's cdk.tf.json, as <type>.<name> or data.<type>.<name>",
        fix: suggest(address, candidates(address, known)),
      }),
    );
}

/** Addresses of the same type, or all where there are none. */
function candidates(address: string, known: readonly string[]): readonly string[] {
  const type = address.slice(0, address.lastIndexOf("."));
  const same = known.filter((one) => one.startsWith(`${type}.`));
  return same.length === 0 ? known : same;
}
