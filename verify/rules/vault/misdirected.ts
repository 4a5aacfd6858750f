import type { Grant, Identity } from "../../azure/types.js";
import type { Value } from "../../terraform/value.js";
import type { World } from "../../world.js";

/** A grant for something of an identity that is not its object id. */
export interface Misdirected {
  readonly grant: Grant;
  readonly identity: Identity;
  /** What stands there: `client id`, `resource id`, `object id of the application`. */
  readonly what: string;
}

/** Grants whose principal is something of an identity, but not what Azure wants. */
export function misdirectedIn({ azure }: World): readonly Misdirected[] {
  const names = new Map<string, Omit<Misdirected, "grant">>();
  const note = (value: Value | undefined, identity: Identity, what: string) => {
    const text = value?.text.toLowerCase();
    if (text !== undefined && text !== "" && !names.has(text)) {
      names.set(text, { identity, what });
    }
  };
  const byResource = new Map<string, Identity>();
  for (const identity of azure.identities) {
    const { resource, servicePrincipal, kind } = identity;
    byResource.set(resource.id, identity);
    note(identity.clientId, identity, "client id");
    note(identity.resourceId, identity, "resource id");
    if (kind === "application") {
      note(azure.valueOf(resource, "object_id"), identity, "object id of the application");
    }
    if (servicePrincipal !== undefined) {
      byResource.set(servicePrincipal.id, identity);
    }
  }
  return azure.grants.flatMap((grant) => {
    const { principal } = grant;
    if (principal === undefined || grant.identity !== undefined || grant.scope.level === "elsewhere") {
      return [];
    }
    const named = names.get(principal.text.toLowerCase());
    if (named !== undefined) {
      return [{ grant, ...named }];
    }
    const [reference] = principal.references;
    const identity = reference && byResource.get(reference.resource.id);
    if (reference === undefined || identity === undefined) {
      return [];
    }
    const ofApplication = identity.kind === "application" && reference.resource.id === identity.resource.id;
    return [{ grant, identity, what: `${reference.attribute}${ofApplication ? " of the application" : ""}` }];
  });
}
