import type { Environment } from "../environment.js";
import type { Problem } from "../problem.js";
import { checkAcross } from "./across.js";
import { checkCluster } from "./cluster.js";
import { checkEnvironment } from "./environment.js";
import { checkIdentities } from "./identities.js";
import { checkInCluster } from "./in-cluster.js";
import { checkMonitoring } from "./monitoring.js";
import { checkNamespaces } from "./namespaces.js";
import { checkNetworks } from "./networks.js";
import { checkPatches } from "./patches.js";
import { checkReach } from "./reach.js";
import { checkShape } from "./shape.js";
import { checkTeams } from "./teams.js";
import { checkVaults } from "./vaults.js";
import { checkWorkloads } from "./workload/index.js";

/**
 * Every problem of every environment, and between them, in the order of the description. An empty list means that both
 * halves can be drawn.
 */
export function validate(environments: readonly Environment[]): readonly Problem[] {
  const misshapen = environments.map((environment) => [...checkShape(environment)]);
  const shaped = environments.filter((_, index) => misshapen[index]?.length === 0);
  return [
    ...misshapen.flat(),
    ...shaped.flatMap((environment) => [
      ...checkEnvironment(environment),
      ...checkCluster(environment),
      ...checkNetworks(environment),
      ...checkMonitoring(environment),
      ...checkVaults(environment),
      ...checkReach(environment),
      ...checkNamespaces(environment),
      ...checkTeams(environment),
      ...checkIdentities(environment),
      ...checkWorkloads(environment),
      ...checkInCluster(environment),
      ...checkPatches(environment),
    ]),
    ...checkAcross(shaped),
  ];
}
