import type { Cluster, NewCluster } from "../../cluster.js";
import type { Environment } from "../../environment.js";
import * as limits from "../../limits/index.js";
import { problem, quote, within } from "../../problem.js";
import { osOf, tolerates } from "../../resolve-workload.js";
import type { ResolvedWorkload } from "../../resolved-workload.js";
import type { PodOwner, Workload } from "../../workload.js";
import { checkName, type Problems } from "../checks.js";
import { checkLabels } from "../labels.js";
import { isOlder } from "../minor-version.js";

/** Checks that the pods of a workload fit on nodes of the cluster. */
export function* checkPlacement(
  { cluster }: Environment,
  workload: Workload,
  resolved: ResolvedWorkload,
  at: string,
): Problems {
  if (workload.kind === "Attachment") {
    return;
  }
  yield* checkLabels("label", workload.nodeSelector ?? {}, within(at, "nodeSelector"));
  let readable = true;
  for (const [index, toleration] of (workload.tolerations ?? []).entries()) {
    readable &&= limits.toleration.test(toleration);
    const where = within(at, `tolerations[${index}]`);
    const fix = 'write it as kubectl does, for example "team=orders:NoSchedule"';
    yield* checkName("valid-toleration", "toleration", toleration, where, limits.toleration, fix);
  }
  const { pool } = workload;
  const os = osOf(workload);
  yield* checkSelector(workload, at);
  yield* checkSidecars(cluster, workload, at);
  if (pool !== undefined && (cluster.origin === "existing" || !cluster.pools.includes(pool))) {
    yield problem({
      rule: "match-pool",
      message: `pool ${quote(pool.name)} is none of the cluster's`,
      at: within(at, "pool"),
      allowed: "a pool that the environment's own cluster lists",
      fix:
        cluster.origin === "existing"
          ? "of an existing cluster, name os, nodeSelector and tolerations"
          : "keep what linuxPool(…) or windowsPool(…) returns in a constant, list that in the cluster's pools and refer to it here",
    });
  } else if (pool !== undefined && pool.os.toLowerCase() !== os) {
    yield problem({
      rule: "match-pool",
      message: `the workload is for ${quote(os)}, and pool ${quote(pool.name)} is of ${pool.os} nodes`,
      at: within(at, "os"),
      allowed: "the operating system of the pool",
      fix: "leave os out, or choose another pool",
    });
  } else if (cluster.origin === "new" && readable) {
    yield* checkFit(cluster, workload, resolved, at);
  }
}

/** An older cluster would wait for a sidecar to end before it starts the pod. */
function* checkSidecars(cluster: Cluster, { initContainers = [] }: PodOwner, at: string): Problems {
  for (const [index, { name, sidecar }] of initContainers.entries()) {
    if (sidecar && isOlder(cluster, limits.sidecarMinor)) {
      yield problem({
        rule: "valid-kubernetes-version",
        message: `the cluster runs Kubernetes ${quote(cluster.kubernetesVersion)}, which knows no sidecars`,
        at: within(at, `initContainers[${index}] ${name}`, "sidecar"),
        allowed: `Kubernetes 1.${limits.sidecarMinor} or later`,
        fix: "raise kubernetesVersion, or move it to containers",
      });
    }
  }
}

/** What the selector says beside `pool` and `os` must not be the opposite of them. */
function* checkSelector(workload: PodOwner, at: string): Problems {
  const said: Readonly<Record<string, string | undefined>> = {
    "kubernetes.io/os": osOf(workload),
    "kubernetes.azure.com/agentpool": workload.pool?.name,
  };
  for (const [label, value] of Object.entries(workload.nodeSelector ?? {})) {
    const other = said[label];
    if (Object.hasOwn(said, label) && other !== undefined && other !== value) {
      yield problem({
        rule: "match-pool",
        message: `the pods ask for nodes with ${label} ${quote(value)}, and are for ${quote(other)}`,
        at: within(at, "nodeSelector"),
        allowed: `${quote(other)}, which os and pool say already`,
        fix: "leave the label out, or change os or pool",
      });
    }
  }
}

/** Some pool must have the operating system, and no taint that the pods do not tolerate. */
function* checkFit(
  cluster: NewCluster,
  workload: PodOwner,
  { os, tolerations }: ResolvedWorkload,
  at: string,
): Problems {
  const system = {
    name: cluster.systemPool.name,
    os: "Linux",
    taints: cluster.systemPool.dedicated ? ["CriticalAddonsOnly=true:NoSchedule"] : [],
  };
  const candidates = [system, ...cluster.pools].filter(
    (pool) => pool.os.toLowerCase() === os && (workload.pool === undefined || workload.pool.name === pool.name),
  );
  const closed = candidates.map(({ name, taints }) => ({
    name,
    taints: taints.filter(
      (taint) => !taint.endsWith(":PreferNoSchedule") && !tolerations.some((one) => tolerates(one, taint)),
    ),
  }));
  if (closed.some(({ taints }) => taints.length === 0)) {
    return;
  }
  if (os === "linux" && !cluster.pools.some((pool) => pool.os === "Linux")) {
    return; // that the only Linux pool is dedicated is told of the cluster
  }
  yield problem({
    rule: "match-pool",
    message:
      closed.length === 0
        ? `the workload is for ${quote(os)}, and the cluster has no pool of such nodes`
        : `no pool takes the pods: ${closed.map(({ name, taints }) => `${quote(name)} has ${taints.join(", ")}`).join("; ")}`,
    at: within(at, closed.length === 0 ? "os" : "tolerations"),
    allowed: "pods that at least one pool of the cluster takes",
    fix: closed.length === 0 ? "add such a pool to the cluster" : "set pool, or tolerate the taints of one",
  });
}
