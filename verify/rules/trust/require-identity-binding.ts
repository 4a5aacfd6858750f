import { quote } from "../../../shared/index.js";
import type { Identity } from "../../azure/types.js";
import { foundIn } from "../../chain/joined.js";
import type { Mounting } from "../../chain/mounting.js";
import { broken, defineRule, type Fault, type Undecided, undecided } from "../../rule.js";
import type { World } from "../../world.js";
import { IDENTITY_GROUP, IdentityRights, USE_VERB } from "./bindings.js";

/** Azure binds the identity to the cluster, and the cluster's own rights say which service accounts may use it. */
export const requireIdentityBinding = defineRule({
  id: "require-identity-binding",
  severity: "error",
  summary: "Each identity that a class reads through an identity binding is bound, and its pods may use it.",
  link: "credential",
  needs: ["kubernetes"],
  *check(world) {
    const rights = new IdentityRights(world);
    const bound = new BoundIdentities(world);
    const said = new Set<string>();
    const saidOf = new Set<string>();
    for (const mounting of world.mountings) {
      const { providerClass, pod } = mounting;
      const clientId = providerClass?.parameter("clientID");
      if (providerClass?.mode !== "identity-binding" || clientId === undefined) {
        continue;
      }
      const key = JSON.stringify([pod.namespace, pod.serviceAccountName, clientId]);
      const right = said.has(key) ? undefined : ofRights(mounting, clientId, rights);
      said.add(key);
      if (right !== undefined) {
        yield right;
      }
      const identity = foundIn(mounting.identity);
      if (identity !== undefined && !saidOf.has(identity.id)) {
        saidOf.add(identity.id);
        const missing = bound.judged(identity);
        if (missing !== undefined) {
          yield missing;
        }
      }
    }
  },
});

function ofRights(
  { pod, providerClass, subject }: Mounting,
  clientId: string,
  rights: IdentityRights,
): Fault | Undecided | undefined {
  const namespace = pod.namespace || providerClass?.namespace || "";
  const roles = rights.rolesFor(clientId);
  if (roles.some((role) => rights.isBound(role, pod, namespace))) {
    return undefined;
  }
  if (!rights.any) {
    return undecided({
      on: pod,
      message: `whether ${subject ?? pod.serviceAccountName} may use ${clientId}: no ClusterRole says anything of it`,
      needs: "the ClusterRole and ClusterRoleBinding for the identity binding",
    });
  }
  const [role] = roles;
  return broken({
    on: pod,
    message:
      role === undefined
        ? `no ClusterRole lets the identity ${quote(clientId)} be used, which ${pod.id} reads with`
        : `${role.id} is not bound to the service account of ${pod.id}`,
    got: subject ?? pod.serviceAccountName,
    allowed: `verb ${USE_VERB} on ${clientId} in ${IDENTITY_GROUP}, bound to the account by a ClusterRoleBinding`,
    fix:
      role === undefined
        ? `add a ClusterRole with apiGroups [${IDENTITY_GROUP}], resources [${clientId}] and verbs [${USE_VERB}]`
        : `add the service account to the subjects of a ClusterRoleBinding to ${role.name}`,
    also: role === undefined ? [] : [role],
  });
}

const BINDING = /^Microsoft\.ContainerService\/managedClusters\/identityBindings(@|$)/i;

/** The identities that Azure binds to a cluster. */
class BoundIdentities {
  private readonly ids = new Set<string>();
  private open = false;
  private any = false;

  constructor({ azure }: World) {
    for (const resource of azure.ofType("azapi_resource")) {
      if (!BINDING.test(azure.valueOf(resource, "type")?.text ?? "")) {
        continue;
      }
      this.any = true;
      const id = azure.valueOf(resource, "body", "properties", "managedIdentity", "resourceId");
      const owner = azure.resourceOf(id);
      if (owner !== undefined) {
        this.ids.add(owner.id);
      }
      // A body in JSON text, or an id of another stack: anybody may be meant.
      const otherwise = id === undefined ? typeof resource.attributes.body !== "object" : id.references.length === 0;
      this.open ||= owner === undefined && otherwise;
    }
  }

  judged(identity: Identity): Fault | Undecided | undefined {
    if (this.ids.has(identity.resource.id)) {
      return undefined;
    }
    if (this.open || (identity.existing && !this.any)) {
      return undecided({
        on: identity,
        message: `whether ${identity.id} is bound to the cluster`,
        needs: "the Terraform that makes the identity binding",
      });
    }
    return broken({
      on: identity,
      // A binding made by hand leaves no trace in Terraform.
      severity: this.any ? "error" : "warning",
      message: `no identity binding binds ${identity.id} to a cluster`,
      allowed:
        "an azapi_resource Microsoft.ContainerService/managedClusters/identityBindings with the id of the identity",
      fix: "add one, with body.properties.managedIdentity.resourceId = id of the identity",
    });
  }
}
