import { describe, expect, test } from "vitest";
import { withSyncOptions } from "../../../k8s/argo-cd/index.js";
import type { Manifest } from "../../../k8s/manifest.js";

const WAVE = "argocd.argoproj.io/sync-wave";
const OPTIONS = "argocd.argoproj.io/sync-options";

function manifest(kind: string, annotations?: Record<string, string>): Manifest {
  return { apiVersion: "v1", kind, metadata: { name: "one", ...(annotations && { annotations }) } };
}

function annotationsOf(one: Manifest) {
  return withSyncOptions([one])[0]?.metadata.annotations;
}

/** A class with one synced Secret. */
function providerClass(secret: Record<string, unknown>): Manifest {
  return {
    apiVersion: "secrets-store.csi.x-k8s.io/v1",
    kind: "SecretProviderClass",
    metadata: { name: "api", namespace: "orders" },
    spec: {
      provider: "azure",
      parameters: {},
      secretObjects: [{ secretName: "credentials", type: "Opaque", ...secret }],
    },
  };
}

describe("sync waves", () => {
  test.each([
    ["ResourceQuota", "-3"],
    ["ServiceAccount", "-2"],
    ["Role", "-2"],
    ["RoleBinding", "-2"],
    ["ClusterRole", "-2"],
    ["ClusterRoleBinding", "-2"],
    ["ValidatingAdmissionPolicy", "-2"],
    ["ValidatingAdmissionPolicyBinding", "-2"],
    ["NetworkPolicy", "-2"],
    ["ConfigMap", "-2"],
    ["PodMonitor", "-2"],
    ["PrometheusRule", "-2"],
    ["SecretProviderClass", "-1"],
  ])("apply a %s in wave %s", (kind, wave) => {
    expect(annotationsOf(manifest(kind))).toEqual({ [WAVE]: wave });
  });

  test("apply a Namespace in the first wave, and never prune it", () => {
    expect(annotationsOf(manifest("Namespace"))).toEqual({ [OPTIONS]: "Prune=false", [WAVE]: "-3" });
  });

  test.each(["Service", "PodDisruptionBudget", "Deployment", "StatefulSet", "DaemonSet", "CronJob"])(
    "leave a %s in the last wave, which needs no annotation",
    (kind) => {
      expect(withSyncOptions([manifest(kind)])).toEqual([manifest(kind)]);
    },
  );

  test("fail for a kind that has no place in the order", () => {
    const unknown = { ...manifest("Ingress"), metadata: { name: "web", namespace: "orders" } };

    expect(() => withSyncOptions([manifest("Pod"), unknown])).toThrow(
      "no sync wave is known for the kind of Ingress/orders/web",
    );
  });
});

describe("sync options", () => {
  test.each(["Job", "Pod"])("have a changed %s made again", (kind) => {
    expect(annotationsOf(manifest(kind))).toEqual({ [OPTIONS]: "Force=true" });
  });

  test("stand beside annotations that are there, in the order of names, before the other metadata", () => {
    const job = manifest("Job", { "reloader.stakater.com/auto": "true", "a.example.com/note": "first" });

    expect(JSON.stringify(withSyncOptions([job]))).toBe(
      `[{"apiVersion":"v1","kind":"Job","metadata":{"annotations":{"a.example.com/note":"first","${OPTIONS}":"Force=true","reloader.stakater.com/auto":"true"},"name":"one"}}]`,
    );
  });

  test("leave annotations of the same name as they are", () => {
    expect(annotationsOf(manifest("Job", { [OPTIONS]: "Prune=false" }))).toEqual({ [OPTIONS]: "Prune=false" });
    expect(annotationsOf(manifest("ResourceQuota", { [WAVE]: "-9" }))).toEqual({ [WAVE]: "-9" });
  });

  test("change none of the manifests that are given", () => {
    const given = [
      manifest("Job", { note: "mine" }),
      providerClass({ labels: { "app.kubernetes.io/instance": "test" } }),
    ];
    const before = structuredClone(given);

    withSyncOptions(given);

    expect(given).toEqual(before);
  });

  test("keep the manifests and their order", () => {
    const kinds = ["Deployment", "Namespace", "Pod"];

    expect(withSyncOptions(kinds.map((kind) => manifest(kind))).map(({ kind }) => kind)).toEqual(kinds);
  });
});

describe("synced Secrets", () => {
  const labels = { "app.kubernetes.io/instance": "test" };
  const waved = (secret: Record<string, unknown>) => {
    const { metadata, ...rest } = providerClass(secret);
    return { ...rest, metadata: { annotations: { [WAVE]: "-1" }, ...metadata } };
  };

  test("are no leftovers to Argo CD where they carry its label", () => {
    expect(withSyncOptions([providerClass({ labels, annotations: { note: "mine" } })])).toEqual([
      waved({
        labels,
        annotations: {
          "argocd.argoproj.io/compare-options": "IgnoreExtraneous",
          [OPTIONS]: "Prune=false",
          note: "mine",
        },
      }),
    ]);
  });

  test("keep options of their own", () => {
    const annotations = { "argocd.argoproj.io/compare-options": "IgnoreExtraneous", [OPTIONS]: "Prune=confirm" };

    expect(withSyncOptions([providerClass({ labels, annotations })])).toEqual([waved({ labels, annotations })]);
  });

  test.each([{}, { labels: { team: "orders" } }])("are left alone without that label: %o", (secret) => {
    expect(withSyncOptions([providerClass(secret)])).toEqual([waved(secret)]);
  });
});
