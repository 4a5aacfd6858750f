import { describe, expect, test } from "vitest";
import {
  entraApplication,
  existingIdentity,
  managedIdentity,
  nodeIdentity,
  readBinding,
  resolve,
  writeBinding,
} from "../../model/index.js";
import { api, healthy } from "../support/descriptions.js";

const environment = resolve(
  healthy({
    workloads: [
      api({ identity: managedIdentity("orders") }),
      api({ identity: entraApplication("billing") }, "billing"),
    ],
  }),
);

const binding = {
  environment: "test",
  tenantId: environment.tenantId,
  subscriptionId: environment.subscriptionId,
  resourceGroup: "orders-rg",
  issuer: "https://westeurope.oic.prod-aks.azure.com/5f1c7b0e-9a34-4d68-8e2b-7c91d3f60a45/1d6a3f92/",
  identities: {
    orders: {
      kind: "managed-identity",
      name: "test-orders",
      clientId: "0b4e92f7-6d13-4c8a-9e50-d2a7f81c3b64",
      principalId: "6f8d01c5-b294-4e7b-83fa-50c9e3712da8",
    },
    billing: {
      kind: "entra-application",
      name: "test-billing",
      clientId: "e3a95d60-4f7c-4218-b60d-91c8f2e7504a",
      principalId: "28c7b4fe-0a61-4d93-a5e8-7f30d6b19c52",
    },
  },
} as const;

/** The binding with a field of the identity `orders` changed. */
function withOrders(change: Record<string, unknown>) {
  return { ...binding, identities: { ...binding.identities, orders: { ...binding.identities.orders, ...change } } };
}

function read(outputs: unknown) {
  return readBinding(environment, { name: "test" }, typeof outputs === "string" ? outputs : JSON.stringify(outputs));
}

/** The sentence that says why a binding was refused. */
function refusal(sentence: string) {
  return {
    rule: "match-binding",
    severity: "error",
    message: `the binding of environment "test" does not fit: ${sentence}`,
    at: "bindings/test.json",
    allowed: "the outputs of a deployment of the environment as it is described now",
    fix: "npx cdktf deploy test --outputs-file bindings/test.json",
    docs: "docs/problems.md#match-binding",
  };
}

const clientIds = { orders: binding.identities.orders.clientId, billing: binding.identities.billing.clientId };

describe("a binding is read", () => {
  test.each([
    ["cdktf deploy --outputs-file", { test: { binding } }],
    ["terraform output -json", { binding: { sensitive: false, type: ["object", {}], value: binding } }],
    ["either, with a byte order mark", `\uFEFF${JSON.stringify({ test: { binding } })}`],
  ])("in the shape of %s", (_, outputs) => {
    expect(read(outputs)).toEqual({ state: "bound", clientIds, sample: false, binding });
  });

  test("as the sample that it says it is", () => {
    expect(read({ sample: true, test: { binding } })).toMatchObject({ state: "bound", sample: true });
  });

  test("from the output that the environment names", () => {
    const renamed = resolve({ ...healthy(), outputName: "handoff" });
    const { orders } = binding.identities;
    const own = { ...binding, identities: { orders_api: { ...orders, name: "test-orders_api" } } };

    expect(readBinding(renamed, { name: "test" }, JSON.stringify({ test: { handoff: own } }))).toMatchObject({
      state: "bound",
    });
  });

  test("with identities that the description no longer has", () => {
    const more = { ...binding, identities: { ...binding.identities, gone: binding.identities.orders } };

    expect(read({ test: { binding: more } })).toMatchObject({ state: "bound", clientIds });
  });

  test("again as it was written", () => {
    expect(read(writeBinding(environment, { name: "test" }, binding))).toEqual({
      state: "bound",
      clientIds,
      sample: false,
      binding,
    });
  });

  test("not at all where every identity exists already", () => {
    const legacy = existingIdentity("legacy", {
      clientId: "7d0f3a61-5c28-4b9e-a1f4-e2936c50b78d",
      principalId: "b26e9f04-81d7-4a3c-95e0-3f7c2d18a6b9",
    });

    expect(
      readBinding(resolve(healthy({ workloads: [api({ identity: legacy })] })), { name: "test" }, undefined),
    ).toEqual({
      state: "bound",
      clientIds: { legacy: "7d0f3a61-5c28-4b9e-a1f4-e2936c50b78d" },
      sample: false,
    });
  });
});

describe("a sample", () => {
  test("of another description than the one at hand is as good as none", () => {
    const other = { ...binding, tenantId: "c4d81a3e-70f5-4b29-9c6e-18b5f2d7a093" };

    expect(read({ sample: true, test: { binding: other } })).toEqual(
      readBinding(environment, { name: "test" }, undefined),
    );
  });

  test("is refused like any other where its ids are not client ids", () => {
    const wrong = withOrders({ clientId: binding.identities.orders.principalId });

    expect(read({ sample: true, test: { binding: wrong } })).toMatchObject({ state: "unfit" });
  });
});

test("an environment that was never deployed waits for its binding", () => {
  expect(readBinding(environment, { name: "test" }, undefined)).toEqual({
    state: "missing",
    problems: [
      {
        rule: "require-binding",
        severity: "error",
        message: 'environment "test" has no binding yet: its client ids are born when the Azure half is deployed',
        at: "bindings/test.json",
        allowed: "the outputs of a deployment",
        fix: "npx cdktf deploy test --outputs-file bindings/test.json",
        docs: "docs/problems.md#require-binding",
      },
    ],
  });
});

describe("fails when the binding", () => {
  const armId =
    "/subscriptions/a9e20d47-3c8f-4b15-96d1-0f7e5b28c34d/resourceGroups/r/providers/Microsoft.ManagedIdentity/userAssignedIdentities/i";

  test.each([
    ["is empty", {}, 'it holds nothing, but no output "binding" of stack "test"'],
    ["is of another stack", { prod: { binding } }, 'it holds "prod", but no output "binding" of stack "test"'],
    ["is a list", [], 'it holds nothing, but no output "binding" of stack "test"'],
    ["is null", null, 'it holds nothing, but no output "binding" of stack "test"'],
    [
      "has a nil client id",
      { test: { binding: withOrders({ clientId: null }) } },
      "identities › orders › clientId is null",
    ],
    [
      "has a client id of zeros",
      { test: { binding: withOrders({ clientId: "00000000-0000-0000-0000-000000000000" }) } },
      'identities › orders › clientId is "00000000-0000-0000-0000-000000000000"',
    ],
    [
      "has no client id",
      { test: { binding: withOrders({ clientId: undefined }) } },
      "identities › orders › clientId is missing",
    ],
    [
      "has an ARM id for a client id",
      { test: { binding: withOrders({ clientId: armId }) } },
      `identities › orders › clientId is "${armId.slice(0, 118)}…, an ARM resource id where a GUID belongs`,
    ],
    [
      "has the object id for a client id",
      { test: { binding: withOrders({ clientId: binding.identities.orders.principalId }) } },
      'the clientId of identity "orders" is its object id, not its client id',
    ],
    [
      "has the tenant id for a client id",
      { test: { binding: withOrders({ clientId: environment.tenantId }) } },
      'the clientId of identity "orders" is its tenant id, not its client id',
    ],
    [
      "has a client id twice",
      { test: { binding: withOrders({ clientId: binding.identities.billing.clientId }) } },
      'identities "billing" and "orders" have the same clientId',
    ],
    [
      "is of another tenant",
      { test: { binding: { ...binding, tenantId: "c4d81a3e-70f5-4b29-9c6e-18b5f2d7a093" } } },
      'its tenantId is "c4d81a3e-70f5-4b29-9c6e-18b5f2d7a093", the description says "5f1c7b0e-9a34-4d68-8e2b-7c91d3f60a45"',
    ],
    [
      "is of another resource group",
      { test: { binding: { ...binding, resourceGroup: "old-rg" } } },
      'its resourceGroup is "old-rg", the description says "orders-rg"',
    ],
    [
      "lacks an identity that was added since",
      { test: { binding: { ...binding, identities: { billing: binding.identities.billing } } } },
      'it does not know identity "orders" (it knows "billing")',
    ],
    [
      "has an identity that was renamed since",
      { test: { binding: withOrders({ name: "test-old" }) } },
      'identity "orders" was managed-identity "test-old", the description says managed-identity "test-orders"',
    ],
    [
      "has an issuer without its trailing slash",
      { test: { binding: { ...binding, issuer: "https://example.invalid/issuer" } } },
      'issuer is "https://example.invalid/issuer", not an issuer with its trailing slash; the cluster\'s OIDC issuer may be off',
    ],
  ])("%s", (_, outputs, sentence) => {
    expect(read(outputs)).toEqual({ state: "unfit", problems: [refusal(sentence)] });
  });

  describe("has an identity that was of another kind, and names only those that have a name:", () => {
    const { clientId, principalId } = binding.identities.orders;

    test("the one that is described now", () => {
      const described = resolve(healthy({ workloads: [api({ identity: nodeIdentity("orders") })] }));
      const outputs = JSON.stringify({ test: { binding } });

      expect(readBinding(described, { name: "test" }, outputs)).toEqual({
        state: "unfit",
        problems: [refusal('identity "orders" was managed-identity "test-orders", the description says node-identity')],
      });
    });

    test("the one that was deployed", () => {
      const outputs = {
        test: {
          binding: {
            ...binding,
            identities: { ...binding.identities, orders: { kind: "node-identity", clientId, principalId } },
          },
        },
      };

      expect(read(outputs)).toEqual({
        state: "unfit",
        problems: [refusal('identity "orders" was node-identity, the description says managed-identity "test-orders"')],
      });
    });
  });

  test("is not JSON", () => {
    expect(read("{ not json")).toMatchObject({
      state: "unfit",
      problems: [refusal("the file is not JSON in UTF-8")],
    });
  });

  test("has many faults, all of them told at once", () => {
    const faulty = {
      ...withOrders({ name: "test-old" }),
      tenantId: environment.subscriptionId,
      resourceGroup: "old-rg",
    };

    const state = read({ test: { binding: faulty } });

    expect(state.state === "unfit" && state.problems.map(({ message }) => message.split("fit: ")[1])).toEqual([
      `its tenantId is "${environment.subscriptionId}", the description says "${environment.tenantId}"`,
      'its resourceGroup is "old-rg", the description says "orders-rg"',
      'identity "orders" was managed-identity "test-old", the description says managed-identity "test-orders"',
    ]);
  });

  test("has keys that JavaScript treats as its own", () => {
    expect(read('{"__proto__": {"binding": {}}, "constructor": {"binding": {}}}')).toMatchObject({ state: "unfit" });
  });
});
