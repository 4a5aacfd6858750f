import type { Resource } from "../terraform/resource.js";
import { type Context, thingOf } from "./context.js";
import type { Identities } from "./identities.js";
import type { FederatedCredential } from "./types.js";

/** How a type of credential calls what all of them have; of several names the first is today's. */
interface Spelling {
  readonly type: string;
  readonly owner: readonly [string, ...string[]];
  readonly audience: string;
  readonly name: string;
}

const SPELLINGS: readonly Spelling[] = [
  {
    type: "azurerm_federated_identity_credential",
    owner: ["user_assigned_identity_id", "parent_id"],
    audience: "audience",
    name: "name",
  },
  {
    type: "azuread_application_federated_identity_credential",
    owner: ["application_id", "application_object_id"],
    audience: "audiences",
    name: "display_name",
  },
];

/** The federated credentials of the artefacts. */
export function credentialsIn(context: Context, identities: Identities): readonly FederatedCredential[] {
  return SPELLINGS.flatMap((spelling) =>
    context
      .ofType(spelling.type)
      .filter(({ existing }) => !existing)
      .map((resource) => credentialOf(context, identities, resource, spelling)),
  );
}

function credentialOf(
  context: Context,
  identities: Identities,
  resource: Resource,
  spelling: Spelling,
): FederatedCredential {
  const { evaluator } = context;
  const owner = context.first(resource, ...spelling.owner);
  return {
    ...thingOf(resource),
    resource,
    ownerArgument: owner?.name ?? spelling.owner[0],
    owner: owner?.value,
    identity: identities.withResourceId(owner?.value),
    issuer: evaluator.valueOf(resource, ["issuer"]),
    subject: evaluator.valueOf(resource, ["subject"]),
    audienceArgument: spelling.audience,
    audiences: evaluator.valuesOf(resource, [spelling.audience]) ?? [],
    nameArgument: spelling.name,
    name: evaluator.valueOf(resource, [spelling.name]),
  };
}
