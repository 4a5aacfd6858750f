import { expect, test } from "vitest";
import { type Files, findingsOf, healthyFiles, manifests } from "../../support/artefacts.js";

const RULE = "no-throttled-rollout";

function replicas(number: number): Files {
  return manifests("replicas: 2\n", `replicas: ${number}\n`);
}

test("finds nothing in a healthy world", () => {
  const found = findingsOf(RULE, healthyFiles);

  expect(found).toEqual([]);
});

test("fails when all pods at once ask for more than the vault answers", () => {
  const found = findingsOf(RULE, replicas(1_001));

  expect(found).toEqual([
    {
      rule: "no-throttled-rollout",
      severity: "warning",
      environment: "artefacts",
      message: "1001 pods that start at once ask the vault kv-orders for 101 % of what it answers",
      at: {
        file: "azure/main.tf.json",
        line: 54,
        resource: "azurerm_key_vault.orders",
      },
      got: "4004 requests",
      allowed: "4000 requests in 10 s for a vault",
      fix: "roll out in steps (maxSurge, maxUnavailable, one workload after another), fewer objects for each class, or several vaults",
      shows: "FailedMount … RESPONSE 429: 429 Too Many Requests; pods start once kubelet's later attempts get through",
      related: [],
      docs: "docs/rules/no-throttled-rollout.md",
    },
  ]);
});

test("tells of more than half of it, which is not wrong", () => {
  const found = findingsOf(RULE, replicas(501)).map(({ severity, message, got }) => [severity, message, got]);

  expect(found).toEqual([
    ["note", "501 pods that start at once ask the vault kv-orders for 51 % of what it answers", "2004 requests"],
  ]);
});

test("is silent where polling alone is too much", () => {
  const found = findingsOf(RULE, replicas(13_000));

  expect(found).toEqual([]);
});
