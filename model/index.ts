/** The vocabulary of a description, its validation, and its worked-out form. The room's one door. */

export { groupBy } from "../shared/index.js";
export { type AccessEntry, type AccessReport, reportAccess } from "./access-report.js";
export * from "./binding.js";
export { clouds } from "./cloud.js";
export { existingCluster, newCluster } from "./cluster.js";
export type { Probe } from "./container.js";
export * from "./environment.js";
export { entraApplication, existingIdentity, managedIdentity, nodeIdentity, podIdentity } from "./identity.js";
export { certificate, existingKeyVault, key, keyVault, secret } from "./key-vault.js";
export { federatedCredentialsPerIdentity } from "./limits/index.js";
export { metricAlerts } from "./metric-alerts.js";
export { existingActionGroup, existingLogWorkspace, newActionGroup, newLogWorkspace } from "./monitoring.js";
export { file, olderVersion } from "./mounted-file.js";
export { newNamespace } from "./namespace.js";
export {
  controlPlaneName,
  identityBindingName,
  metricsName,
  otherOutputs,
  teamStateKey,
  temporaryPoolName,
  terraformName,
} from "./naming.js";
export { existingDnsZone, existingNetwork, newNetwork } from "./network.js";
export { linuxPool, windowsPool } from "./node-pool.js";
export type * from "./patch.js";
export { adviseOnCredentials, outgrows, type PlannedIdentity, planCredentials, roomFor } from "./plan.js";
export { listed, nearest, type Problem, ProblemsError, problem, quote, suggest, within } from "./problem.js";
export * from "./resolve.js";
export type * from "./resolve-in-cluster.js";
export type * from "./resolve-monitoring.js";
export type * from "./resolve-vaults.js";
export type * from "./resolved-workload.js";
export { builtInRoles, leastRole, objectScope, writingRole } from "./roles.js";
export { syncedSecret, tlsSecret } from "./synced-secret.js";
export { validate } from "./validate/index.js";
export type { DisruptionBudget } from "./workload.js";
export { attach, cronJob, daemonSet, deployment, job, pod, statefulSet } from "./workload.js";
