import { groupBy } from "../../../shared/index.js";
import type { Manifest, PodTemplate } from "../../kubernetes/types.js";
import { listIn, textIn } from "../../reading/json.js";
import type { World } from "../../world.js";

/** @see https://learn.microsoft.com/azure/aks/identity-bindings */
export const USE_VERB = "use-managed-identity";
export const IDENTITY_GROUP = "cid.wi.aks.azure.com";

/** What a rule of a ClusterRole lets be used. */
interface UsedIdentity {
  readonly role: Manifest;
  readonly clientId: string;
}

/** The cluster's own rights to use managed identities. */
export class IdentityRights {
  /** Whether any ClusterRole of the manifests is about managed identities. */
  readonly any: boolean;
  private readonly byClientId: ReadonlyMap<string, readonly UsedIdentity[]>;
  private readonly bindings: ReadonlyMap<string, readonly Manifest[]>;

  constructor({ kubernetes }: World) {
    const roles = kubernetes.ofKind("ClusterRole");
    this.any = roles.some(isAbout);
    this.byClientId = groupBy(roles.flatMap(usedBy), ({ clientId }) => clientId);
    this.bindings = groupBy(
      kubernetes.ofKind("ClusterRoleBinding"),
      ({ body }) => textIn(body, "roleRef", "name") ?? "",
    );
  }

  /** The ClusterRoles that let an identity be used. */
  rolesFor(clientId: string): readonly Manifest[] {
    const own = this.byClientId.get(clientId.toLowerCase()) ?? [];
    return [...own, ...(this.byClientId.get("*") ?? [])].map(({ role }) => role);
  }

  /** Whether a role is bound to the service account of a pod. */
  isBound(role: Manifest, pod: PodTemplate, namespace: string): boolean {
    const bindings = this.bindings.get(role.name) ?? [];
    return bindings.some(
      ({ body }) =>
        textIn(body, "roleRef", "kind") === "ClusterRole" &&
        listIn(body, "subjects").some((subject) => isFor(subject, pod.serviceAccountName, namespace)),
    );
  }
}

/** Whether somebody meant a role to be about managed identities, right or wrong. */
function isAbout({ body }: Manifest): boolean {
  return listIn(body, "rules").some(
    (rule) => listIn(rule, "apiGroups").includes(IDENTITY_GROUP) || listIn(rule, "verbs").includes(USE_VERB),
  );
}

function usedBy(role: Manifest): readonly UsedIdentity[] {
  return listIn(role.body, "rules").flatMap((rule) => {
    const groups = listIn(rule, "apiGroups");
    const verbs = listIn(rule, "verbs");
    const right = (list: readonly unknown[], wanted: string) => list.includes(wanted) || list.includes("*");
    if (!right(groups, IDENTITY_GROUP) || !right(verbs, USE_VERB)) {
      return [];
    }
    const names = listIn(rule, "resources").filter((one): one is string => typeof one === "string");
    return names.map((name) => ({ role, clientId: name.toLowerCase() }));
  });
}

function isFor(subject: unknown, account: string, namespace: string): boolean {
  const name = textIn(subject, "name");
  switch (textIn(subject, "kind")) {
    case "ServiceAccount":
      return name === account && (textIn(subject, "namespace") === namespace || namespace === "");
    case "User":
      return name === `system:serviceaccount:${namespace}:${account}`;
    case "Group":
      return (
        name === "system:authenticated" ||
        name === "system:serviceaccounts" ||
        name === `system:serviceaccounts:${namespace}`
      );
    default:
      return false;
  }
}
