import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { renderJson } from "../../../report/verdict/json.js";
import { cleanVerdict, hostileVerdict, sampleVerdict } from "../../support/verdict.js";

const docs = join(import.meta.dirname, "../../../docs");
const schema = JSON.parse(readFileSync(join(docs, "schemas/verdict-1.schema.json"), "utf8"));
const validate = new Ajv2020({ allErrors: true }).compile(schema);

function complaintsAbout(value: unknown): readonly string[] {
  validate(value);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/** Names of all fields that a schema describes, at any depth. */
function fieldsOf(part: unknown): readonly string[] {
  if (typeof part !== "object" || part === null) {
    return [];
  }
  const own = "properties" in part && typeof part.properties === "object" ? Object.keys(part.properties ?? {}) : [];
  return [...own, ...Object.values(part).flatMap(fieldsOf)];
}

describe("renderJson", () => {
  test("says everything that the verdict says, and lets links refer to findings by position", () => {
    const report = JSON.parse(renderJson(sampleVerdict));

    const [prod, dev] = sampleVerdict.environments;
    expect(report).toEqual({
      version: 1,
      today: "2026-11-22",
      environments: [
        {
          ...prod,
          chains: [
            {
              ...prod?.chains[0],
              links: [
                { ...prod?.chains[0]?.links[0], findings: [] },
                { ...prod?.chains[0]?.links[1], findings: [0] },
                { ...prod?.chains[0]?.links[2], findings: [] },
              ],
            },
            prod?.chains[1],
          ],
        },
        dev,
      ],
      summary: { errors: 1, warnings: 1, notes: 1, unchecked: 3, excepted: 1 },
    });
  });

  test("fits the published schema, whatever the artefacts say", () => {
    const reports = [sampleVerdict, cleanVerdict, hostileVerdict].map((verdict) => JSON.parse(renderJson(verdict)));

    expect(reports.flatMap(complaintsAbout)).toEqual([]);
  });

  test("keeps hostile text as it stands in the artefacts, without printing it", () => {
    const text = renderJson(hostileVerdict);

    expect(JSON.parse(text).environments[0].name).toBe(hostileVerdict.environments[0]?.name);
    expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
  });
});

describe("the published schema", () => {
  test("fails when a field is added that it does not know, at any depth", () => {
    const report = JSON.parse(renderJson(sampleVerdict));
    report.environments[0].findings[0].at.column = 3;

    expect(complaintsAbout(report)).toEqual(["/environments/0/findings/0/at must NOT have additional properties"]);
  });

  test("fails when a field is missing", () => {
    const report = JSON.parse(renderJson(sampleVerdict));
    delete report.environments[0].findings[0].fix;

    expect(complaintsAbout(report)).toEqual(["/environments/0/findings/0 must have required property 'fix'"]);
  });

  test("describes no field that docs/verdict-json.md leaves out", () => {
    const page = readFileSync(join(docs, "verdict-json.md"), "utf8");

    const unexplained = fieldsOf(schema).filter((field) => !page.includes(`\`${field}\``));

    expect(unexplained).toEqual([]);
  });
});
