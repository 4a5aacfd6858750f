import { ApiObject, Chart } from "cdk8s";
import type { k8s } from "cdk8s-plus-28";
import type { Construct } from "constructs";
import type { ResolvedGuardrails } from "../../model/index.js";
import { classOwnerPolicy } from "./class-owner.js";
import { classesPolicy, type Policy, podsPolicy } from "./policies.js";
import { drawRoles } from "./roles.js";

/** Settings of {@link GuardrailChart}. */
export interface GuardrailChartProps {
  /** Name of the environment, which the names of all objects begin with. */
  readonly environment: string;
  /** Namespaces of the environment, sorted. */
  readonly namespaces: readonly string[];
  readonly guardrails: ResolvedGuardrails;
}

/**
 * What the cluster refuses, and the roles of those who write classes and of those who only deploy: everything of the
 * guardrails that belongs to no namespace.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/
 */
export class GuardrailChart extends Chart {
  constructor(scope: Construct, id: string, { environment, namespaces, guardrails }: GuardrailChartProps) {
    super(scope, id, { disableResourceNameHashes: true });
    const { scope: reach, action } = guardrails;
    // A selector of no namespaces is none that the API server takes, and there is nothing to guard.
    const policies =
      reach === "environment" && namespaces.length === 0 ? [] : [podsPolicy, classesPolicy, classOwnerPolicy];
    for (const { name: suffix, spec, paramRef } of policies) {
      const name = `${environment}-${suffix}`;
      // The typed classes know these kinds only as v1beta1, which clusters no longer serve.
      new ApiObject(this, `ValidatingAdmissionPolicy:${suffix}`, {
        apiVersion: "admissionregistration.k8s.io/v1",
        kind: "ValidatingAdmissionPolicy",
        metadata: { name },
        spec: { ...spec, failurePolicy: failurePolicyOf(guardrails, namespaces, paramRef) },
      });
      const binding: k8s.ValidatingAdmissionPolicyBindingSpecV1Beta1 = {
        policyName: name,
        paramRef,
        validationActions: action === "Warn" ? ["Warn", "Audit"] : ["Deny"],
        matchResources: reach === "environment" ? onlyIn(namespaces) : undefined,
      };
      new ApiObject(this, `ValidatingAdmissionPolicyBinding:${suffix}`, {
        apiVersion: "admissionregistration.k8s.io/v1",
        kind: "ValidatingAdmissionPolicyBinding",
        metadata: { name },
        spec: binding,
      });
    }
    drawRoles(this, { environment, guardrails });
  }
}

/**
 * A policy that cannot decide refuses, with one exception. While a cluster lacks the definition of its parameters
 * (before the add-on, say), a policy with parameters cannot decide about anything, and then refuses even where it is only
 * to warn. In the environment's namespaces that keeps pods waiting for the add-on; where the add-on itself lives, it would
 * never start. What the exception gives up is small: without the definition nothing mounts, and no expression of the policy
 * fails that does not fail in the policy of pods too.
 */
function failurePolicyOf(
  { scope, action }: ResolvedGuardrails,
  namespaces: readonly string[],
  paramRef: Policy["paramRef"],
): "Fail" | "Ignore" {
  const reachesAddOn = scope === "cluster" || namespaces.includes("kube-system");
  return paramRef !== undefined && (reachesAddOn || action === "Warn") ? "Ignore" : "Fail";
}

/** Chosen by the label that Kubernetes itself puts on every namespace and lets nobody change. */
function onlyIn(namespaces: readonly string[]): k8s.MatchResourcesV1Beta1 {
  return {
    namespaceSelector: {
      matchExpressions: [{ key: "kubernetes.io/metadata.name", operator: "In", values: [...namespaces] }],
    },
  };
}
