import type { Resource } from "../terraform/resource.js";
import type { Value } from "../terraform/value.js";
import { type Context, comparable, thingOf } from "./context.js";
import { statedIdentities } from "./stated-identities.js";
import type { Identity } from "./types.js";

/** The identities of the artefacts, and who is whose. */
export class Identities {
  readonly all: readonly Identity[];
  private readonly byPrincipalId = new Map<string, Identity>();
  private readonly byResourceId = new Map<string, Identity>();

  constructor(context: Context) {
    const made = [...managedIdentities(context), ...applications(context)];
    this.all = [...made, ...statedIdentities(context, made)];
    for (const identity of this.all) {
      note(this.byPrincipalId, identity.principalId, identity);
      note(this.byResourceId, identity.resourceId, identity);
      for (const id of otherIds(context, identity)) {
        note(this.byResourceId, id, identity);
      }
    }
  }

  /** The identity that a role or policy names by its object id. */
  withPrincipalId(id: Value | undefined): Identity | undefined {
    return id && this.byPrincipalId.get(comparable(id));
  }

  /** The identity that a credential names as its owner. */
  withResourceId(id: Value | undefined): Identity | undefined {
    return id && this.byResourceId.get(comparable(id));
  }
}

function managedIdentities(context: Context): readonly Identity[] {
  const { evaluator } = context;
  return context.distinct("azurerm_user_assigned_identity").map((resource) => ({
    ...thingOf(resource),
    kind: "managed-identity",
    resource,
    existing: resource.existing,
    clientId: evaluator.attributeOf(resource, "client_id"),
    principalId: evaluator.attributeOf(resource, "principal_id"),
    resourceId: evaluator.attributeOf(resource, "id"),
  }));
}

const APPLICATIONS = ["azuread_application", "azuread_application_registration"];

function applications(context: Context): readonly Identity[] {
  const { evaluator } = context;
  const servicePrincipals = new Map<string, Resource>();
  for (const resource of context.ofType("azuread_service_principal")) {
    // What azuread called it before version 3.
    const written = context.first(resource, "client_id", "application_id")?.value;
    const clientId = comparable(written ?? evaluator.attributeOf(resource, "client_id"));
    const before = servicePrincipals.get(clientId);
    if (before === undefined || (before.existing && !resource.existing)) {
      servicePrincipals.set(clientId, resource);
    }
  }
  return context.distinct(...APPLICATIONS).map((resource) => {
    const clientId = evaluator.attributeOf(resource, "client_id");
    const servicePrincipal = servicePrincipals.get(comparable(clientId));
    return {
      ...thingOf(resource),
      kind: "application",
      resource,
      servicePrincipal,
      existing: resource.existing,
      clientId,
      principalId: servicePrincipal && evaluator.attributeOf(servicePrincipal, "object_id"),
      resourceId: evaluator.attributeOf(resource, "id"),
    };
  });
}

/** What an application is called besides its resource id: by path, and by object id before azuread 3. */
function otherIds({ evaluator }: Context, { kind, resource }: Identity): readonly Value[] {
  if (kind !== "application") {
    return [];
  }
  const objectId = evaluator.attributeOf(resource, "object_id");
  return [objectId, { ...objectId, text: `/applications/${objectId.text}` }];
}

function note(map: Map<string, Identity>, id: Value | undefined, identity: Identity): void {
  if (id !== undefined && !map.has(comparable(id))) {
    map.set(comparable(id), identity);
  }
}
