import { describe, expect, test } from "vitest";
import { existingIdentity, validate } from "../../../model/index.js";
import { api, healthy } from "../../support/descriptions.js";
import { expected } from "./expected.js";

const clientId = "0b6d2f84-71c5-4a3e-9d18-e52f7a90c643";
const principalId = "c47e19a5-8f02-4b6d-b3e1-96d05c2a7f38";
const resourceId =
  "/subscriptions/a9e20d47-3c8f-4b15-96d1-0f7e5b28c34d/resourceGroups/platform-rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/orders";

test.each([
  ["an existing identity", existingIdentity("orders", { clientId, principalId })],
  ["an existing managed identity with its place", existingIdentity("orders", { clientId, principalId, resourceId })],
  [
    "an existing managed identity with its place in lower case, as some of Azure's tools print it",
    existingIdentity("orders", { clientId, principalId, resourceId: resourceId.toLowerCase() }),
  ],
  [
    "an existing application with its place",
    existingIdentity("orders", {
      clientId,
      principalId,
      resourceId: "/applications/6f8a2c1d-04b9-47e3-a5d6-1e93b7f0c258",
    }),
  ],
  [
    "an existing identity that is full with others' credentials but for one",
    existingIdentity("orders", { clientId, principalId, otherCredentials: 19 }),
  ],
])("accepts %s", (_, identity) => {
  const problems = validate([healthy({ workloads: [api({ identity })] })]);

  expect(problems).toEqual([]);
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

test.each([
  [
    "principal id in capitals",
    {
      ids: { clientId, principalId: "0B6D2F84-71C5-4A3E-9D18-E52F7A90C643" },
      message: 'principalId "0B6D2F84-71C5-4A3E-9D18-E52F7A90C643" is the client id',
    },
  ],
  [
    "client id in capitals",
    {
      ids: { clientId: "0B6D2F84-71C5-4A3E-9D18-E52F7A90C643", principalId: clientId },
      message: 'principalId "0b6d2f84-71c5-4a3e-9d18-e52f7a90c643" is the client id',
    },
  ],
])("fails when both ids of an existing identity are the same, the %s", (_, { ids, message }) => {
  const identity = existingIdentity("orders", ids);

  const problems = validate([healthy({ workloads: [api({ identity })] })]);

  expect(problems).toEqual([
    expected({
      rule: "valid-principal-id",
      message,
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

test.each([-1, 21, 1.5])("fails when an existing identity holds %d credentials for others", (otherCredentials) => {
  const identity = existingIdentity("orders", { clientId, principalId, otherCredentials });

  const [problem] = validate([healthy({ workloads: [api({ identity })] })]);

  expect(problem).toEqual(
    expected({
      rule: "valid-credential-count",
      message: `number of other credentials ${otherCredentials} is not valid`,
      at: "test › workloads[0] api › identity › otherCredentials",
      allowed: "a whole number from 0 to 20",
      fix: "give a whole number from 0 to 20",
    }),
  );
});

describe("unique-existing-identity", () => {
  const other = {
    clientId: "6f8a2c1d-04b9-47e3-a5d6-1e93b7f0c258",
    principalId: "d25b90e7-41fa-4c38-8b06-73ae1c9f5d42",
    resourceId: "/applications/9c3e7a51-b8d4-4f26-a017-5e62d4f8b093",
  };

  test.each([
    [
      "client id",
      {
        again: { ...other, clientId: "0B6D2F84-71C5-4A3E-9D18-E52F7A90C643" },
        message: 'identities "api" and "web" have the same clientId',
      },
    ],
    [
      "principal id",
      {
        again: { ...other, principalId: "C47E19A5-8F02-4B6D-B3E1-96D05C2A7F38" },
        message: 'identities "api" and "web" have the same principalId',
      },
    ],
    [
      "resource id",
      {
        again: { ...other, resourceId: resourceId.toLowerCase() },
        message: 'identities "api" and "web" have the same resourceId',
      },
    ],
  ])("fails when two existing identities have one %s, in any case of letters", (_, { again, message }) => {
    const workloads = [
      api({ identity: existingIdentity("api", { clientId, principalId, resourceId }) }),
      api({ identity: existingIdentity("web", again) }, "web"),
    ];

    const problems = validate([healthy({ workloads })]);

    expect(problems).toEqual([
      expected({
        rule: "unique-existing-identity",
        message,
        at: "test › workloads[1] web › identity",
        allowed: "one description for each existing identity: two would grant the same access twice",
        fix: "describe it once and let all its workloads refer to that",
      }),
    ]);
  });

  test("accepts two existing identities that have nothing in common", () => {
    const workloads = [
      api({ identity: existingIdentity("api", { clientId, principalId }) }),
      api({ identity: existingIdentity("web", { clientId: other.clientId, principalId: other.principalId }) }, "web"),
    ];

    const problems = validate([healthy({ workloads })]);

    expect(problems).toEqual([]);
  });
});
