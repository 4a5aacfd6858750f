import { k8s } from "cdk8s-plus-28";
import type { Construct } from "constructs";
import type { ResolvedGuardrails } from "../../model/index.js";

const read = ["get", "list", "watch"];
const change = ["create", "update", "patch"];
const write = [...read, ...change, "delete", "deletecollection"];

/** A role, and which groups of the guardrails have it. */
interface Role {
  /** What follows the environment in the name. */
  readonly name: string;
  readonly groups: "classWriters" | "deployers";
  readonly rules: k8s.PolicyRule[];
}

/** Decides which identity a class uses, and so which vault objects a namespace may read. Cannot start pods. */
const classWriter: Role = {
  name: "key-vault-class-writer",
  groups: "classWriters",
  rules: [
    { apiGroups: ["secrets-store.csi.x-k8s.io"], resources: ["secretproviderclasses"], verbs: write },
    { apiGroups: ["secrets-store.csi.x-k8s.io"], resources: ["secretproviderclasspodstatuses"], verbs: read },
    // Without delete: pods that run under an account would lose their tokens.
    { apiGroups: [""], resources: ["serviceaccounts"], verbs: [...read, ...change] },
  ],
};

/**
 * Deploys and looks after workloads. Left out, as each would hand over what the classes guard: Secrets, service
 * accounts, roles, and commands inside a running pod (exec, attach, ephemeral containers), which read its files.
 */
const deployer: Role = {
  name: "key-vault-deployer",
  groups: "deployers",
  rules: [
    { apiGroups: ["apps"], resources: ["deployments", "statefulsets", "daemonsets"], verbs: write },
    { apiGroups: ["apps"], resources: ["deployments/scale", "statefulsets/scale"], verbs: ["get", "update", "patch"] },
    // What a roll-out and its history are made of.
    { apiGroups: ["apps"], resources: ["replicasets", "controllerrevisions"], verbs: read },
    { apiGroups: ["batch"], resources: ["jobs", "cronjobs"], verbs: write },
    { apiGroups: ["policy"], resources: ["poddisruptionbudgets"], verbs: write },
    { apiGroups: ["autoscaling"], resources: ["horizontalpodautoscalers"], verbs: write },
    { apiGroups: ["networking.k8s.io"], resources: ["ingresses"], verbs: write },
    { apiGroups: [""], resources: ["services", "configmaps"], verbs: write },
    { apiGroups: [""], resources: ["pods"], verbs: [...read, "delete"] },
    { apiGroups: [""], resources: ["pods/log"], verbs: ["get"] },
    { apiGroups: ["", "events.k8s.io"], resources: ["events"], verbs: read },
    {
      apiGroups: ["secrets-store.csi.x-k8s.io"],
      resources: ["secretproviderclasses", "secretproviderclasspodstatuses"],
      verbs: read,
    },
  ],
};

/** What the roles are drawn for. */
export interface RolesProps {
  /** Name of the environment. */
  readonly environment: string;
  readonly guardrails: ResolvedGuardrails;
}

/** Draws a ClusterRole for each kind of group that the guardrails name. It gives nothing until it is bound. */
export function drawRoles(scope: Construct, { environment, guardrails }: RolesProps): void {
  for (const { name, rules } of rolesOf(guardrails)) {
    new k8s.KubeClusterRole(scope, `ClusterRole:${name}`, { metadata: { name: `${environment}-${name}` }, rules });
  }
}

/** What the roles are bound in. */
export interface RoleBindingsProps extends RolesProps {
  readonly namespace: string;
}

/**
 * Binds the roles to the groups of the guardrails in one namespace; nothing where no group is named.
 *
 * Deployers must not have the built-in `edit` as well: the driver's chart (`role-secretproviderclasses-admin.yaml`)
 * adds the right to write provider classes to `edit` and `admin`, and Kubernetes has no rule that takes a right away.
 *
 * @see https://github.com/kubernetes-sigs/secrets-store-csi-driver/tree/main/charts/secrets-store-csi-driver/templates
 */
export function drawRoleBindings(scope: Construct, { environment, namespace, guardrails }: RoleBindingsProps): void {
  for (const { name: suffix, groups } of rolesOf(guardrails)) {
    const name = `${environment}-${suffix}`;
    new k8s.KubeRoleBinding(scope, `RoleBinding:${suffix}`, {
      metadata: { name, namespace },
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name },
      subjects: guardrails[groups].map((group) => ({
        apiGroup: "rbac.authorization.k8s.io",
        kind: "Group",
        name: group,
      })),
    });
  }
}

function rolesOf(guardrails: ResolvedGuardrails): readonly Role[] {
  return [classWriter, deployer].filter(({ groups }) => guardrails[groups].length > 0);
}
