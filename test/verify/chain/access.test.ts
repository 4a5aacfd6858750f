import { expect, test } from "vitest";
import { readAzure } from "../../../verify/azure/index.js";
import { AccessIndex } from "../../../verify/chain/access.js";
import { readKubernetes } from "../../../verify/kubernetes/index.js";
import { read } from "../../../verify/reading/index.js";
import { type Files, healthyFiles, manifests, terraform } from "../../support/artefacts.js";

/** Ids of what lets the identity read an object of its class. */
function accessTo(name: string, files: Files) {
  const documents = Object.entries(files).flatMap(([file, content]) => [...read({ file, content }).documents]);
  const azure = readAzure(documents);
  const object = readKubernetes(documents).classes[0]?.objects.find((one) => one.name === name);
  const [identity] = azure.identities;
  const [vault] = azure.vaults;
  if (object === undefined || identity === undefined || vault === undefined) {
    throw new Error(`${name}, its identity or its vault is not there`);
  }
  const { sure, unsure, idle } = new AccessIndex(azure).accessOf(identity, vault, object);
  const ids = (grants: readonly { readonly id: string }[]) => grants.map(({ id }) => id);
  return { sure: ids(sure), unsure: ids(unsure), idle: ids(idle) };
}

/** The healthy world with the role for secrets somewhere else. */
function secretsOn(fields: object): Files {
  return terraform((c) => Object.assign(c.resource.azurerm_role_assignment.secrets, fields));
}

const SECRETS = "azurerm_role_assignment.secrets";
const GROUPS = "/subscriptions/1f7a9b34-0c5d-4e82-b6a3-9d2f4c8e7015/resourceGroups";

test("a role on the vault is sure for its type, one on an object for that object", () => {
  const found = ["db-password", "signing"].map((name) => accessTo(name, healthyFiles));

  expect(found).toEqual([
    { sure: [SECRETS], unsure: [], idle: [] },
    { sure: ["azurerm_role_assignment.signing"], unsure: [], idle: [] },
  ]);
});

test("names of objects and collections are compared in any case", () => {
  const scope = "${azurerm_key_vault.orders.id}/Secrets/DB-Password";

  const found = accessTo("db-password", secretsOn({ scope }));

  expect(found).toEqual({ sure: [SECRETS], unsure: [], idle: [] });
});

test("a role on a resource group reaches the vaults of that group alone", () => {
  const found = ["${azurerm_resource_group.orders.id}", `${GROUPS}/ORDERS-RG`, `${GROUPS}/other-rg`].map((scope) =>
    accessTo("db-password", secretsOn({ scope })),
  );

  expect(found).toEqual([
    { sure: [SECRETS], unsure: [], idle: [] },
    { sure: [SECRETS], unsure: [], idle: [] },
    { sure: [], unsure: [], idle: [] },
  ]);
});

test("a role on a resource group that is not known is unsure", () => {
  const found = accessTo("db-password", secretsOn({ scope: `${GROUPS}/\${var.group}` }));

  expect(found).toEqual({ sure: [], unsure: [SECRETS], idle: [] });
});

test("a condition and a role that nobody knows are unsure", () => {
  const found = [{ condition: "@Resource[…]" }, { role_definition_name: "Readers of orders" }].map((fields) =>
    accessTo("db-password", secretsOn(fields)),
  );

  expect(found).toEqual([
    { sure: [], unsure: [SECRETS], idle: [] },
    { sure: [], unsure: [SECRETS], idle: [] },
  ]);
});

test("a role of the control plane lets nobody read", () => {
  const found = accessTo("db-password", secretsOn({ role_definition_name: "Contributor" }));

  expect(found).toEqual({ sure: [], unsure: [], idle: [] });
});

test("a role on a vault that decides by policies is idle", () => {
  const files = terraform((c) =>
    Object.assign(c.resource.azurerm_key_vault.orders, { rbac_authorization_enabled: false }),
  );

  const found = accessTo("db-password", files);

  expect(found).toEqual({ sure: [], unsure: [], idle: [SECRETS] });
});

test("an object of a type that does not exist is read by nobody", () => {
  const files = manifests(
    "objectName: signing\n          objectType: key",
    "objectName: signing\n          objectType: keys",
  );

  const found = accessTo("signing", files);

  expect(found).toEqual({ sure: [], unsure: [], idle: [] });
});
