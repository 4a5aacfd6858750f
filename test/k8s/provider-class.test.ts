import { describe, expect, test } from "vitest";
import type { Identity } from "../../model/identity.js";
import {
  certificate,
  entraApplication,
  existingIdentity,
  file,
  keyVault,
  managedIdentity,
  nodeIdentity,
  olderVersion,
  secret,
  syncedSecret,
  tlsSecret,
} from "../../model/index.js";
import type { Mount } from "../../model/workload.js";
import { api, healthy } from "../support/descriptions.js";
import { complaintsAbout } from "../support/schemas.js";
import { manifestsOf } from "../support/synthesis.js";

const vault = keyVault({
  name: "KV-Orders",
  objects: { password: secret("password"), token: secret("token"), server: certificate("server") },
});

/** The provider classes of a workload with these mounts. */
function classesOf(...mounts: Mount[]) {
  return manifestsOf(healthy({ vaults: [vault], workloads: [api({ mounts })] })).filter(
    ({ kind }) => kind === "SecretProviderClass",
  );
}

describe("a provider class", () => {
  test("names provider, vault, tenant, client and objects, and no identity mode", () => {
    const [providerClass, ...others] = classesOf({ path: "/mnt/secrets", objects: [vault.objects.password] });

    expect(others).toEqual([]);
    expect(providerClass).toEqual({
      apiVersion: "secrets-store.csi.x-k8s.io/v1",
      kind: "SecretProviderClass",
      metadata: { name: "api-kv-orders", namespace: "orders" },
      spec: {
        provider: "azure",
        parameters: {
          keyvaultName: "KV-Orders",
          tenantID: healthy().tenantId,
          clientID: "c0ffee00-0000-4000-8000-000000000001",
          objects: "array:\n  - |\n    objectName: password\n    objectType: secret\n",
        },
      },
    });
  });

  test("writes a Secret from files by their paths, with type, labels and annotations", () => {
    const token = file(vault.objects.token, { alias: "config/token" });
    const synced = syncedSecret(
      "credentials",
      { PASSWORD: vault.objects.password, TOKEN: token },
      { labels: { team: "orders" }, annotations: { note: "kept in step" } },
    );

    const [providerClass] = classesOf({ path: "/mnt/s", objects: [vault.objects.password, token], sync: [synced] });

    expect(providerClass?.spec?.secretObjects).toEqual([
      {
        secretName: "credentials",
        type: "Opaque",
        labels: { team: "orders" },
        annotations: { note: "kept in step" },
        data: [
          { objectName: "password", key: "PASSWORD" },
          { objectName: "config/token", key: "TOKEN" },
        ],
      },
    ]);
  });

  test("fills both keys of a TLS Secret from the one file that holds the pair", () => {
    const pair = file(vault.objects.server, { as: "secret", alias: "server.pem" });

    const [providerClass] = classesOf({ path: "/mnt/s", objects: [pair], sync: [tlsSecret("ingress-tls", pair)] });

    expect(providerClass?.spec?.secretObjects).toEqual([
      {
        secretName: "ingress-tls",
        type: "kubernetes.io/tls",
        data: [
          { objectName: "server.pem", key: "tls.crt" },
          { objectName: "server.pem", key: "tls.key" },
        ],
      },
    ]);
  });

  test("syncs the newest of a version history, or the version asked for", () => {
    const history = file(vault.objects.password, { versionHistory: 3 });
    const synced = syncedSecret("passwords", { CURRENT: history, PREVIOUS: olderVersion(history, 1) });

    const [providerClass] = classesOf({ path: "/mnt/s", objects: [history], sync: [synced] });

    expect(providerClass?.spec?.secretObjects).toMatchObject([
      {
        data: [
          { objectName: "password/0", key: "CURRENT" },
          { objectName: "password/1", key: "PREVIOUS" },
        ],
      },
    ]);
  });

  test("is one for each mount of a workload, each valid against the definition", () => {
    const classes = classesOf(
      { path: "/mnt/one", objects: [vault.objects.password] },
      { path: "/mnt/two", objects: [vault.objects.server], providerClass: "api-server" },
    );

    expect(classes.map(({ metadata }) => metadata.name)).toEqual(["api-kv-orders", "api-server"]);
    expect(classes.flatMap(complaintsAbout)).toEqual([]);
  });
});

describe("the parameters of a provider class", () => {
  const clientId = "c0ffee00-0000-4000-8000-000000000001";
  const principalId = "b26e9f04-81d7-4a3c-95e0-3f7c2d18a6b9";
  const common = {
    keyvaultName: "KV-Orders",
    tenantID: healthy().tenantId,
    objects: "array:\n  - |\n    objectName: password\n    objectType: secret\n",
  };

  function parametersFor(identity?: Identity) {
    const mounts = [{ path: "/mnt/secrets", objects: [vault.objects.password] }];
    const all = manifestsOf(healthy({ vaults: [vault], workloads: [api({ identity, mounts })] }));
    const classes = all.filter(({ kind }) => kind === "SecretProviderClass");

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
});
