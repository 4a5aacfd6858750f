import { describe, expect, test } from "vitest";
import { statefulSet } from "../../model/index.js";
import { basics } from "../support/descriptions.js";
import { drawn, metadata, nameLabel, podSpec, podsOf, template } from "./pods.js";

const all = ["Service", "PodDisruptionBudget", "StatefulSet"];

function manifests(workload: ReturnType<typeof statefulSet>) {
  return all.flatMap((kind) => drawn(kind, [workload]));
}

describe("a StatefulSet", () => {
  test("has a headless Service of its name, one replica and no storage, and nothing else of its own", () => {
    expect(manifests(statefulSet("api", basics))).toEqual([
      {
        apiVersion: "v1",
        kind: "Service",
        metadata,
        spec: { clusterIP: "None", selector: nameLabel },
      },
      {
        apiVersion: "apps/v1",
        kind: "StatefulSet",
        metadata,
        spec: { serviceName: "api", replicas: 1, selector: { matchLabels: nameLabel }, template },
      },
    ]);
  });

  test("opens the ports of its first container through the Service, by their names", () => {
    const workload = statefulSet("api", {
      ...basics,
      ports: { http: 8080, dns: { port: 5353, protocol: "UDP" } },
      containers: [{ name: "proxy", image: "envoy:1", ports: { admin: 9901 } }],
      labels: { team: "orders" },
    });

    expect(drawn("Service", [workload])).toEqual([
      {
        apiVersion: "v1",
        kind: "Service",
        metadata: { ...metadata, labels: { ...nameLabel, team: "orders" } },
        spec: {
          clusterIP: "None",
          selector: nameLabel,
          ports: [
            { name: "http", port: 8080, targetPort: "http" },
            { name: "dns", port: 5353, targetPort: "dns", protocol: "UDP" },
          ],
        },
      },
    ]);
  });

  test("takes replicas, Service, storage, order, spread and budget from the description", () => {
    const workload = statefulSet("api", {
      ...basics,
      replicas: 3,
      service: "peers",
      podManagement: "Parallel",
      storage: [
        { name: "data", path: "/var/lib/data", size: "8Gi", storageClass: "managed-csi-premium" },
        { name: "journal", path: "/var/lib/journal", size: "1Gi" },
      ],
      containers: [{ name: "proxy", image: "envoy:1" }],
      spread: [],
      disruption: { minAvailable: "50%" },
    });

    const [budget, set, ...others] = manifests(workload);

    expect(others).toEqual([]); // the Service is somebody else's
    expect(budget).toEqual({
      apiVersion: "policy/v1",
      kind: "PodDisruptionBudget",
      metadata,
      spec: {
        minAvailable: "50%",
        selector: { matchLabels: nameLabel },
        unhealthyPodEvictionPolicy: "AlwaysAllow",
      },
    });
    const [first] = podSpec.containers;
    const [, proxy] = podsOf(workload).spec.containers;
    expect(proxy).not.toHaveProperty("volumeMounts");
    expect(set).toEqual({
      apiVersion: "apps/v1",
      kind: "StatefulSet",
      metadata,
      spec: {
        serviceName: "peers",
        replicas: 3,
        podManagementPolicy: "Parallel",
        selector: { matchLabels: nameLabel },
        template: {
          ...template,
          spec: {
            ...podSpec,
            containers: [
              {
                ...first,
                volumeMounts: [
                  { mountPath: "/mnt/secrets", name: "api-kv-orders", readOnly: true },
                  { mountPath: "/var/lib/data", name: "data" },
                  { mountPath: "/var/lib/journal", name: "journal" },
                ],
              },
              proxy,
            ],
            // A new disk belongs to root.
            securityContext: {
              ...podSpec.securityContext,
              fsGroup: 65532,
              fsGroupChangePolicy: "OnRootMismatch",
            },
          },
        },
        volumeClaimTemplates: [
          {
            metadata: { name: "data" },
            spec: {
              accessModes: ["ReadWriteOnce"],
              storageClassName: "managed-csi-premium",
              resources: { requests: { storage: "8Gi" } },
            },
          },
          {
            metadata: { name: "journal" },
            spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } },
          },
        ],
      },
    });
  });
});
