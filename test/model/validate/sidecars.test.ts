import { expect, test } from "vitest";
import { newCluster } from "../../../model/index.js";
import { api } from "../../support/descriptions.js";
import { expected, problemsOf } from "./expected.js";

const proxy = { name: "proxy", image: "envoy:1.31" };
const migrate = { name: "migrate", image: "busybox:1.36" };

function clusterOf(kubernetesVersion?: string) {
  return newCluster({
    name: "aks-orders",
    upgradeChannel: "none",
    ...(kubernetesVersion !== undefined && { kubernetesVersion }),
  });
}

test.each(["1.29", "1.29.0", "1.36", undefined])("accepts a sidecar on a new cluster of version %s", (version) => {
  const workload = api({ initContainers: [{ ...proxy, sidecar: true }] });

  expect(problemsOf(workload, { cluster: clusterOf(version) })).toEqual([]);
});

test("accepts a sidecar on an existing cluster, whose version is not known", () => {
  expect(problemsOf(api({ initContainers: [{ ...proxy, sidecar: true }] }))).toEqual([]);
});

test.each([
  ["says nothing of sidecars", {}],
  ["is no sidecar", { sidecar: false }],
])("accepts an init container on an older cluster that %s", (_, props) => {
  const workload = api({ initContainers: [{ ...migrate, ...props }] });

  expect(problemsOf(workload, { cluster: clusterOf("1.28") })).toEqual([]);
});

test.each(["1.28", "1.28.15"])("fails when a sidecar is for a new cluster of version %s", (version) => {
  const workload = api({ initContainers: [migrate, { ...proxy, sidecar: true }] });

  expect(problemsOf(workload, { cluster: clusterOf(version) })).toEqual([
    expected({
      rule: "valid-kubernetes-version",
      message: `the cluster runs Kubernetes "${version}", which knows no sidecars`,
      at: "test › workloads[0] api › initContainers[1] proxy › sidecar",
      allowed: "Kubernetes 1.29 or later",
      fix: "raise kubernetesVersion, or move it to containers",
    }),
  ]);
});
