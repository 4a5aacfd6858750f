import { foundIn } from "../../chain/joined.js";
import { broken, defineRule } from "../../rule.js";
import { noSuchClient } from "./shown.js";

/** An application is a description; who signs in and gets roles is its service principal. */
export const requireServicePrincipal = defineRule({
  id: "require-service-principal",
  severity: "error",
  summary: "Each application that pods act as has a service principal.",
  link: "identity",
  needs: ["azure"],
  *check({ azure, mountings }) {
    const used = new Set([
      ...azure.credentials.flatMap(({ identity }) => identity?.id ?? []),
      ...mountings.flatMap(({ identity }) => foundIn(identity)?.id ?? []),
    ]);
    for (const identity of azure.identities) {
      const { kind, existing, servicePrincipal, clientId, id } = identity;
      if (kind !== "application" || existing || servicePrincipal !== undefined || !used.has(id)) {
        continue;
      }
      yield broken({
        on: identity,
        message: `${id} has no service principal, so nobody can act as it and no role can be given to it`,
        allowed: "an azuread_service_principal with the client_id of the application",
        fix: `add azuread_service_principal with client_id = \${${identity.resource.address}.client_id}`,
        shows: noSuchClient(clientId.known ? clientId.text : "<client id>", undefined),
      });
    }
  },
});
