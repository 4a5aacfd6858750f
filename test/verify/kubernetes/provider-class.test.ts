import { expect, test } from "vitest";
import { manifestOf } from "../../../verify/kubernetes/manifest.js";
import { isProviderClass, providerClassOf } from "../../../verify/kubernetes/provider-class.js";
import type { ProviderClass } from "../../../verify/kubernetes/types.js";

/** A class with this `spec`. */
function classWith(spec: unknown): ProviderClass {
  const value = {
    apiVersion: "secrets-store.csi.x-k8s.io/v1",
    kind: "SecretProviderClass",
    metadata: { name: "reader" },
    spec,
  };
  const manifest = manifestOf({ file: "class.yaml", value, lines: { lineOf: () => 1 } });
  if (manifest === undefined || !isProviderClass(manifest)) {
    throw new Error("it is no class");
  }
  return providerClassOf(manifest);
}

test.each([
  ["azure", {}],
  ["Azure", {}],
  ["azur", {}],
  ["azurekeyvault", {}],
  ["key-vault", {}],
  ["custom", { keyvaultName: "kv" }],
  ["custom", { keyVaultName: "kv" }],
  [undefined, { tenantID: "t" }],
  ["", { clientId: "c" }],
])("takes the provider %j with %j for Azure", (provider, parameters) => {
  const { isAzure } = classWith({ provider, parameters });

  expect(isAzure).toBe(true);
});

test.each([
  ["vault", { keyvaultName: "kv" }],
  ["aws", {}],
  ["gcp", { objects: "a" }],
  ["akeyless", { tenantID: "t", clientID: "c" }],
  ["custom", { tenantId: "t", clientId: "c", objects: "a" }],
  [undefined, { objects: "a" }],
  [undefined, {}],
])("leaves the provider %j with %j to others", (provider, parameters) => {
  const { isAzure } = classWith({ provider, parameters });

  expect(isAzure).toBe(false);
});

test("takes a class without a spec, which is broken whoever reads it", () => {
  const value = {
    apiVersion: "secrets-store.csi.x-k8s.io/v1",
    kind: "SecretProviderClass",
    metadata: { name: "reader" },
  };
  const manifest = manifestOf({ file: "class.yaml", value, lines: { lineOf: () => 1 } });

  const isAzure = manifest === undefined ? undefined : providerClassOf(manifest).isAzure;

  expect(isAzure).toBe(true);
});

test.each([
  [{ clientID: "c" }, "workload-identity"],
  [{}, "service-principal"],
  [{ clientID: "  " }, "service-principal"],
  [{ clientID: "c", usePodIdentity: "false", useVMManagedIdentity: "0", useAzureTokenProxy: "" }, "workload-identity"],
  [{ usePodIdentity: " T " }, "pod-identity"],
  [{ clientID: "c", useVMManagedIdentity: "1" }, "node-identity"],
  [{ clientID: "c", useAzureTokenProxy: "TRUE" }, "identity-binding"],
  [{ useAzureTokenProxy: "true", useVMManagedIdentity: "true" }, "conflict"],
  [{ clientID: "c", useVMManagedIdentity: "yes" }, "workload-identity"],
])("reads the identity mode of %j as %s", (parameters, expected) => {
  const { mode } = classWith({ provider: "azure", parameters });

  expect(mode).toBe(expected);
});

test("prefers the new spelling of the tenant, unless it is empty", () => {
  const both = classWith({ provider: "azure", parameters: { tenantID: " new ", tenantId: "old" } });
  const empty = classWith({ provider: "azure", parameters: { tenantID: " ", tenantId: "old" } });

  expect([both.tenantId, empty.tenantId]).toEqual(["new", "old"]);
});

test("reads a parameter that is null as missing, as the API server drops it", () => {
  const parameters = { clientID: null, tenantID: null, tenantId: "old", owner: null };

  const read = classWith({ provider: "azure", parameters });

  expect([[...read.parameters.keys()], read.parameter("clientID"), read.mode, read.tenantId]).toEqual([
    ["tenantId"],
    undefined,
    "service-principal",
    "old",
  ]);
});

test("takes a class for one of Azure by a parameter that has no value yet", () => {
  const { isAzure } = classWith({ provider: undefined, parameters: { keyvaultName: null } });

  expect(isAzure).toBe(true);
});

test("survives fields of any type, and names of the prototype", () => {
  const strange = classWith({ provider: 1, parameters: { objects: [1], toString: "x" }, secretObjects: [null, 3, {}] });

  expect({
    provider: strange.provider,
    objects: strange.objects,
    constructor: strange.parameter("constructor"),
    secrets: strange.syncedSecrets.map(({ name, type, keys }) => ({ name, type, keys })),
  }).toEqual({
    provider: undefined,
    objects: [],
    constructor: undefined,
    secrets: [1, 2, 3].map(() => ({ name: "", type: "", keys: [] })),
  });
});
