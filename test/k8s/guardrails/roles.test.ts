import { App, Chart } from "cdk8s";
import { ClusterRole } from "kubernetes-models/rbac.authorization.k8s.io/v1/ClusterRole";
import { RoleBinding } from "kubernetes-models/rbac.authorization.k8s.io/v1/RoleBinding";
import { describe, expect, test } from "vitest";
import { drawRoleBindings } from "../../../k8s/guardrails/index.js";
import { drawRoles } from "../../../k8s/guardrails/roles.js";
import type { ResolvedGuardrails } from "../../../model/index.js";
import { api } from "../../support/descriptions.js";
import { drawn } from "../pods.js";

const writers = ["11111111-1111-4111-8111-111111111111", "33333333-3333-4333-8333-333333333333"];
const deployers = ["22222222-2222-4222-8222-222222222222"];

const read = ["get", "list", "watch"];
const write = ["get", "list", "watch", "create", "update", "patch", "delete", "deletecollection"];

function guardrails(groups: Partial<ResolvedGuardrails>): ResolvedGuardrails {
  return { scope: "environment", action: "Deny", classWriters: [], deployers: [], ...groups };
}

function rolesFor(groups: Partial<ResolvedGuardrails>) {
  const chart = new Chart(new App(), "roles");
  drawRoles(chart, { environment: "dev", guardrails: guardrails(groups) });
  return chart.toJson();
}

function bindingsFor(groups: Partial<ResolvedGuardrails>) {
  const chart = new Chart(new App(), "bindings");
  drawRoleBindings(chart, { environment: "dev", namespace: "orders", guardrails: guardrails(groups) });
  return chart.toJson();
}

function clusterRole(name: string, rules: object[]) {
  return { apiVersion: "rbac.authorization.k8s.io/v1", kind: "ClusterRole", metadata: { name }, rules };
}

function roleBinding(name: string, groups: readonly string[]) {
  return {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "RoleBinding",
    metadata: { name, namespace: "orders" },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name },
    subjects: groups.map((group) => ({ apiGroup: "rbac.authorization.k8s.io", kind: "Group", name: group })),
  };
}

const classWriterRole = clusterRole("dev-key-vault-class-writer", [
  { apiGroups: ["secrets-store.csi.x-k8s.io"], resources: ["secretproviderclasses"], verbs: write },
  { apiGroups: ["secrets-store.csi.x-k8s.io"], resources: ["secretproviderclasspodstatuses"], verbs: read },
  {
    apiGroups: [""],
    resources: ["serviceaccounts"],
    verbs: ["get", "list", "watch", "create", "update", "patch"],
  },
]);

const deployerRole = clusterRole("dev-key-vault-deployer", [
  { apiGroups: ["apps"], resources: ["deployments", "statefulsets", "daemonsets"], verbs: write },
  { apiGroups: ["apps"], resources: ["deployments/scale", "statefulsets/scale"], verbs: ["get", "update", "patch"] },
  { apiGroups: ["apps"], resources: ["replicasets", "controllerrevisions"], verbs: read },
  { apiGroups: ["batch"], resources: ["jobs", "cronjobs"], verbs: write },
  { apiGroups: ["policy"], resources: ["poddisruptionbudgets"], verbs: write },
  { apiGroups: ["autoscaling"], resources: ["horizontalpodautoscalers"], verbs: write },
  { apiGroups: ["networking.k8s.io"], resources: ["ingresses"], verbs: write },
  { apiGroups: [""], resources: ["services", "configmaps"], verbs: write },
  { apiGroups: [""], resources: ["pods"], verbs: ["get", "list", "watch", "delete"] },
  { apiGroups: [""], resources: ["pods/log"], verbs: ["get"] },
  { apiGroups: ["", "events.k8s.io"], resources: ["events"], verbs: read },
  {
    apiGroups: ["secrets-store.csi.x-k8s.io"],
    resources: ["secretproviderclasses", "secretproviderclasspodstatuses"],
    verbs: read,
  },
]);

describe("the roles of the guardrails", () => {
  test("are what writers of classes need, and what deployers need", () => {
    expect(rolesFor({ classWriters: writers, deployers })).toEqual([classWriterRole, deployerRole]);
  });

  test("name groups as tokens do, in lower case, and in the order of what is written", () => {
    const guardrails = { deployers: ["E2A7C51B-94D0-4F38-8B6E-2D71F05A9C84", "5f80d3c6-1b9e-4a27-b4c5-93e6a72f1d08"] };
    const [binding] = drawn("RoleBinding", [api()], { guardrails });

    expect(binding).toEqual(
      roleBinding("test-key-vault-deployer", [
        "5f80d3c6-1b9e-4a27-b4c5-93e6a72f1d08",
        "e2a7c51b-94d0-4f38-8b6e-2d71f05a9c84",
      ]),
    );
  });

  test("are drawn only where groups are named", () => {
    expect(rolesFor({})).toEqual([]);
    expect(rolesFor({ classWriters: writers })).toEqual([classWriterRole]);
    expect(rolesFor({ deployers })).toEqual([deployerRole]);
  });

  test("give a deployer nothing that hands over Secrets, identities, or the files of a running pod", () => {
    const [role] = rolesFor({ deployers });

    const granted = role.rules.flatMap(({ apiGroups, resources }: { apiGroups: string[]; resources: string[] }) => [
      ...apiGroups,
      ...resources,
    ]);
    expect(granted).toContain("deployments");
    for (const withheld of [
      "*",
      "rbac.authorization.k8s.io",
      "secrets",
      "serviceaccounts",
      "serviceaccounts/token",
      "pods/exec",
      "pods/attach",
      "pods/ephemeralcontainers",
    ]) {
      expect(granted).not.toContain(withheld);
    }
  });
});

describe("the role bindings of a namespace", () => {
  test("give each role to its groups, in that namespace", () => {
    expect(bindingsFor({ classWriters: writers, deployers })).toEqual([
      roleBinding("dev-key-vault-class-writer", writers),
      roleBinding("dev-key-vault-deployer", deployers),
    ]);
  });

  test("name groups as tokens do, in lower case, and in the order of what is written", () => {
    const guardrails = { deployers: ["E2A7C51B-94D0-4F38-8B6E-2D71F05A9C84", "5f80d3c6-1b9e-4a27-b4c5-93e6a72f1d08"] };
    const [binding] = drawn("RoleBinding", [api()], { guardrails });

    expect(binding).toEqual(
      roleBinding("test-key-vault-deployer", [
        "5f80d3c6-1b9e-4a27-b4c5-93e6a72f1d08",
        "e2a7c51b-94d0-4f38-8b6e-2d71f05a9c84",
      ]),
    );
  });

  test("are drawn only where groups are named", () => {
    expect(bindingsFor({})).toEqual([]);
    expect(bindingsFor({ classWriters: writers })).toEqual([roleBinding("dev-key-vault-class-writer", writers)]);
    expect(bindingsFor({ deployers })).toEqual([roleBinding("dev-key-vault-deployer", deployers)]);
  });

  test("are valid, as their roles are, against the schemas of their kinds", () => {
    const groups = { classWriters: writers, deployers };

    for (const manifest of rolesFor(groups)) {
      expect(() => new ClusterRole(manifest).validate()).not.toThrow();
    }
    for (const manifest of bindingsFor(groups)) {
      expect(() => new RoleBinding(manifest).validate()).not.toThrow();
    }
  });
});
