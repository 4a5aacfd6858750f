import { listed, quote } from "../../../shared/index.js";
import { broken, defineRule } from "../../rule.js";
import { ADD_ON_PREFIX, lowerNameOf } from "../vault/node-identities.js";

/** `azureKeyvaultSecretsProvider` is what the profile of the add-on is called, and no identity. */
export const matchAddOnIdentity = defineRule({
  id: "match-add-on-identity",
  severity: "error",
  summary: "Each identity of the add-on is looked up by the name that AKS gives it.",
  link: "identity",
  needs: ["azure"],
  *check({ azure }) {
    const names = azure.clusters.flatMap(({ resource }) => {
      const name = azure.valueOf(resource, "name");
      return name?.known ? [`${ADD_ON_PREFIX}-${name.text.toLowerCase()}`] : [];
    });
    const right = names.length === 0 ? `"${ADD_ON_PREFIX}-<cluster>", in lower case` : listed([...new Set(names)]);
    for (const identity of azure.identities) {
      const isLookedUp = identity.existing && identity.kind === "managed-identity";
      if (!isLookedUp || lowerNameOf(identity, azure) !== ADD_ON_PREFIX) {
        continue;
      }
      const name = azure.valueOf(identity.resource, "name")?.text ?? "";
      yield broken({
        on: identity,
        at: ["name"],
        message: `${identity.id} looks up ${quote(name)}, which is the add-on's profile and the name of no identity`,
        got: name,
        allowed: right,
        fix: `write ${right}, in the resource group of the nodes`,
        shows: `Terraform: User Assigned Identity (… User Assigned Identity Name: "${name}") was not found`,
      });
    }
  },
});
