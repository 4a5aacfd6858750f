import { describe, expect, test } from "vitest";
import { validate } from "../../../model/index.js";
import { api, healthy } from "../../support/descriptions.js";
import { expected } from "./expected.js";

describe("valid-output-name", () => {
  test.each([
    ["begins with a digit", "1st", 'output name "1st" is not valid', "rename it"],
    ["holds a blank", "the binding", 'output name "the binding" is not valid', 'rename it, for example "the-binding"'],
    [
      "has 121 characters",
      "o".repeat(121),
      `output name "${"o".repeat(121)}" is not valid`,
      `rename it, for example "${"o".repeat(120)}"`,
    ],
  ])("fails when the output's name %s", (_, outputName, message, fix) => {
    const problems = validate([healthy({ outputName })]);

    expect(problems).toEqual([
      expected({
        rule: "valid-output-name",
        message,
        at: "test › outputName",
        allowed: "1 to 120 letters, digits, dashes and underscores, first a letter or underscore",
        fix,
      }),
    ]);
  });

  test("fails when the output has the environment's name", () => {
    const problems = validate([healthy({ outputName: "test" })]);

    expect(problems).toEqual([
      expected({
        rule: "valid-output-name",
        message: 'output name "test" is the environment\'s name',
        at: "test › outputName",
        allowed: "another name than the environment's, so that the two shapes of an outputs file can be told apart",
        fix: "rename the output",
      }),
    ]);
  });

  test("fails when the output has the name of a team's stack", () => {
    const workloads = [api(), api({ team: "shop", namespace: "shop" }, "web")];

    expect(validate([healthy({ outputName: "test-shop", workloads })])).toEqual([
      expected({
        rule: "valid-output-name",
        message: 'output name "test-shop" is the name of team "shop"\'s stack',
        at: "test › outputName",
        allowed: "another name than the environment's, so that the two shapes of an outputs file can be told apart",
        fix: "rename the output",
      }),
    ]);
  });

  test.each(["platform", "vault_objects"])("fails when the output has the name of another one: %s", (outputName) => {
    expect(validate([healthy({ outputName })])).toEqual([
      expected({
        rule: "valid-output-name",
        message: `output name "${outputName}" is that of another output of the stack`,
        at: "test › outputName",
        allowed: 'any name but "platform" and "vault_objects"',
        fix: "rename the output",
      }),
    ]);
  });
});
