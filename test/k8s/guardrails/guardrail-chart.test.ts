import { App } from "cdk8s";
import {
  ValidatingAdmissionPolicy,
  ValidatingAdmissionPolicyBinding,
} from "kubernetes-models/admissionregistration.k8s.io/v1";
import { describe, expect, test } from "vitest";
import { classOwnerPolicy } from "../../../k8s/guardrails/class-owner.js";
import { GuardrailChart } from "../../../k8s/guardrails/index.js";
import { classesPolicy, podsPolicy } from "../../../k8s/guardrails/policies.js";
import { toYaml } from "../../../k8s/yaml.js";
import type { ResolvedGuardrails } from "../../../model/index.js";

const suffixes = ["pods", "classes", "class-owner"];

/** The objects of an environment with two namespaces, whose guardrails are the defaults but for what the test says. */
function drawn(guardrails: Partial<ResolvedGuardrails> = {}, namespaces: readonly string[] = ["billing", "orders"]) {
  return new GuardrailChart(new App(), "guardrails", {
    environment: "dev",
    namespaces,
    guardrails: { scope: "environment", action: "Deny", classWriters: [], deployers: [], ...guardrails },
  }).toJson();
}

function ofKind(kind: string, guardrails: Partial<ResolvedGuardrails> = {}) {
  return drawn(guardrails).filter((manifest) => manifest.kind === kind);
}

function policy(name: string, spec: object) {
  return {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingAdmissionPolicy",
    metadata: { name },
    spec,
  };
}

function binding(name: string, spec: object) {
  return {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingAdmissionPolicyBinding",
    metadata: { name },
    spec: { policyName: name, ...spec },
  };
}

const denyInTheNamespaces = {
  matchResources: {
    namespaceSelector: {
      matchExpressions: [{ key: "kubernetes.io/metadata.name", operator: "In", values: ["billing", "orders"] }],
    },
  },
  validationActions: ["Deny"],
};
const everyClass = { paramRef: { parameterNotFoundAction: "Allow", selector: {} } };

describe("the chart of the guardrails", () => {
  test("refuses in the environment's namespaces by default, and each policy comes before its binding", () => {
    expect(drawn()).toEqual([
      policy("dev-key-vault-pods", { ...podsPolicy.spec, failurePolicy: "Fail" }),
      binding("dev-key-vault-pods", denyInTheNamespaces),
      policy("dev-key-vault-classes", { ...classesPolicy.spec, failurePolicy: "Fail" }),
      binding("dev-key-vault-classes", denyInTheNamespaces),
      policy("dev-key-vault-class-owner", { ...classOwnerPolicy.spec, failurePolicy: "Fail" }),
      binding("dev-key-vault-class-owner", { ...denyInTheNamespaces, ...everyClass }),
    ]);
  });

  test("only warns, and notes it in the audit log, where the action is to warn", () => {
    const validationActions = ["Warn", "Audit"];

    expect(ofKind("ValidatingAdmissionPolicyBinding", { action: "Warn" })).toEqual([
      binding("dev-key-vault-pods", { ...denyInTheNamespaces, validationActions }),
      binding("dev-key-vault-classes", { ...denyInTheNamespaces, validationActions }),
      binding("dev-key-vault-class-owner", { ...denyInTheNamespaces, ...everyClass, validationActions }),
    ]);
  });

  test("chooses no namespaces where the scope is the cluster", () => {
    const validationActions = ["Deny"];

    expect(ofKind("ValidatingAdmissionPolicyBinding", { scope: "cluster" })).toEqual([
      binding("dev-key-vault-pods", { validationActions }),
      binding("dev-key-vault-classes", { validationActions }),
      binding("dev-key-vault-class-owner", { ...everyClass, validationActions }),
    ]);
  });

  test.each([
    ["environment", "Deny", "orders", "Fail"],
    ["environment", "Deny", "kube-system", "Ignore"],
    ["environment", "Warn", "orders", "Ignore"],
    ["environment", "Warn", "kube-system", "Ignore"],
    ["cluster", "Deny", "orders", "Ignore"],
    ["cluster", "Deny", "kube-system", "Ignore"],
    ["cluster", "Warn", "orders", "Ignore"],
    ["cluster", "Warn", "kube-system", "Ignore"],
  ] as const)(
    "with scope %s, action %s and a namespace %s has the policy with parameters %s while their definition is missing",
    (scope, action, namespace, failurePolicy) => {
      const policies = drawn({ scope, action }, ["billing", namespace]).filter(
        ({ kind }) => kind === "ValidatingAdmissionPolicy",
      );

      expect(policies).toEqual([
        policy("dev-key-vault-pods", { ...podsPolicy.spec, failurePolicy: "Fail" }),
        policy("dev-key-vault-classes", { ...classesPolicy.spec, failurePolicy: "Fail" }),
        policy("dev-key-vault-class-owner", { ...classOwnerPolicy.spec, failurePolicy }),
      ]);
    },
  );

  test("guards the whole cluster without namespaces, but has nothing to guard where only they count", () => {
    const groups = { classWriters: ["writers"], deployers: ["deployers"] };
    const kinds = (scope: "environment" | "cluster") => drawn({ scope, ...groups }, []).map(({ kind }) => kind);

    expect(kinds("environment")).toEqual(["ClusterRole", "ClusterRole"]);
    expect(kinds("cluster")).toEqual([
      ...suffixes.flatMap(() => ["ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding"]),
      "ClusterRole",
      "ClusterRole",
    ]);
  });

  test("ends with a role for each kind of group that is named", () => {
    const groups = { classWriters: ["11111111-1111-4111-8111-111111111111"], deployers: ["deployers"] };

    expect(drawn(groups).map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
      ...suffixes.flatMap((suffix) => [
        `ValidatingAdmissionPolicy dev-key-vault-${suffix}`,
        `ValidatingAdmissionPolicyBinding dev-key-vault-${suffix}`,
      ]),
      "ClusterRole dev-key-vault-class-writer",
      "ClusterRole dev-key-vault-deployer",
    ]);
  });

  test("is valid against the schemas of its kinds", () => {
    for (const manifest of [...ofKind("ValidatingAdmissionPolicy"), ...ofKind("ValidatingAdmissionPolicyBinding")]) {
      const Model =
        manifest.kind === "ValidatingAdmissionPolicy" ? ValidatingAdmissionPolicy : ValidatingAdmissionPolicyBinding;

      expect(() => new Model(manifest).validate()).not.toThrow();
    }
  });

  test("keeps the empty selector, and expressions of several lines as blocks, in YAML", () => {
    const text = toYaml(...drawn());

    expect(text).toContain("    selector: {}\n");
    expect(text).toContain("- expression: |\n        oldObject == null || (\n");
  });
});
