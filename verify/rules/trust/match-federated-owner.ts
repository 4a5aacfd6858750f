import { quote, shortened } from "../../../shared/index.js";
import type { FederatedCredential, Identity } from "../../azure/types.js";
import { broken, defineRule, type Fault, type Undecided, undecided } from "../../rule.js";

/** What can own a credential, and how its id is written. */
interface Ownership {
  readonly types: readonly string[];
  readonly attributes: readonly string[];
  readonly literal: RegExp;
  readonly example: string;
}

const MANAGED: Ownership = {
  types: ["azurerm_user_assigned_identity"],
  attributes: ["id"],
  literal: /^\/subscriptions\/.+\/providers\/Microsoft\.ManagedIdentity\/userAssignedIdentities\/[^/]+$/i,
  example: "azurerm_user_assigned_identity.<name>.id",
};

const APPLICATION: Ownership = {
  types: ["azuread_application", "azuread_application_registration"],
  attributes: ["id"],
  literal: /^\/applications\/[0-9a-f-]{36}$/i,
  example: "azuread_application.<name>.id",
};

const BY_ARGUMENT: ReadonlyMap<string, Ownership> = new Map([
  ["user_assigned_identity_id", MANAGED],
  ["parent_id", MANAGED],
  ["application_id", APPLICATION],
  // Before azuread 3.
  ["application_object_id", { ...APPLICATION, attributes: ["object_id"], literal: /^[0-9a-f-]{36}$/i }],
]);

/** An identity has several ids, and only one of them says whose a credential is. */
export const matchFederatedOwner = defineRule({
  id: "match-federated-owner",
  severity: "error",
  summary: "Each federated credential names its owner by the id that Terraform asks for.",
  link: "credential",
  needs: ["azure"],
  *check({ azure }) {
    const applications = azure.identities.filter(({ kind, clientId }) => kind === "application" && clientId.known);
    const clients = new Map(applications.map((one) => [one.clientId.text.toLowerCase(), one]));
    for (const credential of azure.credentials) {
      const ownership = BY_ARGUMENT.get(credential.ownerArgument) ?? MANAGED;
      const said = byClientId(credential, ownership, clients) ?? judged(credential, ownership);
      if (said !== undefined) {
        yield said;
      }
    }
  },
});

/** The client id where the object id of the application is wanted: Entra finds no application of that id. */
function byClientId(
  credential: FederatedCredential,
  ownership: Ownership,
  clients: ReadonlyMap<string, Identity>,
): Fault | undefined {
  const { id, owner, ownerArgument: argument, identity } = credential;
  const guid = owner?.text.slice(owner.text.lastIndexOf("/") + 1).toLowerCase() ?? "";
  const application = identity === undefined && ownership.types === APPLICATION.types ? clients.get(guid) : undefined;
  if (application === undefined) {
    return undefined;
  }
  return {
    ...fault(credential, ownership, `${argument} of ${id} is made of the client id of ${application.id}`),
    fix: `write \${${application.resource.address}.id}`,
    shows: "terraform apply: 404 Request_ResourceNotFound: Resource … does not exist",
    also: [application],
  };
}

function judged(credential: FederatedCredential, ownership: Ownership): Fault | Undecided | undefined {
  const { id, owner, ownerArgument: argument, identity } = credential;
  if (owner === undefined) {
    return fault(credential, ownership, `${id} names no owner`);
  }
  const [reference] = owner.references;
  if (reference !== undefined) {
    const { resource, attribute } = reference;
    if (!ownership.types.includes(resource.type)) {
      const may = !/^azure(rm|ad)_/.test(resource.type) || resource.type === "azurerm_resources";
      return may
        ? open(credential)
        : fault(credential, ownership, `the owner of ${id} is ${resource.id}, which owns no credentials`);
    }
    const objectPath =
      ownership === APPLICATION && attribute === "object_id" && owner.text.startsWith("/applications/");
    const right = ownership.attributes.includes(attribute) && identity !== undefined;
    return right || objectPath
      ? undefined
      : fault(credential, ownership, `${argument} of ${id} is ${quote(attribute)} of ${resource.id}`);
  }
  if (!owner.known) {
    return open(credential);
  }
  if (!ownership.literal.test(owner.text)) {
    return fault(credential, ownership, `${argument} of ${id} is ${shortened(owner.text)}, which is no such id`);
  }
  return identity === undefined ? open(credential) : undefined;
}

function fault(credential: FederatedCredential, { example }: Ownership, message: string): Fault {
  const { owner, ownerArgument: argument } = credential;
  return broken({
    on: credential,
    at: owner === undefined ? [] : [argument],
    message,
    ...(owner === undefined ? {} : { got: owner.text }),
    allowed: `${argument} = ${example}`,
    fix: `write \${${example}}`,
    shows:
      owner === undefined
        ? `Error: Missing required argument: The argument "${argument}" is required`
        : `Error: parsing ${quote(owner.text)}: …`,
  });
}

function open(credential: FederatedCredential): Undecided {
  return undecided({
    on: credential,
    at: [credential.ownerArgument],
    message: `${credential.id} belongs to an identity that is not among the artefacts`,
    needs: "the Terraform that makes or looks up the identity",
  });
}
