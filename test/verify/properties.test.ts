import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Environment, validate } from "../../model/index.js";
import { type EnvironmentVerdict, verify } from "../../verify/index.js";
import { arbitraryEnvironment } from "../support/arbitrary-environment.js";
import { TODAY } from "../support/artefacts.js";
import { deployed } from "../support/deployment.js";

const valid = arbitraryEnvironment.filter((description) => validate([description]).length === 0);
/** The same descriptions in every run, so that a failure stays until it is mended. */
const options = { numRuns: 40, seed: 1 };

/**
 * What a description may choose, and is worth a warning all the same: files by `subPath`, and variables that nothing
 * renews.
 */
const CHOSEN: readonly string[] = ["no-sub-path", "no-stale-variable"];

function judged(description: Environment): readonly EnvironmentVerdict[] {
  const sources = Object.entries(deployed(description)).map(([file, content]) => ({ file, content }));
  return verify(sources, { today: TODAY }).environments;
}

describe("what any valid description comes to", () => {
  test("has no error, and no warning but of what it chose", () => {
    fc.assert(
      fc.property(valid, (description) => {
        const findings = judged(description).flatMap((environment) => environment.findings);

        const failing = findings.filter(({ severity, rule }) => severity !== "note" && !CHOSEN.includes(rule));
        expect(failing).toEqual([]);
      }),
      options,
    );
  });

  test("is one environment, in which no link is broken and each mounted file ends a chain", () => {
    fc.assert(
      fc.property(valid, (description) => {
        const environments = judged(description);

        expect(environments.map(({ name }) => name)).toEqual([description.name]);
        const chains = environments.flatMap((environment) => environment.chains);
        expect(chains.filter(({ state }) => state === "broken")).toEqual([]);
        expect(chains.length).toBeGreaterThanOrEqual(description.workloads.length);
      }),
      options,
    );
  });
});
