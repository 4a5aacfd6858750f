import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { escaped } from "../../infra/escape.js";
import { entraApplication, newCluster } from "../../model/index.js";
import { api, healthy } from "../support/descriptions.js";
import { stackOf } from "../support/synthesis.js";

/** How Terraform reads a string that holds no expression; tried against Terraform 1.11. */
function read(text: string): string {
  return text.replaceAll(/([$%])\1\{/g, (_, sign: string) => `${sign}{`);
}

describe("text that a person wrote", () => {
  test.each([
    ['${file("x")}', '$${file("x")}'],
    ["%{ if true }", "%%{ if true }"],
    ["$${x}", "$$${x}"],
    ["%%{x}", "%%%{x}"],
    ["$%{x}", "$%%{x}"],
    ["plain $ { and 100%", "plain $ { and 100%"],
  ])("%j becomes %j", (text, inTerraform) => {
    expect(escaped(text)).toBe(inTerraform);
  });

  test("is escaped wherever it stands, in keys too, and nothing else changes", () => {
    const value = { list: ["${a}", 1, true, null, undefined], "${key}": { inner: "%{b}" } };

    expect(escaped(value)).toEqual({ list: ["$${a}", 1, true, null, undefined], "$${key}": { inner: "%%{b}" } });
  });

  test("holds no live expression once escaped, and reads back as it was", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("$", "%", "{", "}", "a", '"')), (characters) => {
        const text = characters.join("");

        expect(escaped(text).replaceAll(/([$%])\1\{/g, "_")).not.toMatch(/[$%]\{/);
        expect(read(escaped(text))).toBe(text);
      }),
    );
  });

  test("fails when it imitates a placeholder of the engine", () => {
    expect(() => escaped({ tag: "${TfToken[TOKEN.1]}" })).toThrow(
      'the text "${TfToken[TOKEN.1]}" contains "TfToken[", which CDK for Terraform would replace by something else; write it differently',
    );
  });
});

test("tags and display names that look like expressions arrive as text in the stack", () => {
  const stack = stackOf(
    healthy({
      cluster: newCluster({ name: "aks" }),
      tags: { '${file("k")}': '${file("v")}', plain: "%{ for x in y }" },
      workloads: [api({ identity: entraApplication("reader", { name: "${self}" }) })],
    }),
  );

  expect(stack.resource.azurerm_kubernetes_cluster?.cluster?.tags).toEqual({
    '$${file("k")}': '$${file("v")}',
    plain: "%%{ for x in y }",
  });
  expect(stack.resource.azuread_application?.reader).toMatchObject({ display_name: "$${self}" });
});
