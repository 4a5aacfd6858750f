import { expect, test } from "vitest";
import { findingsOf, healthyFiles, manifests } from "../../support/artefacts.js";

/** What all findings of this rule have in common. */
const ALWAYS = { rule: "no-redundant-flag", environment: "artefacts", docs: "docs/rules/no-redundant-flag.md" };

test("finds nothing in a healthy world", () => {
  const found = findingsOf("no-redundant-flag", healthyFiles);

  expect(found).toEqual([]);
});

test("notes a flag that is false anyway", () => {
  const files = manifests(
    "    keyvaultName: kv-orders\n",
    '    keyvaultName: kv-orders\n    usePodIdentity: "false"\n',
  );

  const found = findingsOf("no-redundant-flag", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "note",
      message:
        "usePodIdentity of SecretProviderClass orders/api-vault is false, which is the default and selects nothing",
      at: {
        file: "orders.yaml",
        line: 20,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.usePodIdentity",
      },
      got: "false",
      allowed: "no entry; clientID alone selects workload identity",
      fix: "leave it out",
      related: [],
    },
  ]);
});

test("notes a flag that is empty", () => {
  const files = manifests(
    "    keyvaultName: kv-orders\n",
    '    keyvaultName: kv-orders\n    useVMManagedIdentity: ""\n',
  );

  const found = findingsOf("no-redundant-flag", files);

  expect(found).toEqual([
    {
      ...ALWAYS,
      severity: "note",
      message:
        "useVMManagedIdentity of SecretProviderClass orders/api-vault is false, which is the default and selects nothing",
      at: {
        file: "orders.yaml",
        line: 20,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.useVMManagedIdentity",
      },
      got: "",
      allowed: "no entry; clientID alone selects workload identity",
      fix: "leave it out",
      related: [],
    },
  ]);
});

test("does not mind one that is true", () => {
  const files = manifests(
    "    keyvaultName: kv-orders\n",
    '    keyvaultName: kv-orders\n    useVMManagedIdentity: "true"\n',
  );

  const found = findingsOf("no-redundant-flag", files);

  expect(found).toEqual([]);
});
