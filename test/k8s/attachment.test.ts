import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { attach, file, managedIdentity, nodeIdentity, olderVersion, syncedSecret } from "../../model/index.js";
import type { AttachmentProps } from "../../model/workload.js";
import { healthy, vault } from "../support/descriptions.js";
import { attachmentsOf, manifestsOf } from "../support/synthesis.js";
import { podSpec } from "./pods.js";

const { dbPassword, apiKey } = vault.objects;
const mounts = [{ path: "/mnt/secrets", objects: [dbPassword], providerClass: "api-kv-orders" }];

function environmentWith(props: Partial<AttachmentProps> = {}) {
  return healthy({ workloads: [attach("search", { namespace: "orders", mounts, ...props })] });
}

/** Both files of an attachment, read back. */
function filesFor(props: Partial<AttachmentProps> = {}) {
  const files = attachmentsOf(environmentWith(props));
  return {
    helm: parse(files.get("orders.search.helm.yaml") ?? ""),
    kustomize: parse(files.get("orders.search.kustomize.yaml") ?? ""),
  };
}

const labels = { "azure.workload.identity/use": "true" };
const { volumes } = podSpec;
const volumeMounts = [{ mountPath: "/mnt/secrets", name: "api-kv-orders", readOnly: true }];

describe("an attachment", () => {
  test("is a service account and a class among the manifests, and no pod", () => {
    const found = manifestsOf(environmentWith()).map(({ kind, metadata: { name } }) => [kind, name]);

    expect(found).toEqual([
      ["ServiceAccount", "search"],
      ["SecretProviderClass", "api-kv-orders"],
    ]);
  });

  test("gives values and a patch for a Deployment of its name, and says how each is used", () => {
    const files = attachmentsOf(environmentWith());

    expect([...files.keys()]).toEqual(["orders.search.helm.yaml", "orders.search.kustomize.yaml"]);
    expect(filesFor()).toEqual({
      helm: { serviceAccount: { create: false, name: "search" }, podLabels: labels, volumeMounts, volumes },
      kustomize: {
        apiVersion: "apps/v1",
        kind: "Deployment",
        metadata: { name: "search" },
        spec: {
          template: {
            metadata: { labels },
            spec: { serviceAccountName: "search", containers: [{ name: "search", volumeMounts }], volumes },
          },
        },
      },
    });
    expect(files.get("orders.search.helm.yaml")).toMatch(/^# .*helm upgrade … -f <this file>/);
    expect(files.get("orders.search.kustomize.yaml")).toMatch(
      /^# .*\{ path: <this file>, target: \{ kind: Deployment, name: search \} \}/,
    );
  });

  test("gives everything that it is asked for: variables, single files, restarts, another target", () => {
    const history = file(apiKey, { versionHistory: 2 });
    const synced = syncedSecret("credentials", { KEY: history, OLD: olderVersion(history, 1) });
    const given = filesFor({
      serviceAccount: "shared",
      identity: managedIdentity("shared", { trust: "identity-binding" }),
      onRotation: "restart",
      target: { kind: "StatefulSet", name: "search-master", container: "elasticsearch" },
      mounts: [
        { path: "/mnt/secrets", objects: [dbPassword], providerClass: "api-kv-orders" },
        {
          objects: [history],
          providerClass: "keys.v1",
          sync: [synced],
          subPaths: [{ path: "/etc/old", file: olderVersion(history, 1) }],
        },
      ],
      env: { MODE: "fast", KEY: synced.keys.KEY },
      envFrom: [{ secret: synced, prefix: "API_" }],
    });

    const annotations = { "azure.workload.identity/use-identity-binding": "true" };
    const reloader = {
      "secretproviderclass.reloader.stakater.com/reload": "api-kv-orders",
      "secret.reloader.stakater.com/reload": "credentials",
    };
    const key = (name: string, of: string) => ({
      name,
      valueFrom: { secretKeyRef: { key: of, name: "credentials" } },
    });
    // A patch would replace a list of whole Secrets, so every key is a variable of its own.
    const env = [key("API_KEY", "KEY"), key("API_OLD", "OLD"), { name: "MODE", value: "fast" }, key("KEY", "KEY")];
    const seen = [...volumeMounts, { mountPath: "/etc/old", name: "keys-v1", readOnly: true, subPath: "api-key/1" }];
    const [volume] = volumes;
    const both = [
      ...volumes,
      { name: "keys-v1", csi: { ...volume?.csi, volumeAttributes: { secretProviderClass: "keys.v1" } } },
    ];
    expect(given).toEqual({
      helm: {
        serviceAccount: { create: false, name: "shared" },
        podLabels: labels,
        podAnnotations: { ...annotations, ...reloader },
        env,
        volumeMounts: seen,
        volumes: both,
      },
      kustomize: {
        apiVersion: "apps/v1",
        kind: "StatefulSet",
        metadata: { name: "search-master", annotations: reloader },
        spec: {
          template: {
            metadata: { labels, annotations },
            spec: {
              serviceAccountName: "shared",
              containers: [{ name: "elasticsearch", env, volumeMounts: seen }],
              volumes: both,
            },
          },
        },
      },
    });
  });

  test("patches the pods of a CronJob two levels further in", () => {
    const { kustomize } = filesFor({ target: { kind: "CronJob" } });

    expect(kustomize).toEqual({
      apiVersion: "batch/v1",
      kind: "CronJob",
      metadata: { name: "search" },
      spec: { jobTemplate: { spec: filesFor({ target: { kind: "Job" } }).kustomize.spec } },
    });
  });

  test.each([
    ["Deployment", "apps/v1"],
    ["StatefulSet", "apps/v1"],
    ["DaemonSet", "apps/v1"],
    ["Job", "batch/v1"],
  ] as const)("patches a %s of %s", (kind, apiVersion) => {
    const { kustomize } = filesFor({ target: { kind } });

    expect(kustomize).toEqual({ ...filesFor().kustomize, apiVersion, kind });
  });

  test("says nothing to the webhook under an identity of the nodes, and writes no empty object", () => {
    const { helm, kustomize } = filesFor({ identity: nodeIdentity("nodes") });

    expect(helm).toEqual({ serviceAccount: { create: false, name: "search" }, volumeMounts, volumes });
    expect(kustomize.spec.template).toEqual({
      spec: { serviceAccountName: "search", containers: [{ name: "search", volumeMounts }], volumes },
    });
  });

  test("says nothing to the webhook where it does without, whatever its identity, and keeps Reloader's annotation", () => {
    const identity = managedIdentity("bound", { trust: "identity-binding" });
    const { helm, kustomize } = filesFor({ identity, webhook: false, onRotation: "restart" });

    const annotations = { "secretproviderclass.reloader.stakater.com/reload": "api-kv-orders" };
    expect(helm).toEqual({
      serviceAccount: { create: false, name: "search" },
      podAnnotations: annotations,
      volumeMounts,
      volumes,
    });
    expect(kustomize.metadata).toEqual({ name: "search", annotations });
    expect(kustomize.spec.template).toEqual({
      spec: { serviceAccountName: "search", containers: [{ name: "search", volumeMounts }], volumes },
    });
  });

  test("that only syncs Secrets for variables gives the volume and no mount: without it, nothing syncs", () => {
    const synced = syncedSecret("credentials", { PASSWORD: dbPassword });
    const { helm, kustomize } = filesFor({
      mounts: [{ objects: [dbPassword], providerClass: "api-kv-orders", sync: [synced] }],
      envFrom: [synced],
    });

    const env = [{ name: "PASSWORD", valueFrom: { secretKeyRef: { key: "PASSWORD", name: "credentials" } } }];
    expect(helm).toEqual({ serviceAccount: { create: false, name: "search" }, podLabels: labels, env, volumes });
    expect(kustomize.spec.template.spec).toEqual({
      serviceAccountName: "search",
      containers: [{ name: "search", env }],
      volumes,
    });
  });
});

test("values with variables say that the chart of `helm create` reads none, and values without do not", () => {
  const header = (env?: Record<string, string>) =>
    [...attachmentsOf(environmentWith(env && { env })).values()][0]?.split("\n").filter((line) => line.startsWith("#"));

  const note =
    "# That chart gives its container no variables: add them to its template, {{- toYaml .Values.env }} beneath env.";
  expect(header({ MODE: "fast" })).toEqual([...(header() ?? []), note]);
  expect(header()).toHaveLength(2);
});

test("an environment without attachments has nothing to attach", () => {
  expect(attachmentsOf(healthy())).toEqual(new Map());
});
