import { describe, expect, test } from "vitest";
import { linuxPool, newCluster } from "../../model/index.js";
import type { Spread } from "../../model/workload.js";
import { api } from "../support/descriptions.js";
import { nameLabel, podSpec, podsOf } from "./pods.js";

const taints = ["team=orders:NoSchedule", "example.com/spot=:NoExecute"];
const pool = linuxPool("apps", { taints });
const tolerated = [
  { key: "team", operator: "Equal", value: "orders", effect: "NoSchedule" },
  { key: "example.com/spot", operator: "Equal", value: "", effect: "NoExecute" },
];

describe("pods", () => {
  test("run on the pool that the description names, and tolerate its taints", () => {
    const { spec } = podsOf(api({ pool }), { cluster: newCluster({ name: "aks-orders", pools: [pool] }) });

    expect(spec).toEqual({
      ...podSpec,
      nodeSelector: { "kubernetes.azure.com/agentpool": "apps" },
      tolerations: tolerated,
    });
  });

  test("may ask for more labels, and tolerate other taints than their pool's", () => {
    const open = linuxPool("open");
    const workload = api({ pool: open, nodeSelector: { disk: "fast" }, tolerations: ["team=orders:NoSchedule"] });

    const { spec } = podsOf(workload, { cluster: newCluster({ name: "aks-orders", pools: [open] }) });

    expect(spec.nodeSelector).toEqual({ disk: "fast", "kubernetes.azure.com/agentpool": "open" });
    expect(spec.tolerations).toEqual(tolerated.slice(0, 1));
  });

  test("are placed by labels and tolerations alone on a cluster whose pools are not described", () => {
    const { spec } = podsOf(api({ nodeSelector: { disk: "fast" }, tolerations: taints }));

    expect(spec).toEqual({ ...podSpec, nodeSelector: { disk: "fast" }, tolerations: tolerated });
  });
});

test.each([
  ["team=orders:NoSchedule", { key: "team", operator: "Equal", value: "orders", effect: "NoSchedule" }],
  ["team=:NoSchedule", { key: "team", operator: "Equal", value: "", effect: "NoSchedule" }],
  ["team:NoExecute", { key: "team", operator: "Exists", effect: "NoExecute" }],
  ["example.com/team", { key: "example.com/team", operator: "Exists" }],
])("the toleration %s asks for no more than it says", (toleration, expected) => {
  expect(podsOf(api({ tolerations: [toleration] })).spec).toEqual({ ...podSpec, tolerations: [expected] });
});

test("pods that name Linux ask for its nodes beside their pool", () => {
  const open = linuxPool("open");
  const cluster = newCluster({ name: "aks-orders", pools: [open] });

  expect(podsOf(api({ pool: open, os: "linux" }), { cluster }).spec.nodeSelector).toEqual({
    "kubernetes.azure.com/agentpool": "open",
    "kubernetes.io/os": "linux",
  });
});

describe("the spread", () => {
  const over = (topologyKey: string, maxSkew = 1, whenUnsatisfiable = "ScheduleAnyway") => ({
    labelSelector: { matchLabels: nameLabel },
    maxSkew,
    topologyKey,
    whenUnsatisfiable,
  });

  function spreadOf(replicas: number, spread?: readonly Spread[]) {
    return podsOf(api({ replicas, ...(spread && { spread }) })).spec.topologySpreadConstraints;
  }

  test("of several replicas is over nodes and zones, as well as can be", () => {
    expect(spreadOf(2)).toEqual([over("kubernetes.io/hostname"), over("topology.kubernetes.io/zone")]);
  });

  test("of one replica is none", () => {
    expect(spreadOf(1)).toBeUndefined();
  });

  test("is none where the description lists none", () => {
    expect(spreadOf(2, [])).toBeUndefined();
  });

  test("is the description's own: required, over any label, with any skew, for one replica too", () => {
    const spread: readonly Spread[] = [
      { over: "zones", required: true },
      { over: "nodes", maxSkew: 2, required: false },
      { over: { label: "example.com/rack" }, maxSkew: 3, required: true },
    ];

    expect(spreadOf(1, spread)).toEqual([
      over("topology.kubernetes.io/zone", 1, "DoNotSchedule"),
      over("kubernetes.io/hostname", 2),
      over("example.com/rack", 3, "DoNotSchedule"),
    ]);
  });
});
