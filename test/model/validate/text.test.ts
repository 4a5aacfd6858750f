import { expect, test } from "vitest";
import { validate } from "../../../model/index.js";
import { api, healthy } from "../../support/descriptions.js";
import { expected } from "./expected.js";

test.each([
  ["an empty text", ""],
  ["several lines", "one\ntwo\n"],
  ["signs of every script and a whole surrogate pair", "für 注文 🔑"],
  ["what Terraform would take for an expression", "${var.token} %{ if true }"],
  ["words that a placeholder is made of", "TfToken"],
])("accepts %s", (_, text) => {
  const problems = validate([healthy({ workloads: [api({ env: { TEXT: text } })] })]);

  expect(problems).toEqual([]);
});

test.each([
  [
    "text holds a NUL character",
    {
      described: healthy({ workloads: [api({ args: ["one", "tw\0"] })] }),
      message: '"tw\\u0000" contains a NUL character',
      at: "test › workloads[0].args[1]",
    },
  ],
  [
    "text holds the first half of a surrogate pair alone",
    {
      described: healthy({ tags: { owner: "key \ud83d" } }),
      message: '"key \\ud83d" contains half of a surrogate pair',
      at: "test › tags.owner",
    },
  ],
  [
    "text holds the second half of a surrogate pair alone",
    {
      described: healthy({ tags: { owner: "key \udd11" } }),
      message: '"key \\udd11" contains half of a surrogate pair',
      at: "test › tags.owner",
    },
  ],
  [
    "text looks like a placeholder of the Terraform engine",
    {
      described: healthy({ workloads: [api({ env: { TEXT: "${TfToken[TOKEN.1]}" } })] }),
      message: '"${TfToken[TOKEN.1]}" contains "TfToken[", which CDK for Terraform takes for a placeholder of its own',
      at: "test › workloads[0].env.TEXT",
    },
  ],
  [
    "a name that the description makes up looks like one",
    {
      described: healthy({ tags: { "TfToken[1]": "orders" } }),
      message: '"TfToken[1]" contains "TfToken[", which CDK for Terraform takes for a placeholder of its own',
      at: "test › tags.TfToken[1]",
    },
  ],
])("fails when %s", (_, { described, message, at }) => {
  const problems = validate([described]);

  expect(problems).toEqual([
    expected({
      rule: "valid-text",
      message,
      at,
      allowed: "text that a manifest and a stack can carry",
      fix: "write it differently",
    }),
  ]);
});
