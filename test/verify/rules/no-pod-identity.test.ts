import { expect, test } from "vitest";
import { findingsOf, healthyFiles, manifests } from "../../support/artefacts.js";

/** What all findings of this rule have in common. */
const ALWAYS = { rule: "no-pod-identity", environment: "artefacts", docs: "docs/rules/no-pod-identity.md" };

test("finds nothing in a healthy world", () => {
  const found = findingsOf("no-pod-identity", healthyFiles);

  expect(found).toEqual([]);
});

test("fails when pod identity is switched on", () => {
  const files = manifests("    keyvaultName: kv-orders\n", '    keyvaultName: kv-orders\n    usePodIdentity: "true"\n');

  const found = findingsOf("no-pod-identity", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        "SecretProviderClass orders/api-vault reads through AAD pod identity, whose support ended on 2025-09-30, 418 days ago",
      at: {
        file: "orders.yaml",
        line: 20,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.usePodIdentity",
      },
      got: "true",
      allowed: "workload identity: clientID, and none of the flags",
      fix: "leave usePodIdentity out, set clientID, and federate the service account with that identity",
      shows: "FailedMount: failed to mount objects, error: … nmi response failed with status code: 404",
      related: [],
    },
  ]);
});

test("does not mind it switched off", () => {
  const files = manifests(
    "    keyvaultName: kv-orders\n",
    '    keyvaultName: kv-orders\n    usePodIdentity: "false"\n',
  );

  const found = findingsOf("no-pod-identity", files);

  expect(found).toEqual([]);
});
