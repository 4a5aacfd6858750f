import { describe, expect, test } from "vitest";
import type { Mount } from "../../model/container.js";
import type { Environment } from "../../model/environment.js";
import { certificate, file, keyVault, olderVersion, secret, syncedSecret, tlsSecret } from "../../model/index.js";
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

describe("the owner of a provider class", () => {
  function annotationsWith(props: Partial<Environment>) {
    const mounts = [{ path: "/mnt/secrets", objects: [vault.objects.password] }];
    const workloads = [api({ mounts, serviceAccount: "shared" })];
    return manifestsOf(healthy({ vaults: [vault], workloads, ...props }))
      .filter(({ kind }) => kind === "SecretProviderClass")
      .map(({ metadata }) => metadata.annotations);
  }

  test("is the service account of its workload, where guardrails judge by it", () => {
    expect(annotationsWith({ guardrails: {} })).toEqual([{ "aks-key-vault/service-account": "shared" }]);
  });

  test("is not told without guardrails", () => {
    expect(annotationsWith({})).toEqual([undefined]);
  });
});
