/** The vocabulary of a description, its validation, and its worked-out form. The room's one door. */
export * from "./binding.js";
export { existingCluster, newCluster } from "./cluster.js";
export * from "./environment.js";
export { entraApplication, existingIdentity, managedIdentity } from "./identity.js";
export { certificate, existingKeyVault, key, keyVault, secret } from "./key-vault.js";
export { file, olderVersion } from "./mounted-file.js";
export { terraformName } from "./naming.js";
export { groupBy } from "./order.js";
export { type Problem, quote, suggest } from "./problem.js";
export * from "./resolve.js";
export { builtInRoles, leastRole } from "./roles.js";
export { syncedSecret, tlsSecret } from "./synced-secret.js";
export { validate } from "./validate/index.js";
export { deployment, newNamespace, pod } from "./workload.js";
