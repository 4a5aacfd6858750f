import { clusterId } from "../../azure-ids.js";
import { quote, within } from "../../problem.js";
import type { ResolvedEnvironment } from "../../resolve.js";
import type { ResolvedWorkload } from "../../resolved-workload.js";
import type { Claim } from "./claim.js";

/** Objects of a cluster. */
export function* claimsInCluster(environment: ResolvedEnvironment): Iterable<Claim> {
  const cluster = clusterId(environment);
  const { name, namespaces, serviceAccounts, workloads } = environment;
  const at = within(name, "workloads");
  for (const namespace of namespaces.filter(({ create }) => create !== undefined)) {
    yield {
      id: `${cluster} Namespace ${namespace.name}`,
      rule: "unique-namespace",
      message: `namespace ${quote(namespace.name)} is also created, on the same cluster, by`,
      at,
      allowed: "one creator for a namespace of a cluster",
      fix: "name it as existing in one of them: a plain string",
    };
  }
  for (const account of serviceAccounts) {
    yield {
      id: `${cluster} ServiceAccount ${account.namespace}/${account.name}`,
      rule: "unique-subject",
      message: `service account ${quote(`${account.namespace}/${account.name}`)} belongs, on the same cluster, also to`,
      at,
      allowed: "one owner for each service account of a cluster, and with it for each issuer and subject",
      fix: "use another namespace or service account",
    };
  }
  for (const object of workloads.flatMap(objectsOf)) {
    yield {
      id: `${cluster} ${object}`,
      rule: "unique-kubernetes-object",
      message: `${object} belongs, on the same cluster, also to`,
      at,
      allowed: "one owner for each object of a cluster",
      fix: "use another namespace or name",
    };
  }
}

function objectsOf({ controller, namespace, name, mounts }: ResolvedWorkload): readonly string[] {
  return [
    // Whatever its kind: by its name controllers, Services and budgets find its pods.
    `workload ${namespace}/${name}`,
    ...("service" in controller && controller.service.create
      ? [`Service ${namespace}/${controller.service.name}`]
      : []),
    ...mounts.map(({ providerClass }) => `SecretProviderClass ${namespace}/${providerClass}`),
    ...mounts.flatMap(({ sync }) => sync.map((synced) => `Secret ${namespace}/${synced.name}`)),
  ];
}
