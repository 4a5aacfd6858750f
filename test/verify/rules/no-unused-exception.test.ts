import { expect, test } from "vitest";
import { type Exception, type Finding, verify } from "../../../verify/index.js";
import { healthyFiles, TODAY } from "../../support/artefacts.js";

/** What is found where somebody made an exception. */
function excepting(exception: Exception, today = TODAY): readonly Finding[] {
  const sources = Object.entries(healthyFiles).map(([file, content]) => ({ file, content }));
  const place = { document: { file: "exceptions.json", value: [exception], lines: { lineOf: () => 2 } }, path: [0] };
  const exceptions = [{ id: `exception to ${exception.rule}`, place, exception }];
  const findings = verify(sources, { today, exceptions }).environments.flatMap((environment) => environment.findings);
  return findings.filter((finding) => finding.rule === "no-unused-exception");
}

test("fails when an exception covers no finding", () => {
  const found = excepting({ rule: "no-sub-path", target: "Deployment orders/gone", reason: "one fixed path" });

  expect(found).toEqual([
    {
      rule: "no-unused-exception",
      severity: "warning",
      environment: "artefacts",
      message: "the exception to no-sub-path for Deployment orders/gone covers no finding",
      at: {
        file: "exceptions.json",
        line: 2,
        resource: "exception to no-sub-path",
      },
      got: "Deployment orders/gone",
      allowed: "exceptions that cover at least one finding, on every day that they hold",
      fix: "remove it",
      related: [],
      docs: "docs/rules/no-unused-exception.md",
    },
  ]);
});

test("fails when an exception ended", () => {
  const found = excepting({ rule: "no-sub-path", target: "*", reason: "one fixed path", until: "2026-11-21" }).map(
    ({ message, fix }) => [message, fix],
  );

  expect(found).toEqual([
    [
      "the exception to no-sub-path for * ended on 2026-11-21",
      "mend what it covered, or give it a later day and say why",
    ],
  ]);
});

test("leaves an exception that is wrong in itself to another rule", () => {
  const found = excepting({ rule: "no-subpath", target: "*", reason: "one fixed path" });

  expect(found).toEqual([]);
});
