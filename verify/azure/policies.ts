import { inside, type Step } from "../reading/document.js";
import { blocksAt } from "../terraform/blocks.js";
import type { Resource } from "../terraform/resource.js";
import type { Value } from "../terraform/value.js";
import { type Context, comparable, thingOf } from "./context.js";
import type { Groups } from "./groups.js";
import type { Identities } from "./identities.js";
import type { Scopes } from "./scope.js";
import type { Grant, ObjectType } from "./types.js";
import type { Vaults } from "./vaults.js";

/** Who policies may be for. */
export interface Principals {
  readonly identities: Identities;
  readonly groups: Groups;
}

/** The access policies of the artefacts: resources, and blocks inside of vaults. */
export function policiesIn(context: Context, principals: Principals, scopes: Scopes, vaults: Vaults): readonly Grant[] {
  const apart = context
    .ofType("azurerm_key_vault_access_policy")
    .filter(({ existing }) => !existing)
    .map((resource) => policyResource(context, principals, scopes, resource));
  const known = new Set(apart.flatMap((grant) => keyOf(grant) ?? []));
  const inline = vaults.all.flatMap(({ resource }) => inlinePolicies(context, principals, vaults, resource));
  // A state lists the policies of a vault in the vault too, also those that are resources of their own.
  return [...apart, ...inline.filter((grant) => !known.has(keyOf(grant) ?? ""))];
}

function policyResource(context: Context, principals: Principals, scopes: Scopes, resource: Resource): Grant {
  const scopeValue = context.evaluator.valueOf(resource, ["key_vault_id"]);
  return {
    ...thingOf(resource),
    ...policy(context, principals, resource, []),
    scope: scopes.read(scopeValue, resource, "key_vault_id"),
    scopeValue,
  };
}

function inlinePolicies(
  context: Context,
  principals: Principals,
  vaults: Vaults,
  resource: Resource,
): readonly Grant[] {
  return blocksAt(resource.attributes, "access_policy").map(({ path }, index) => ({
    id: `${resource.id} access_policy[${index}]`,
    place: inside(resource.place, ...path),
    construct: resource.construct,
    ...policy(context, principals, resource, path),
    scope: { level: "vault", vault: vaults.of(resource) },
    scopeValue: context.evaluator.attributeOf(resource, "id"),
  }));
}

type Policy = Omit<Grant, "id" | "place" | "construct" | "scope" | "scopeValue">;

function policy(
  context: Context,
  { identities, groups }: Principals,
  resource: Resource,
  path: readonly Step[],
): Policy {
  const principal = context.evaluator.valueOf(resource, [...path, "object_id"]);
  return {
    kind: "policy",
    resource,
    principalArgument: "object_id",
    principal,
    identity: identities.withPrincipalId(principal),
    ...groups.holdersOf(principal, resource),
    permissions: permissionsOf(context, resource, path),
    conditional: false,
  };
}

const LISTS: Readonly<Record<ObjectType, string>> = {
  secret: "secret_permissions",
  key: "key_permissions",
  cert: "certificate_permissions",
};

/** Undefined where an expression decides. */
function permissionsOf(
  { evaluator }: Context,
  resource: Resource,
  path: readonly Step[],
): { readonly [Type in ObjectType]: readonly string[] } | undefined {
  const lists = {
    secret: evaluator.valuesOf(resource, [...path, LISTS.secret]) ?? [],
    key: evaluator.valuesOf(resource, [...path, LISTS.key]) ?? [],
    cert: evaluator.valuesOf(resource, [...path, LISTS.cert]) ?? [],
  };
  if (Object.values(lists).some((values) => values.some(({ known }) => !known))) {
    return undefined;
  }
  return { secret: lowered(lists.secret), key: lowered(lists.key), cert: lowered(lists.cert) };
}

function lowered(values: readonly Value[]): readonly string[] {
  return values.map(({ text }) => text.toLowerCase());
}

function keyOf({ scope, principal }: Grant): string | undefined {
  const vault = scope.vault?.id;
  return vault === undefined || principal === undefined ? undefined : JSON.stringify([vault, comparable(principal)]);
}
