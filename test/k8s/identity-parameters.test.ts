import { describe, expect, test } from "vitest";
import type { Environment } from "../../model/environment.js";
import type { Identity } from "../../model/identity.js";
import { entraApplication, existingIdentity, managedIdentity, nodeIdentity } from "../../model/index.js";
import { api, healthy } from "../support/descriptions.js";
import { complaintsAbout } from "../support/schemas.js";
import { manifestsOf } from "../support/synthesis.js";
import { drawn } from "./pods.js";

describe("the parameters of a provider class", () => {
  const clientId = "c0ffee00-0000-4000-8000-000000000001";
  const principalId = "b26e9f04-81d7-4a3c-95e0-3f7c2d18a6b9";
  const common = {
    keyvaultName: "kv-orders",
    tenantID: healthy().tenantId,
    objects: "array:\n  - |\n    objectName: db-password\n    objectType: secret\n",
  };

  function parametersFor(identity?: Identity, props: Partial<Environment> = {}) {
    const classes = drawn("SecretProviderClass", [api({ identity })], props);

    expect(classes.flatMap(complaintsAbout)).toEqual([]);
    return classes.map(({ spec }) => spec?.parameters);
  }

  test.each([
    ["none", undefined],
    ["a managed identity", managedIdentity("one")],
    ["an Entra application", entraApplication("one")],
    [
      "an existing identity",
      existingIdentity("one", { clientId: "7d0f3a61-5c28-4b9e-a1f4-e2936c50b78d", principalId }),
    ],
  ])("choose workload identity by the client id alone, where the workload names %s", (_, identity) => {
    expect(parametersFor(identity)).toEqual([{ ...common, clientID: clientId }]);
  });

  test("choose the token proxy where the identity is bound to the cluster", () => {
    expect(parametersFor(managedIdentity("one", { trust: "identity-binding" }))).toEqual([
      { ...common, clientID: clientId, useAzureTokenProxy: "true" },
    ]);
  });

  test.each([
    ["the add-on's", { from: "add-on" }],
    [
      "one that somebody assigned",
      { from: "user-assigned", clientId: "7d0f3a61-5c28-4b9e-a1f4-e2936c50b78d", principalId },
    ],
  ] as const)("choose the nodes' identity by its client id, without clientID, where it is %s", (_, source) => {
    expect(parametersFor(nodeIdentity("nodes", source))).toEqual([
      { ...common, useVMManagedIdentity: "true", userAssignedIdentityID: clientId },
    ]);
  });

  test("name no identity where each node has its own", () => {
    expect(parametersFor(nodeIdentity("nodes", { from: "system-assigned", principalIds: [principalId] }))).toEqual([
      { ...common, useVMManagedIdentity: "true", userAssignedIdentityID: "" },
    ]);
  });

  test.each([
    ["usgovernment", "AzureUSGovernmentCloud"],
    ["china", "AzureChinaCloud"],
  ] as const)(
    "name the cloud %s, whose vaults and sign-in are elsewhere, as the provider knows it",
    (cloud, cloudName) => {
      expect(parametersFor(undefined, { cloud })).toEqual([{ ...common, cloudName, clientID: clientId }]);
    },
  );

  test("leave the public cloud to the provider, said or not", () => {
    expect(parametersFor(undefined, { cloud: "public" })).toEqual([{ ...common, clientID: clientId }]);
    expect(parametersFor(undefined)).toEqual([{ ...common, clientID: clientId }]);
  });

  test("give each part of a split identity its own client id, the one of the service account", () => {
    const identity = managedIdentity("many", { split: 2 });
    const all = manifestsOf(healthy({ workloads: ["a", "b", "c", "d"].map((name) => api({ identity }, name)) }));

    const idsIn = (kind: string) =>
      all.filter((one) => one.kind === kind).map((one) => /c0ffee00[-0-9a-f]+/.exec(JSON.stringify(one))?.[0]);
    expect(idsIn("SecretProviderClass")).toEqual(idsIn("ServiceAccount"));
    expect(new Set(idsIn("ServiceAccount")).size).toBe(2);
  });
});
