import { describe, expect, test } from "vitest";
import { type Format, renderers } from "../../../report/verdict/index.js";
import { rules } from "../../../verify/index.js";
import { sampleVerdict } from "../../support/verdict.js";

const render = (format: Format, strict = false) => renderers[format](sampleVerdict, { strict });

describe("renderers", () => {
  test("tell the same verdict in each form", () => {
    expect({
      text: render("text").trimEnd().split("\n").at(-1),
      json: JSON.parse(render("json")).summary,
      sarif: JSON.parse(render("sarif")).runs[0].results.length,
      github: render("github").trimEnd().split("\n").at(-1),
    }).toEqual({
      text: "1 error, 1 warning, 1 note, 3 not checked, 1 excepted in 2 environments",
      json: { errors: 1, warnings: 1, notes: 1, unchecked: 3, excepted: 1 },
      sarif: 4,
      github: "1 error, 1 warning, 1 note, 3 not checked, 1 excepted in 2 environments",
    });
  });

  test("name every rule of the project where a form lists rules", () => {
    const ids = rules.map(({ id }) => id);

    expect(JSON.parse(render("sarif")).runs[0].tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual(ids);
    expect([...render("junit").matchAll(/<testcase classname="dev" name="([^"]+)"/g)].map(([, id]) => id)).toEqual(ids);
  });
});
