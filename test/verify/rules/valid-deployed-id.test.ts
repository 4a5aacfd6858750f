import { expect, test } from "vitest";
import {
  CLIENT_ID,
  FILE,
  findingsOf,
  healthyFiles,
  ISSUER,
  PRINCIPAL_ID,
  replaced,
  TENANT,
} from "../../support/artefacts.js";

const RULE = "valid-deployed-id";

test("finds nothing in a healthy world", () => {
  const found = findingsOf(RULE, healthyFiles);

  expect(found).toEqual([]);
});

test("fails when a printed id is no GUID", () => {
  const found = findingsOf(RULE, replaced(FILE.outputs, PRINCIPAL_ID, "c47d1e80-2f95-4b63-9c0a-8e6b3a51dx74"));

  expect(found).toEqual([
    {
      rule: "valid-deployed-id",
      severity: "error",
      environment: "artefacts",
      message:
        'outputs of azure have "c47d1e80-2f95-4b63-9c0a-8e6b3a51dx74" as principal_id of azurerm_user_assigned_identity.api, which is no GUID',
      at: { file: "azure.json", line: 7, resource: "outputs of azure", field: "api.value.principalId" },
      got: "c47d1e80-2f95-4b63-9c0a-8e6b3a51dx74",
      allowed: "a GUID, as Azure writes it",
      fix: "write the file anew from the deployment: terraform output -json, terraform show -json, or cdktf deploy --outputs-file",
      shows: "AADSTS700016: Application with identifier '<client id>' was not found in the directory",
      related: [{ file: "azure/main.tf.json", line: 64, resource: "azurerm_user_assigned_identity.api" }],
      docs: "docs/rules/valid-deployed-id.md",
    },
  ]);
});

test("fails when a printed issuer is none, is not whole, or is of another tenant", () => {
  const other = "b1f0c6a2-53d4-4e97-8a10-6c2d9e7f4b38";
  const issuers = ["http://issuer/", ISSUER.slice(0, -1), ISSUER.replace(TENANT, other)];

  const found = issuers.map((issuer) =>
    findingsOf(RULE, replaced(FILE.outputs, ISSUER, issuer)).map(({ message }) => message.split(", which ")[1]),
  );

  expect(found).toEqual([
    ["does not begin with https://"],
    ["is not in the form that AKS gives its issuers"],
    ["is of another tenant than the provider of its cluster signs in to"],
  ]);
});

test("fails when a state has an id that is none, and does not ask it of what was not made yet", () => {
  const values = { name: "a", location: "x", resource_group_name: "r", client_id: "a-client", principal_id: CLIENT_ID };
  const resource = {
    mode: "managed",
    type: "azurerm_user_assigned_identity",
    provider_name: "registry.terraform.io/hashicorp/azurerm",
  };
  const resources = [
    { ...resource, address: "azurerm_user_assigned_identity.a", name: "a", values },
    { ...resource, address: "azurerm_user_assigned_identity.b", name: "b", values: { name: "b" } },
  ];
  const state = { format_version: "1.0", values: { root_module: { resources } } };

  const found = findingsOf(RULE, { "state.json": JSON.stringify(state) });

  expect(found.map(({ message, at }) => [message, at.field])).toEqual([
    ['azurerm_user_assigned_identity.a has "a-client" as client_id, which is no GUID', "client_id"],
  ]);
});

test("does not print what is sensitive", () => {
  const files = replaced(
    FILE.outputs,
    '"sensitive": false,\n    "type": "map"',
    '"sensitive": true,\n    "type": "map"',
  );

  const found = findingsOf(RULE, replaced(FILE.outputs, CLIENT_ID, "not-to-be-told", files));

  expect(found.map(({ message, got }) => [message, got])).toEqual([
    [
      "outputs of azure have a value of azurerm_user_assigned_identity.api as client_id of azurerm_user_assigned_identity.api, which is no GUID",
      undefined,
    ],
  ]);
});

test("finds nothing in an older issuer of AKS, and in one that AKS does not run", () => {
  const issuers = [`https://oidc.prod-aks.azure.com/${TENANT}/`, "https://issuer.example.com"];

  const found = issuers.map((issuer) => findingsOf(RULE, replaced(FILE.outputs, ISSUER, issuer)));

  expect(found).toEqual([[], []]);
});

test("finds nothing in the state of a cluster that has no issuer", () => {
  const cluster = { mode: "managed", type: "azurerm_kubernetes_cluster", name: "main" };
  const state = {
    version: 4,
    terraform_version: "1.11.4",
    resources: [{ ...cluster, instances: [{ attributes: { name: "aks", oidc_issuer_url: "" } }] }],
  };

  const found = findingsOf(RULE, { "terraform.tfstate": JSON.stringify(state) });

  expect(found).toEqual([]);
});
