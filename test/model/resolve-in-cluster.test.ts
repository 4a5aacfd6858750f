import { expect, test } from "vitest";
import { resolve } from "../../model/index.js";
import { healthy } from "../support/descriptions.js";

const low = "0c9b8a7d-6e5f-4d3c-8b2a-190807f6e5d4";
const high = "6f1d2c3b-4a59-4e87-9d06-1b2c3d4e5f60";

test("guardrails deny in the environment's namespaces and name no group, unless told otherwise", () => {
  expect(resolve(healthy({ guardrails: {} })).guardrails).toEqual({
    scope: "environment",
    action: "Deny",
    classWriters: [],
    deployers: [],
  });
});

test("groups are in lower case, as in the tokens that Kubernetes compares them with, and in order", () => {
  const guardrails = {
    scope: "cluster",
    action: "Warn",
    classWriters: [high, low.toUpperCase()],
    deployers: ["D25B90E7-41fa-4c38-8b06-73ae1c9f5d42"],
  } as const;

  expect(resolve(healthy({ guardrails })).guardrails).toEqual({
    scope: "cluster",
    action: "Warn",
    classWriters: [low, high],
    deployers: ["d25b90e7-41fa-4c38-8b06-73ae1c9f5d42"],
  });
});
