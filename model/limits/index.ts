/**
 * Every limit and name rule that Azure, Kubernetes or Terraform sets, with the page that states it.
 *
 * A rule says what is allowed in words a person can act on (`allowed`) and tests one value (`test`).
 */
export * from "./azure.js";
export * from "./cluster.js";
export * from "./cron.js";
export * from "./environment.js";
export * from "./identity.js";
export * from "./in-cluster.js";
export * from "./key-vault.js";
export * from "./kubernetes.js";
export type { NameRule } from "./name-rule.js";
