import { k8s } from "cdk8s-plus-28";
import type { Construct } from "constructs";
import type { ResolvedNamespace } from "../model/index.js";
import { fieldsOrNothing } from "./or-nothing.js";

type Created = NonNullable<ResolvedNamespace["create"]>;

/** Draws a namespace that the environment creates, with its quota; of one that exists, nothing. */
export function drawNamespace(scope: Construct, { name, create }: ResolvedNamespace): void {
  if (create === undefined) {
    return;
  }
  new k8s.KubeNamespace(scope, "Namespace", {
    metadata: {
      name,
      labels: fieldsOrNothing({ ...create.labels, ...podSecurityLabels(create) }),
      annotations:
        typeof create.podSecurity === "object"
          ? { "aks-key-vault/pod-security-reason": create.podSecurity.reason }
          : undefined,
    },
  });
  if (create.quota !== undefined && Object.keys(create.quota).length > 0) {
    const hard = Object.entries(create.quota).map(([resource, amount]) => [resource, k8s.Quantity.fromString(amount)]);
    new k8s.KubeResourceQuota(scope, "ResourceQuota", {
      metadata: { name: "quota", namespace: name },
      spec: { hard: Object.fromEntries(hard) },
    });
  }
}

/**
 * What the API server enforces on the pods of a namespace. Warnings and audit notes go by `restricted` whatever is
 * enforced, so that a pod which needs less shows.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-admission/
 */
function podSecurityLabels({ podSecurity }: Created): Readonly<Record<string, string>> {
  if (podSecurity === false) {
    return {};
  }
  return {
    "pod-security.kubernetes.io/enforce": typeof podSecurity === "object" ? podSecurity.level : podSecurity,
    "pod-security.kubernetes.io/warn": "restricted",
    "pod-security.kubernetes.io/audit": "restricted",
  };
}
