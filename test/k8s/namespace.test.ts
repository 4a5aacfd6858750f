import { describe, expect, test } from "vitest";
import { newNamespace } from "../../model/index.js";
import { api, healthy } from "../support/descriptions.js";
import { manifestsOf } from "../support/synthesis.js";
import { drawn } from "./pods.js";

const restricted = {
  "pod-security.kubernetes.io/enforce": "restricted",
  "pod-security.kubernetes.io/warn": "restricted",
  "pod-security.kubernetes.io/audit": "restricted",
};

function namespaces(props: Parameters<typeof newNamespace>[1] = {}) {
  return drawn("Namespace", [api({ namespace: newNamespace("orders", props) })]);
}

describe("a namespace", () => {
  test("holds its pods to the restricted standard", () => {
    expect(namespaces()).toEqual([
      { apiVersion: "v1", kind: "Namespace", metadata: { name: "orders", labels: restricted } },
    ]);
  });

  test.each(["baseline", "privileged"] as const)(
    "enforces %s where a reason is given, which it carries, and warns by restricted all the same",
    (level) => {
      expect(namespaces({ podSecurity: { level, reason: "an agent needs the host" } })).toEqual([
        {
          apiVersion: "v1",
          kind: "Namespace",
          metadata: {
            name: "orders",
            labels: { ...restricted, "pod-security.kubernetes.io/enforce": level },
            annotations: { "aks-key-vault/pod-security-reason": "an agent needs the host" },
          },
        },
      ]);
    },
  );

  test("leaves pod security to somebody else where told so", () => {
    expect(namespaces({ podSecurity: false })).toEqual([
      { apiVersion: "v1", kind: "Namespace", metadata: { name: "orders" } },
    ]);
  });

  test("has labels of its own beside them, and alone where pod security is somebody else's", () => {
    const labels = { team: "orders" };
    const own = { "pod-security.kubernetes.io/enforce": "baseline" };

    expect(namespaces({ labels }).map(({ metadata }) => metadata)).toEqual([
      { name: "orders", labels: { ...restricted, ...labels } },
    ]);
    expect(namespaces({ labels: own, podSecurity: false }).map(({ metadata }) => metadata)).toEqual([
      { name: "orders", labels: own },
    ]);
  });

  test("is created before everything in it, and its quota before whatever counts", () => {
    const namespace = newNamespace("orders", { quota: { pods: "10" } });

    const all = manifestsOf(healthy({ workloads: [api({ namespace })] }));

    expect(all.map(({ kind }) => kind)).toEqual([
      "Namespace",
      "ResourceQuota",
      "ServiceAccount",
      "SecretProviderClass",
      "Deployment",
    ]);
  });

  test("is left alone where it exists", () => {
    expect(drawn("Namespace", [api()])).toEqual([]);
    expect(drawn("ResourceQuota", [api()])).toEqual([]);
  });
});

describe("a quota", () => {
  test("caps what the description names, and nothing else", () => {
    const quota = { pods: "10", "requests.cpu": "4", "limits.memory": "8Gi", "count/jobs.batch": "20" };
    const namespace = newNamespace("orders", { quota });

    expect(drawn("ResourceQuota", [api({ namespace, resources: { cpuLimit: "1" } })])).toEqual([
      {
        apiVersion: "v1",
        kind: "ResourceQuota",
        metadata: { name: "quota", namespace: "orders" },
        spec: { hard: quota },
      },
    ]);
  });

  test.each([{}, { quota: {} }])("is none where the description caps nothing: %j", (props) => {
    expect(drawn("ResourceQuota", [api({ namespace: newNamespace("orders", props) })])).toEqual([]);
  });
});
