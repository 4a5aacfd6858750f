import { expect } from "vitest";
import { keyVault, podIdentity, secret } from "../../../model/index.js";
import { api, untyped } from "../descriptions.js";
import { objectsOf, parameterOf } from "../provider.js";
import { classesIn, entry, mounting, OBJECT, type Row, refused, SHAPED_OBJECT, vault } from "./row.js";

const { signing, server } = vault.objects;
const addOn = "is the CSIDriver object's, which the cluster's add-on brings; nothing drawn is one";
const noDriver: Row["outcome"] = {
  unsayable: `podInfoOnMount ${addOn}`,
  holds: (manifests) => expect(manifests.filter(({ kind }) => kind === "CSIDriver")).toEqual([]),
};

/** A flag of the provider, of which every drawn class that has it says that it is on. */
function flag(name: string): Row["outcome"] {
  return {
    unsayable: "identity modes are kinds of identity, not flags, and their texts are the project's own",
    holds: (manifests) => {
      const values = classesIn(manifests).map((one) => parameterOf(one, name));
      expect(values.filter((value) => value !== "" && value !== "true")).toEqual([]);
    },
  };
}

const vaultCalled = (name: unknown) => mounting({}, { vaults: [untyped({ ...vault, name })] });

/**
 * What the provider refuses, by its order.
 *
 * @see https://github.com/Azure/secrets-store-csi-driver-provider-azure (pkg/provider/provider.go)
 */
export const mountErrors: readonly Row[] = [
  { id: "1: pod name", says: "pod name is not provided", outcome: noDriver },
  { id: "1: pod namespace", says: "pod namespace is not provided", outcome: noDriver },
  { id: "2: pod identity", says: "failed to parse usePodIdentity flag, error:", outcome: flag("usePodIdentity") },
  {
    id: "2: identity of the nodes",
    says: "failed to parse useVMManagedIdentity flag, error:",
    outcome: flag("useVMManagedIdentity"),
  },
  {
    id: "2: token proxy",
    says: "failed to parse useAzureTokenProxy flag, error:",
    outcome: flag("useAzureTokenProxy"),
  },
  {
    id: "3",
    says: "only one identity mode can be enabled at a time: usePodIdentity, useVMManagedIdentity, or useAzureTokenProxy",
    outcome: {
      unsayable: "a workload has one identity, and an identity one kind",
      holds: (manifests) => {
        const flags = ["usePodIdentity", "useVMManagedIdentity", "useAzureTokenProxy"];
        const modes = classesIn(manifests).map((one) => flags.filter((name) => parameterOf(one, name) !== ""));
        expect(modes.filter((set) => set.length > 1)).toEqual([]);
      },
    },
  },
  {
    id: "4: missing",
    says: "keyvaultName is not provided",
    outcome: refused(vaultCalled(undefined), ["valid-shape", "test › vaults[0].name"]),
  },
  {
    id: "4: misspelt",
    says: "keyvaultName is not provided",
    outcome: {
      unsayable: "the project writes the parameters' names",
      holds: (manifests) =>
        expect(classesIn(manifests).filter((one) => parameterOf(one, "keyvaultName") === "")).toEqual([]),
    },
  },
  {
    id: "5: empty",
    says: "tenantId is not provided",
    outcome: refused(mounting({}, { tenantId: "" }), ["valid-guid", "test › tenantId"]),
  },
  {
    id: "5: missing",
    says: "tenantId is not provided",
    outcome: refused(mounting({}, { tenantId: undefined }), ["valid-shape", "test › tenantId"]),
  },
  {
    id: "6",
    says: 'cloudName <x> is not valid, error: autorest/azure: There is no cloud environment matching the name "<X>"',
    outcome: refused(mounting({}, { cloud: "germany" }), ["valid-shape", "test › cloud"]),
  },
  {
    id: "7: service principal",
    says: "failed to build auth config for mode None: failed to get credentials, nodePublishSecretRef secret is not set",
    outcome: {
      unsayable: "every identity has a client id, or is one of the nodes; a service principal cannot be described",
      holds: (manifests) => {
        const without = classesIn(manifests).filter(
          (one) => parameterOf(one, "clientID") === "" && parameterOf(one, "useVMManagedIdentity") !== "true",
        );
        expect(without).toEqual([]);
      },
    },
  },
  ...["could not find clientid in secrets", "could not find clientsecret in secrets"].map((says) => ({
    id: `7: ${says}`,
    says,
    outcome: {
      unsayable: "no volume names a Secret with credentials",
      holds: (manifests: readonly object[]) => expect(JSON.stringify(manifests)).not.toContain("nodePublishSecretRef"),
    },
  })),
  ...[
    "failed to parse workload identity tokens, error: service account tokens not found",
    "failed to unmarshal service account tokens",
    "token for audience api://AzureADTokenExchange not found",
    "service account tokens are required for identity binding",
    "failed to parse service account token for identity binding, error:",
  ].map((says) => ({
    id: `7: ${says}`,
    says,
    outcome: { runTime: `tokenRequests ${addOn}; validation asks for the add-on where the cluster is described` },
  })),
  {
    id: "7: bound, no client id",
    says: "failed to build auth config for mode AzureTokenProxy: clientID is required for identity binding",
    outcome: {
      unsayable: "a class under a bound identity has the identity's client id; without one nothing is drawn",
      holds: (manifests) => {
        const bound = classesIn(manifests).filter((one) => parameterOf(one, "useAzureTokenProxy") === "true");
        expect(bound.length).toBeGreaterThan(0);
        expect(bound.filter((one) => parameterOf(one, "clientID") === "")).toEqual([]);
      },
    },
  },
  {
    id: "8",
    says: "objects is not set",
    outcome: refused(mounting({ objects: undefined }), ["valid-shape", "test › workloads[0].mounts[0].objects"]),
  },
  {
    id: "9",
    says: "failed to yaml unmarshal objects, error:",
    outcome: {
      unsayable: "the project renders the list, each item as text",
      holds: (manifests) => expect(classesIn(manifests).flatMap(objectsOf).length).toBeGreaterThan(0),
    },
  },
  {
    id: "10: broken",
    says: "unmarshal failed for keyVaultObjects at index <n>, error:",
    outcome: {
      unsayable: "the project renders the objects, and reading them back gives what was described",
      holds: (manifests) => {
        const names = classesIn(manifests).flatMap((one) => objectsOf(one).map(({ objectName }) => typeof objectName));
        expect(new Set(names)).toEqual(new Set(["string"]));
      },
    },
  },
  {
    id: "10: wrong type",
    says: "unmarshal failed for keyVaultObjects at index <n>, error:",
    outcome: refused(entry({ versionHistory: "2" }), ["valid-shape", `${SHAPED_OBJECT}.versionHistory`]),
  },
  {
    id: "11: format",
    says: "invalid objectFormat: <x>, should be PEM or PFX",
    outcome: refused(entry({ format: "der" }), ["valid-shape", `${SHAPED_OBJECT}.format`]),
  },
  {
    id: "11: pfx of a certificate",
    says: "PFX format only supported for objectType: secret",
    outcome: refused(entry({ object: server, as: "cert", format: "pfx" }), ["valid-file-content", OBJECT]),
  },
  {
    id: "11: pfx of a key",
    says: "PFX format only supported for objectType: secret",
    outcome: refused(entry({ object: signing, as: "key", format: "pfx" }), ["valid-file-content", OBJECT]),
  },
  {
    id: "11: encoding of a key",
    says: "objectEncoding only supported for objectType: secret",
    outcome: refused(entry({ object: signing, as: "key", encoding: "base64" }), ["valid-file-content", OBJECT]),
  },
  {
    id: "11: encoding",
    says: "invalid objectEncoding: <x>, should be hex, base64 or utf-8",
    outcome: refused(entry({ encoding: "base32" }), ["valid-shape", `${SHAPED_OBJECT}.encoding`]),
  },
  {
    id: "11: empty name",
    says: "file name must not be empty",
    outcome: refused(entry({ alias: "" }), ["valid-file-path", `${OBJECT} › alias`]),
  },
  {
    id: "11: absolute",
    says: "file name must be a relative path",
    outcome: refused(entry({ alias: "/etc/passwd" }), ["valid-file-path", `${OBJECT} › alias`]),
  },
  {
    id: "11: upwards",
    says: "file name must not contain '..'",
    outcome: refused(entry({ alias: "../up" }), ["valid-file-path", `${OBJECT} › alias`]),
  },
  {
    id: "12",
    says: "missing object versions",
    outcome: refused(mounting({ objects: [] }), ["require-objects", "test › workloads[0] api › mounts[0] › objects"]),
  },
  ...(
    [
      ["short", "kv", 'failed to get vault: Invalid vault name: "<x>", must be between 3 and 24 chars'],
      ["long", "k".repeat(25), 'failed to get vault: Invalid vault name: "<x>", must be between 3 and 24 chars'],
      ["spelling", "kv_orders", 'failed to get vault: Invalid vault name: "<x>", must match [-a-zA-Z0-9]{3,24}'],
    ] as const
  ).map(([what, name, says]) => ({
    id: `13: ${what}`,
    says,
    outcome: refused(
      mounting(
        { objects: [keyVault({ name, objects: { one: secret("one") } }).objects.one] },
        { vaults: [keyVault({ name, objects: { one: secret("one") } })] },
      ),
      ["valid-vault-name", `test › vaults[0] ${name} › name`],
    ),
  })),
  {
    id: "14: no mode",
    says: "failed to get keyvault client: no identity mode is enabled",
    outcome: {
      unsayable: "every class has a mode: a client id, or the identity of the nodes",
      holds: (manifests) => {
        const modes = classesIn(manifests).map(
          (one) => parameterOf(one, "clientID") || parameterOf(one, "useVMManagedIdentity"),
        );
        expect(modes).not.toContain("");
      },
    },
  },
  {
    id: "14: pod identity",
    says: "failed to get keyvault client: nmi response failed with status code: 404",
    outcome: refused(mounting({}, { workloads: [api({ identity: podIdentity("old") })] }), [
      "no-pod-identity",
      "test › workloads[0] api › identity",
    ]),
  },
  {
    id: "14: token proxy",
    says: "failed to get keyvault client: proxy transport not available: …",
    outcome: { runTime: "whether the cluster has the preview of identity bindings shows in the provider's pod alone" },
  },
  {
    id: "15",
    says: "Invalid vaultObjectTypes. Should be secret, key, or cert",
    outcome: refused(entry({ as: "secrets" }), ["valid-shape", `${SHAPED_OBJECT}.as`]),
  },
  ...[
    "ClientAssertionCredential authentication failed … AADSTS…",
    "RESPONSE 403: 403 Forbidden ERROR CODE: Forbidden",
    "RESPONSE 404 … ERROR CODE: SecretNotFound",
  ].map((says) => ({
    id: `16: ${says}`,
    says,
    outcome: { runTime: "network, trust, rights and what the vault holds are Azure's at the moment of the mount" },
  })),
  ...[
    "secret value is nil",
    "failed to get key. key type '<x>' currently not supported, of a key that somebody else makes",
    "curve <x> is not supported, of a key that somebody else makes",
    "failed to get certificate. unknown content type '<x>'",
    "failed to parse key for type pkcs1, pkcs8 or ec",
    "no leaf found",
    "constructing chain resulted in cycle",
  ].map((says) => ({
    id: `17: ${says}`,
    says,
    outcome: { runTime: "what an object holds is known to the vault alone" },
  })),
  ...(
    [
      ["failed to get key. key type '<x>' currently not supported", { type: "oct" }, "type"],
      ["curve <x> is not supported", { type: "EC", curve: "P-256K" }, "curve"],
    ] as const
  ).map(([says, create, field]) => ({
    id: `17: ${says}`,
    says,
    outcome: refused(
      mounting({}, { vaults: [untyped({ ...vault, objects: { ...vault.objects, signing: { ...signing, create } } })] }),
      ["valid-shape", `test › vaults[0].objects.signing.create.${field}`],
    ),
  })),
  ...["illegal base64 data at input byte …", "encoding/hex: invalid byte …"].map((says) => ({
    id: `18: ${says}`,
    says,
    outcome: { runTime: "whether the stored text is what its encoding says is known to the vault alone" },
  })),
];
