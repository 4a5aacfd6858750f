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
    for (const { name: suffix, spec, paramRef } of [podsPolicy, classesPolicy, classOwnerPolicy]) {
      const name = `${environment}-${suffix}`;
      // The typed classes know these kinds only as v1beta1, which clusters no longer serve.
      new ApiObject(this, `ValidatingAdmissionPolicy:${suffix}`, {
        apiVersion: "admissionregistration.k8s.io/v1",
        kind: "ValidatingAdmissionPolicy",
        metadata: { name },
        spec: { ...spec, failurePolicy: failurePolicyOf(reach, paramRef) },
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
 * (before the add-on, say), a policy with parameters cannot decide about anything. In the environment's namespaces that
 * keeps pods waiting for the add-on; in the whole cluster no pod at all would start, those of the add-on included. What
 * the exception gives up is small: without the definition nothing mounts, and no expression of the policy fails that
 * does not fail in the policy of pods too.
 */
function failurePolicyOf(reach: ResolvedGuardrails["scope"], paramRef: Policy["paramRef"]): "Fail" | "Ignore" {
  return reach === "cluster" && paramRef !== undefined ? "Ignore" : "Fail";
}

/** Chosen by the label that Kubernetes itself puts on every namespace and lets nobody change. */
function onlyIn(namespaces: readonly string[]): k8s.MatchResourcesV1Beta1 {
  return {
    namespaceSelector: {
      matchExpressions: [{ key: "kubernetes.io/metadata.name", operator: "In", values: [...namespaces] }],
    },
  };
}
