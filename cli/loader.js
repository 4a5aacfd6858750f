// Loads the TypeScript of this repository as it is, without a build step.
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/** Commands that read artefacts and need no engine. */
const JUDGES = ["verify", "explain", "graph"];
const judges = JUDGES.includes(process.argv[2] ?? "");

const ENGINES = [
  "cdktf",
  "cdk8s-plus-28",
  "@cdktf/provider-azuread/lib/application/index.js",
  "@cdktf/provider-azurerm/lib/kubernetes-cluster/index.js",
  "@cdktf/provider-azurerm/lib/data-azurerm-kubernetes-cluster/index.js",
  "@cdktf/provider-azurerm/lib/kubernetes-cluster-node-pool/index.js",
  "@cdktf/provider-azurerm/lib/monitor-data-collection-rule/index.js",
  "@cdktf/provider-azurerm/lib/monitor-action-group/index.js",
  "@cdktf/provider-azurerm/lib/monitor-metric-alert/index.js",
  "@cdktf/provider-azurerm/lib/monitor-alert-prometheus-rule-group/index.js",
  "@cdktf/provider-azurerm/lib/monitor-scheduled-query-rules-alert-v2/index.js",
  "@cdktf/provider-azurerm/lib/key-vault/index.js",
  "@cdktf/provider-azurerm/lib/key-vault-certificate/index.js",
  "@cdktf/provider-azurerm/lib/private-endpoint/index.js",
  "@cdktf/provider-azurerm/lib/provider/index.js",
  "yaml",
  "zod",
];

// Loaded before the TypeScript loader is in place, which would read every one of their files, and the source maps in
// them, a second time.
for (const big of ["commander", ...(judges ? ["js-yaml"] : ENGINES)]) {
  require(big);
}
const { register } = await import("tsx/cjs/api");
register();

// Reading source maps takes a fifth of the time, and what a mistake in an environment needs is the line there.
process.setSourceMapsEnabled(false);
for (const room of judges ? ["../verify/index.ts"] : ["../model/index.ts", "../infra/index.ts", "../k8s/index.ts"]) {
  require(room);
}
process.setSourceMapsEnabled(true);

/** Loads a module by its path, relative to this folder. */
export function load(path) {
  const loaded = require(path);
  // The engines look at a stack trace for each thing they make; mapping those back to the source takes time.
  process.setSourceMapsEnabled(false);
  return loaded;
}
