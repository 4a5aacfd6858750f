import { expect, test } from "vitest";
import { type Exception, type Finding, verify } from "../../../verify/index.js";
import { healthyFiles, TODAY } from "../../support/artefacts.js";

/** What is found where somebody made an exception. */
function excepting(exception: Exception, today = TODAY): readonly Finding[] {
  const sources = Object.entries(healthyFiles).map(([file, content]) => ({ file, content }));
  const place = { document: { file: "exceptions.json", value: [exception], lines: { lineOf: () => 2 } }, path: [0] };
  const exceptions = [{ id: `exception to ${exception.rule}`, place, exception }];
  const findings = verify(sources, { today, exceptions }).environments.flatMap((environment) => environment.findings);
  return findings.filter((finding) => finding.rule === "valid-exception");
}

test("finds nothing on an exception that may cover something", () => {
  const found = excepting({ rule: "no-sub-path", target: "*", reason: "one fixed path", until: "2028-02-29" });

  expect(found).toEqual([]);
});

test("fails when there is no such rule", () => {
  const found = excepting({ rule: "no-subpath", target: "*", reason: "one fixed path" });

  expect(found).toEqual([
    {
      rule: "valid-exception",
      severity: "error",
      environment: "artefacts",
      message: 'there is no rule "no-subpath", to which an exception is made',
      at: {
        file: "exceptions.json",
        line: 2,
        resource: "exception to no-subpath",
        field: "rule",
      },
      got: "no-subpath",
      allowed: "the id of a rule, as docs/rules/ has them",
      fix: 'write "no-sub-path"',
      related: [],
      docs: "docs/rules/valid-exception.md",
    },
  ]);
});

test("fails when no rule is anything like it", () => {
  const found = excepting({ rule: "xyz", target: "*", reason: "one fixed path" }).map(({ fix }) => fix);

  expect(found).toEqual(["take the id from the finding"]);
});

test("fails when no reason is given", () => {
  const found = excepting({ rule: "no-sub-path", target: "Deployment orders/api", reason: "  " });

  expect(found).toEqual([
    {
      rule: "valid-exception",
      severity: "error",
      environment: "artefacts",
      message: "the exception to no-sub-path for Deployment orders/api gives no reason, and covers nothing without",
      at: {
        file: "exceptions.json",
        line: 2,
        resource: "exception to no-sub-path",
        field: "reason",
      },
      got: "  ",
      allowed: "a sentence for whoever reads it in a year",
      fix: "say why the finding is right to stay",
      related: [],
      docs: "docs/rules/valid-exception.md",
    },
  ]);
});

test("fails when no target is named", () => {
  const found = excepting({ rule: "no-sub-path", target: "", reason: "one fixed path" });

  expect(found).toEqual([
    {
      rule: "valid-exception",
      severity: "error",
      environment: "artefacts",
      message: "the exception to no-sub-path names no target",
      at: {
        file: "exceptions.json",
        line: 2,
        resource: "exception to no-sub-path",
        field: "target",
      },
      got: "",
      allowed: 'a resource as the finding names it, "*" for any characters',
      fix: "take the resource from the finding",
      related: [],
      docs: "docs/rules/valid-exception.md",
    },
  ]);
});

test("fails when it ends on something that is no day", () => {
  const found = ["2027-6-30", "2027-02-29", "2027-13-01", "soon"].map((until) =>
    excepting({ rule: "no-sub-path", target: "*", reason: "one fixed path", until }).map(({ got }) => got),
  );

  expect(found).toEqual([["2027-6-30"], ["2027-02-29"], ["2027-13-01"], ["soon"]]);
});
