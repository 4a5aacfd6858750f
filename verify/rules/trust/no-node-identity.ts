import { broken, defineRule } from "../../rule.js";

/** What a node may read, every pod on it may read. */
export const noNodeIdentity = defineRule({
  id: "no-node-identity",
  severity: "warning",
  summary: "No provider class reads a vault with the identity of the node.",
  link: "identity",
  needs: ["kubernetes"],
  *check({ kubernetes }) {
    for (const providerClass of kubernetes.classes) {
      if (providerClass.mode !== "node-identity") {
        continue;
      }
      yield broken({
        on: providerClass,
        at: ["spec", "parameters", "useVMManagedIdentity"],
        message: `${providerClass.id} reads with the identity of the node, as every pod on that node can`,
        got: String(providerClass.parameter("useVMManagedIdentity")),
        allowed: "workload identity: clientID, and a federated credential for the service account of the pod",
        fix: "remove useVMManagedIdentity and userAssignedIdentityID, and set clientID to an identity of the workload",
      });
    }
  },
});
