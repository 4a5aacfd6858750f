import type { NewCluster } from "../cluster.js";
import * as limits from "../limits/index.js";
import type { NodePool, PoolProps } from "../node-pool.js";
import { problem, quote, within } from "../problem.js";
import { checkInteger, checkName, checkUnique, type Problems } from "./checks.js";
import { checkLabels } from "./labels.js";

type Sized = PoolProps & Pick<NodePool, "name" | "vmSize" | "nodes">;

/** Checks the pools of a cluster. */
export function* checkPools({ systemPool, pools }: NewCluster, at: string): Problems {
  const first = within(at, "systemPool");
  yield* checkPoolName(systemPool.name, "Linux", first);
  yield* checkPool(systemPool, first, limits.nodesPerPool.min);

  for (const [index, pool] of pools.entries()) {
    const where = within(at, `pools[${index}] ${pool.name}`);
    yield* checkPoolName(pool.name, pool.os, where);
    // A pool of its own may shrink to nothing.
    yield* checkPool(pool, where, 0);
    yield* checkLabels("label", pool.labels, within(where, "labels"));
    for (const [position, taint] of pool.taints.entries()) {
      const place = within(where, `taints[${position}]`);
      yield* checkName("valid-node-pool", "taint", taint, place, limits.taint, "write it as kubectl does");
    }
  }
  yield* checkUnique(
    [systemPool, ...pools],
    ({ name }) => name,
    ({ name }) =>
      problem({
        rule: "unique-pool-name",
        message: `pool name ${quote(name)} is used twice`,
        at: within(at, "pools"),
        allowed: "one pool of a name in a cluster",
        fix: "rename one of them",
      }),
  );
  if (systemPool.dedicated && !pools.some(({ os }) => os === "Linux")) {
    yield problem({
      rule: "valid-node-pool",
      message: "the system pool is dedicated, and there is no other pool of Linux nodes for workloads",
      at: within(first, "dedicated"),
      allowed: "a dedicated system pool beside another Linux pool",
      fix: 'add one to pools, for example linuxPool("apps")',
    });
  }
}

function checkPoolName(name: string, os: NodePool["os"], at: string): Problems {
  const rule = os === "Windows" ? limits.windowsPoolName : limits.linuxPoolName;
  return checkName("valid-pool-name", `name of a ${os} pool`, name, within(at, "name"), rule);
}

function* checkPool({ vmSize, nodes, zones = [], maxPods, osDiskGb }: Sized, at: string, least: number): Problems {
  yield* checkName(
    "valid-node-pool",
    "VM size",
    vmSize,
    within(at, "vmSize"),
    limits.vmSize,
    "choose one of: az vm list-sizes --location <region> -o table",
  );
  const range = { min: least, max: limits.nodesPerPool.max };
  if (typeof nodes === "number") {
    yield* checkInteger("valid-node-pool", "number of nodes", nodes, within(at, "nodes"), range);
  } else {
    yield* checkInteger("valid-node-pool", "least number of nodes", nodes.min, within(at, "nodes", "min"), range);
    yield* checkInteger("valid-node-pool", "greatest number of nodes", nodes.max, within(at, "nodes", "max"), {
      ...range,
      min: Math.max(1, least),
    });
    if (nodes.min > nodes.max) {
      yield problem({
        rule: "valid-node-pool",
        message: `the least number of nodes, ${nodes.min}, is more than the greatest, ${nodes.max}`,
        at: within(at, "nodes"),
        allowed: "min up to max",
        fix: "swap them",
      });
    }
  }
  if (zones.some((zone) => !["1", "2", "3"].includes(zone)) || new Set(zones).size < zones.length) {
    yield problem({
      rule: "valid-node-pool",
      message: `zones are ${quote(zones)}`,
      at: within(at, "zones"),
      allowed: '"1", "2" and "3", each once',
      fix: "name the zones that the region has: az vm list-skus --location <region> --size <size> --zone -o table",
    });
  }
  if (maxPods !== undefined) {
    yield* checkInteger("valid-node-pool", "number of pods", maxPods, within(at, "maxPods"), limits.podsPerNode);
  }
  if (osDiskGb !== undefined) {
    yield* checkInteger("valid-node-pool", "size of the OS disk", osDiskGb, within(at, "osDiskGb"), limits.osDiskGb);
  }
}
