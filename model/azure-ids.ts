import type { ResolvedEnvironment } from "./resolve.js";

/*
 * Ids by which environments can be compared: what two of them call by different names, or create and refer to, is one
 * thing in Azure. Azure does not tell case apart.
 */

/** The environment's resource group. */
export function groupId({ subscriptionId, resourceGroup }: ResolvedEnvironment): string {
  return `${subscriptionId}/${resourceGroup.name}`.toLowerCase();
}

/** The cluster, whichever environment creates it. */
export function clusterId(environment: ResolvedEnvironment): string {
  const { cluster, subscriptionId } = environment;
  const group = cluster.origin === "new" ? groupId(environment) : `${subscriptionId}/${cluster.resourceGroup}`;
  return `${group}/${cluster.name}`.toLowerCase();
}
