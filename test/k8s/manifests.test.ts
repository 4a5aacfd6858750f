import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { cronJob, daemonSet, job, managedIdentity, newNamespace, pod, statefulSet } from "../../model/index.js";
import { api, basics, healthy } from "../support/descriptions.js";
import { complaintsAbout } from "../support/schemas.js";
import { filesOf, type Manifest, parseManifests } from "../support/synthesis.js";

const bound = managedIdentity("bound", { trust: "identity-binding" });
const namespace = newNamespace("orders", { quota: { pods: "40" } });
const everything = healthy({
  guardrails: { classWriters: ["e2a7c51b-94d0-4f38-8b6e-2d71f05a9c84"] },
  scraping: { collector: "operator", networkPolicy: true, dashboardNamespace: "orders" },
  workloads: [
    api({ namespace, replicas: 2, identity: bound }),
    statefulSet("a", { ...basics, namespace, storage: [{ name: "data", path: "/data", size: "1Gi" }], replicas: 2 }),
    daemonSet("b", { ...basics, namespace }),
    job("c", { ...basics, namespace }),
    cronJob("d", { ...basics, namespace, schedule: "@daily" }),
    pod("e", { ...basics, namespace }),
  ],
});

const folder = join(import.meta.dirname, "../../dist/k8s");
const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".yaml"));
const manifests = files.flatMap((path) =>
  parseManifests(new Map([[path, readFileSync(join(folder, path), "utf8")]])).map((manifest) => ({ path, manifest })),
);

/** The kinds that this project writes; those of a row stand only after all of the rows before it. */
const order = [
  ["Namespace"],
  ["ResourceQuota"],
  ["ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding"],
  ["ClusterRole"],
  ["ClusterRoleBinding", "RoleBinding"],
  ["ServiceAccount"],
  ["SecretProviderClass"],
  ["PodMonitor", "PrometheusRule", "ConfigMap"],
  ["NetworkPolicy"],
  ["PodDisruptionBudget", "Service", "StatefulSet", "Deployment", "DaemonSet", "Job", "CronJob", "Pod"],
];

function ranksOf(manifests: readonly Manifest[]): readonly number[] {
  return manifests.map(({ kind }) => order.findIndex((kinds) => kinds.includes(kind)));
}

describe("every manifest in dist", () => {
  test("is of a kind that this project writes", () => {
    const known = order.flat();

    expect(manifests.map(({ manifest }) => manifest.kind).filter((kind) => !known.includes(kind))).toEqual([]);
  });

  test("is valid against the schema of its kind", () => {
    const complaints = manifests.flatMap(({ path, manifest }) =>
      complaintsAbout(manifest).map((complaint) => `${path} ${manifest.kind} ${manifest.metadata.name}: ${complaint}`),
    );

    expect(complaints).toEqual([]);
  });

  test.each(files)("%s lists what others need before those others", (path) => {
    const ranks = ranksOf(manifests.filter((one) => one.path === path).map(({ manifest }) => manifest));

    expect(ranks).toEqual([...ranks].sort((one, other) => one - other));
  });
});

test("a description with everything gives every kind, each valid, and in order within its file", () => {
  const drawn = [...filesOf(everything)].map(([file, text]) => parseManifests(new Map([[file, text]])));

  expect(new Set(drawn.flat().map(({ kind }) => kind))).toEqual(new Set(order.flat()));
  expect(drawn.flat().flatMap(complaintsAbout)).toEqual([]);
  for (const manifests of drawn) {
    const ranks = ranksOf(manifests);
    expect(ranks).toEqual([...ranks].sort((one, other) => one - other));
  }
});

describe("the schemas", () => {
  test("refuse a manifest that is wrong", () => {
    const wrong = {
      apiVersion: "secrets-store.csi.x-k8s.io/v1",
      kind: "SecretProviderClass",
      metadata: { name: "x" },
      spec: { provider: "azure", paramters: {}, parameters: { usePodIdentity: false } },
    };

    expect(complaintsAbout(wrong)).toEqual([
      "/spec must NOT have additional properties",
      "/spec/parameters/usePodIdentity must be string",
    ]);
    expect(complaintsAbout({ apiVersion: "v1", kind: "Pod", metadata: { name: "x" }, spec: {} })).toEqual([
      "data/spec must have required property containers",
    ]);
    expect(complaintsAbout({ apiVersion: "v1", kind: "Secret", metadata: { name: "x" } })).toEqual([
      "there is no schema for v1/Secret",
    ]);
  });
});
