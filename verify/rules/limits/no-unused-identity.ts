import { broken, defineRule, undecided } from "../../rule.js";
import { unlessUnread } from "../artefact/unread.js";
import { identityUses } from "./identity-use.js";

/** An identity that nobody uses still opens the vault to whoever gets a token for it. */
export const noUnusedIdentity = defineRule({
  id: "no-unused-identity",
  severity: "warning",
  summary: "Each identity that trusts service accounts or may read a vault is used by a pod.",
  link: "identity",
  needs: ["kubernetes", "azure"],
  *check(world) {
    const uses = identityUses(world);
    for (const identity of world.azure.identities) {
      const credentials = uses.forPods(identity);
      const concerned = !identity.existing && (credentials.length > 0 || uses.mayRead(identity));
      if (!concerned || uses.isForOthers(identity) || uses.isMissing(identity)) {
        continue;
      }
      const use = uses.of(identity);
      if (use === "unknown") {
        yield undecided({
          on: identity,
          message: `whether a pod uses ${identity.id} is not known`,
          needs: identity.clientId.known
            ? "the manifests of the namespaces that its federated credentials name"
            : "the manifests of the namespaces that its federated credentials name, and the outputs of the deployment",
        });
      } else if (use === "unused") {
        const fault = broken({
          on: identity,
          message:
            credentials.length > 0
              ? `${identity.id} trusts service accounts, and no pod uses it`
              : `${identity.id} may read a vault, and no pod uses it`,
          allowed: "identities that a pod uses, by its provider class or its service account",
          fix: "remove it with its federated credentials and roles, or give the manifests that use it",
          // Without a credential something outside of the cluster may use it, such as an application gateway.
          ...(credentials.length > 0 ? {} : { severity: "note" as const }),
        });
        yield unlessUnread(world, fault);
      }
    }
  },
});
