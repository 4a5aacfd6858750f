import {
  deployment,
  type Environment,
  environment,
  file,
  keyVault,
  newCluster,
  secret,
  syncedSecret,
} from "../model/index.js";

/**
 * A made-up environment with this many workloads, each with an identity of its own, in namespaces of ten.
 *
 * @param teams how many teams share the workloads evenly; 0 for none, and then all are the platform's
 */
export function environmentOf(size: number, teams = 0): Environment {
  const vault = keyVault({
    name: "kv-bench-12345",
    objects: Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [`secret${index}`, secret(`secret-${index}`)]),
    ),
  });
  const objects = Object.values(vault.objects);
  return environment({
    name: "bench",
    tenantId: "8d3c1f6a-52b7-4c0e-9f41-6a7be5d20c91",
    subscriptionId: "1f7a9b34-0c5d-4e82-b6a3-9d2f4c8e7015",
    location: "westeurope",
    resourceGroup: "bench-rg",
    cluster: newCluster({ name: "aks-bench" }),
    vaults: [vault],
    workloads: Array.from({ length: size }, (_, index) => {
      const [first, second] = [0, 1].map((offset) => objects[(index + offset) % objects.length]);
      if (first === undefined || second === undefined) {
        throw new Error("the bench vault has no objects");
      }
      const mounted = file(second, { alias: "config/second" });
      const synced = syncedSecret(`synced-${index}`, { FIRST: first, SECOND: mounted });
      return deployment(`workload-${index}`, {
        ...(teams > 0 && { team: `team-${Math.floor((index * teams) / size)}` }),
        namespace: `namespace-${Math.floor(index / 10)}`,
        image: "busybox:1.36",
        onRotation: "restart",
        mounts: [{ path: "/mnt/secrets", objects: [first, mounted], sync: [synced] }],
        env: { FIRST: synced.keys.FIRST },
      });
    }),
  });
}
