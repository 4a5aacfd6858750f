import { ApiObject, Chart } from "cdk8s";
import type { Construct } from "constructs";
import type { ResolvedServiceAccount, ResolvedStack } from "../model/index.js";
import { clientIdOf, type DrawnIdentity } from "./drawn-identity.js";

/** Settings of {@link IdentityBindingChart}. */
export interface IdentityBindingChartProps {
  readonly stack: ResolvedStack;
  readonly serviceAccounts: readonly ResolvedServiceAccount[];
  /** By key. */
  readonly identities: ReadonlyMap<string, DrawnIdentity>;
}

/**
 * Which service accounts may use which bound identity (AKS identity bindings, preview): Azure binds an identity to the
 * cluster, and the cluster's own RBAC says the rest.
 *
 * @see https://learn.microsoft.com/azure/aks/identity-bindings
 */
export class IdentityBindingChart extends Chart {
  constructor(scope: Construct, id: string, { stack, serviceAccounts, identities }: IdentityBindingChartProps) {
    super(scope, id, { disableResourceNameHashes: true });
    for (const drawn of identities.values()) {
      const { identity } = drawn;
      if (identity.kind !== "managed-identity" || identity.trust !== "identity-binding") {
        continue;
      }
      const name = `${stack.name}:use-identity:${identity.key}`;
      new ApiObject(this, `ClusterRole:${identity.key}`, {
        apiVersion: "rbac.authorization.k8s.io/v1",
        kind: "ClusterRole",
        metadata: { name },
        rules: [
          { apiGroups: ["cid.wi.aks.azure.com"], resources: [clientIdOf(drawn)], verbs: ["use-managed-identity"] },
        ],
      });
      new ApiObject(this, `ClusterRoleBinding:${identity.key}`, {
        apiVersion: "rbac.authorization.k8s.io/v1",
        kind: "ClusterRoleBinding",
        metadata: { name },
        roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name },
        subjects: serviceAccounts
          .filter((account) => account.identity === identity.key)
          .map(({ namespace, name: account }) => ({ kind: "ServiceAccount", namespace, name: account })),
      });
    }
  }
}
