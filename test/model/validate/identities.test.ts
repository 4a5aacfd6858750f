import { describe, expect, test } from "vitest";
import { entraApplication, existingIdentity, managedIdentity, validate } from "../../../model/index.js";
import { api, healthy } from "../../support/descriptions.js";
import { expected } from "./expected.js";

const clientId = "0b6d2f84-71c5-4a3e-9d18-e52f7a90c643";
const principalId = "c47e19a5-8f02-4b6d-b3e1-96d05c2a7f38";
const resourceId =
  "/subscriptions/a9e20d47-3c8f-4b15-96d1-0f7e5b28c34d/resourceGroups/platform-rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/orders";

test.each([
  ["an identity key of 63 characters", managedIdentity("k".repeat(63))],
  ["a managed identity's name of 3 characters", managedIdentity("orders", { name: "id1" })],
  ["a managed identity's name of 128 characters", managedIdentity("orders", { name: "i".repeat(128) })],
  ["an application's name of 1 character", entraApplication("orders", { name: "o" })],
  ["an application's name of 256 characters", entraApplication("orders", { name: "o".repeat(256) })],
  ["an application's name in any script", entraApplication("orders", { name: "Bestellungen – Köln" })],
  ["a split over 1000 identities", managedIdentity("orders", { split: 1000 })],
  ["an existing identity", existingIdentity("orders", { clientId, principalId })],
  ["an existing managed identity with its place", existingIdentity("orders", { clientId, principalId, resourceId })],
  [
    "an existing application with its place",
    existingIdentity("orders", {
      clientId,
      principalId,
      resourceId: "/applications/6f8a2c1d-04b9-47e3-a5d6-1e93b7f0c258",
    }),
  ],
])("accepts %s", (_, identity) => {
  const problems = validate([healthy({ workloads: [api({ identity })] })]);

  expect(problems).toEqual([]);
});

test.each([
  ["a federated credential's name of 3 characters", "abc"],
  ["a federated credential's name of 120 characters", "c".repeat(120)],
])("accepts %s", (_, federatedCredential) => {
  const problems = validate([healthy({ workloads: [api({ federatedCredential })] })]);

  expect(problems).toEqual([]);
});

test("accepts two workloads that share service account, identity and credential", () => {
  const shared = { serviceAccount: "orders", identity: managedIdentity("orders"), federatedCredential: "orders" };

  const problems = validate([healthy({ workloads: [api(shared), api(shared, "web")] })]);

  expect(problems).toEqual([]);
});

test.each([
  ["has an underscore", "the_orders", 'identity key "the_orders" is not valid', 'rename it, for example "the-orders"'],
  ["is in capitals", "Orders", 'identity key "Orders" is not valid', 'rename it, for example "orders"'],
  [
    "has 64 characters",
    "k".repeat(64),
    `identity key "${"k".repeat(64)}" is not valid`,
    `rename it, for example "${"k".repeat(63)}"`,
  ],
])("fails when the key of an identity %s", (_, key, message, fix) => {
  const problems = validate([healthy({ workloads: [api({ identity: managedIdentity(key) })] })]);

  expect(problems).toEqual([
    expected({
      rule: "valid-identity-key",
      message,
      at: "test › workloads[0] api › identity › key",
      allowed: "1 to 63 lower-case letters, digits and dashes, first and last a letter or digit (RFC 1123 label)",
      fix,
    }),
  ]);
});

test("fails when a key stands for two identities", () => {
  const workloads = [
    api({ identity: managedIdentity("orders") }),
    api({ identity: managedIdentity("orders", { name: "orders-web" }) }, "web"),
  ];

  const problems = validate([healthy({ workloads })]);

  expect(problems).toEqual([
    expected({
      rule: "unique-identity-key",
      message: 'identity key "orders" stands for two different identities',
      at: "test › workloads[1] web › identity",
      allowed: "one identity for each key",
      fix: "describe it once and let all its workloads refer to that; the other is at test › workloads[0] api › identity",
    }),
  ]);
});

test.each([
  ["0", 0, "split 0 is not valid"],
  ["1001", 1001, "split 1001 is not valid"],
  ["no whole number", 1.5, "split 1.5 is not valid"],
])("fails when an identity is split into %s", (_, split, message) => {
  const problems = validate([healthy({ workloads: [api({ identity: managedIdentity("orders", { split }) })] })]);

  expect(problems).toEqual([
    expected({
      rule: "valid-split",
      message,
      at: "test › workloads[0] api › identity › split",
      allowed: "a whole number from 1 to 1000",
      fix: "give a whole number from 1 to 1000",
    }),
  ]);
});

describe("valid-guid", () => {
  test("fails when the client id of an existing identity is its resource id", () => {
    const identity = existingIdentity("orders", { clientId: "/userAssignedIdentities/orders", principalId });

    const problems = validate([healthy({ workloads: [api({ identity })] })]);

    expect(problems).toEqual([
      expected({
        rule: "valid-guid",
        message: 'clientId "/userAssignedIdentities/orders" is not a GUID that names something',
        at: "test › workloads[0] api › identity › clientId",
        allowed: 'a GUID such as "3f2504e0-4f89-41d3-9a0c-0305e82c3301", and not all zeros',
        fix: "az identity show --name <name> --resource-group <group> --query clientId -o tsv",
      }),
    ]);
  });

  test("fails when the principal id of an existing identity is all zeros", () => {
    const identity = existingIdentity("orders", { clientId, principalId: "00000000-0000-0000-0000-000000000000" });

    const problems = validate([healthy({ workloads: [api({ identity })] })]);

    expect(problems).toEqual([
      expected({
        rule: "valid-guid",
        message: 'principalId "00000000-0000-0000-0000-000000000000" is not a GUID that names something',
        at: "test › workloads[0] api › identity › principalId",
        allowed: 'a GUID such as "3f2504e0-4f89-41d3-9a0c-0305e82c3301", and not all zeros',
        fix: "az identity show --name <name> --resource-group <group> --query principalId -o tsv",
      }),
    ]);
  });
});

test("fails when the principal id of an existing identity is its client id, in any case of letters", () => {
  const identity = existingIdentity("orders", { clientId, principalId: "0B6D2F84-71C5-4A3E-9D18-E52F7A90C643" });

  const problems = validate([healthy({ workloads: [api({ identity })] })]);

  expect(problems).toEqual([
    expected({
      rule: "valid-principal-id",
      message: 'principalId "0B6D2F84-71C5-4A3E-9D18-E52F7A90C643" is the client id',
      at: "test › workloads[0] api › identity › principalId",
      allowed: "the object id of the identity's service principal, which never equals the client id",
      fix: "az identity show --name <name> --resource-group <group> --query principalId -o tsv",
    }),
  ]);
});

test.each([
  [
    "of a vault",
    "/subscriptions/a9e20d47-3c8f-4b15-96d1-0f7e5b28c34d/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv",
    'resourceId "/subscriptions/a9e20d47-3c8f-4b15-96d1-0f7e5b28c34d/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv" cannot hold federated credentials',
  ],
  [
    "a client id",
    "0b6d2f84-71c5-4a3e-9d18-e52f7a90c643",
    'resourceId "0b6d2f84-71c5-4a3e-9d18-e52f7a90c643" cannot hold federated credentials',
  ],
])("fails when the resource id of an existing identity is %s", (_, wrong, message) => {
  const identity = existingIdentity("orders", { clientId, principalId, resourceId: wrong });

  const problems = validate([healthy({ workloads: [api({ identity })] })]);

  expect(problems).toEqual([
    expected({
      rule: "valid-resource-id",
      message,
      at: "test › workloads[0] api › identity › resourceId",
      allowed:
        "the ARM id of a user-assigned identity (/subscriptions/…/Microsoft.ManagedIdentity/userAssignedIdentities/…), or /applications/<object id of the application>",
      fix: "az identity show --name <name> --resource-group <group> --query id -o tsv",
    }),
  ]);
});

describe("valid-identity-name", () => {
  test.each([
    ["has a dot", "orders.api", 'identity name "orders.api" is not valid', 'rename it, for example "orders-api"'],
    ["has 2 characters", "id", 'identity name "id" is not valid', "rename it"],
    [
      "has 129 characters",
      "i".repeat(129),
      `identity name "${"i".repeat(129)}" is not valid`,
      `rename it, for example "${"i".repeat(128)}"`,
    ],
  ])("fails when the name of a managed identity %s", (_, name, message, fix) => {
    const problems = validate([healthy({ workloads: [api({ identity: managedIdentity("orders", { name }) })] })]);

    expect(problems).toEqual([
      expected({
        rule: "valid-identity-name",
        message,
        at: "test › identity orders › name",
        allowed: "3 to 128 letters, digits, dashes and underscores, first a letter or digit",
        fix,
      }),
    ]);
  });

  test.each([
    ["is empty", "", 'identity name "" is not valid', "rename it"],
    [
      "has a line break",
      "orders\napi",
      'identity name "orders\\napi" is not valid',
      'rename it, for example "orders-api"',
    ],
    [
      "has 257 characters",
      "o".repeat(257),
      `identity name "${"o".repeat(257)}" is not valid`,
      `rename it, for example "${"o".repeat(256)}"`,
    ],
  ])("fails when the name of an application %s", (_, name, message, fix) => {
    const problems = validate([healthy({ workloads: [api({ identity: entraApplication("orders", { name }) })] })]);

    expect(problems).toEqual([
      expected({
        rule: "valid-identity-name",
        message,
        at: "test › identity orders › name",
        allowed: "1 to 256 characters, none of them a control character",
        fix,
      }),
    ]);
  });
});

test("fails when two managed identities have one name, in any case of letters", () => {
  const workloads = [
    api({ identity: managedIdentity("api", { name: "orders" }) }),
    api({ identity: managedIdentity("web", { name: "Orders" }) }, "web"),
  ];

  const problems = validate([healthy({ workloads })]);

  expect(problems).toEqual([
    expected({
      rule: "unique-identity-name",
      message: 'identities "api" and "web" are both named "Orders"',
      at: "test › identity web › name",
      allowed: "one managed identity of a name in a resource group, in any case of letters",
      fix: "rename one of them",
    }),
  ]);
});
