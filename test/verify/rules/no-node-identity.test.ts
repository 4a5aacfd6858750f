import { expect, test } from "vitest";
import { findingsOf, healthyFiles, manifests } from "../../support/artefacts.js";

const RULE = "no-node-identity";

test("finds nothing in workload identity mode", () => {
  const files = healthyFiles;

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("fails when a class reads as the node", () => {
  const files = manifests("    keyvaultName:", '    useVMManagedIdentity: "true"\n    keyvaultName:');

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "no-node-identity",
      severity: "warning",
      environment: "artefacts",
      message:
        "SecretProviderClass orders/api-vault reads with the identity of the node, as every pod on that node can",
      at: {
        file: "orders.yaml",
        line: 19,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.useVMManagedIdentity",
      },
      got: "true",
      allowed: "workload identity: clientID, and a federated credential for the service account of the pod",
      fix: "remove useVMManagedIdentity and userAssignedIdentityID, and set clientID to an identity of the workload",
      related: [],
      docs: "docs/rules/no-node-identity.md",
    },
  ]);
});

test("takes the mode where it is switched off", () => {
  const files = manifests("    keyvaultName:", '    useVMManagedIdentity: "false"\n    keyvaultName:');

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});
