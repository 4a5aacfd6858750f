import { roleWithId } from "../facts/roles.js";
import type { Resource } from "../terraform/resource.js";
import { type Context, thingOf } from "./context.js";
import type { Groups } from "./groups.js";
import type { Identities } from "./identities.js";
import type { Scopes } from "./scope.js";
import type { Grant } from "./types.js";

/** The role assignments of the artefacts, on whatever they are. */
export function roleAssignmentsIn(
  context: Context,
  identities: Identities,
  groups: Groups,
  scopes: Scopes,
): readonly Grant[] {
  return context
    .ofType("azurerm_role_assignment")
    .filter(({ existing }) => !existing)
    .map((resource) => {
      const principal = context.evaluator.valueOf(resource, ["principal_id"]);
      const scopeValue = context.evaluator.valueOf(resource, ["scope"]);
      const condition = context.evaluator.valueOf(resource, ["condition"]);
      return {
        ...thingOf(resource),
        kind: "role",
        resource,
        principalArgument: "principal_id",
        principal,
        identity: identities.withPrincipalId(principal),
        ...groups.holdersOf(principal, resource),
        scope: scopes.read(scopeValue, resource, "scope"),
        scopeValue,
        ...roleOf(context, resource),
        conditional: condition !== undefined && condition.text !== "",
      };
    });
}

function roleOf(context: Context, resource: Resource): Pick<Grant, "role" | "roleId"> {
  const name = context.evaluator.valueOf(resource, ["role_definition_name"]);
  // A state has the id of every role, and the name of those that were given by name.
  if (name !== undefined && name.text !== "") {
    return name.known ? { role: name.text } : {};
  }
  const id = context.evaluator.valueOf(resource, ["role_definition_id"]);
  const definition = id?.references.at(-1)?.resource;
  if (definition?.type === "azurerm_role_definition") {
    const role = context.knownText(definition, "name") ?? roleNamedById(context, definition);
    return role === undefined ? { roleId: id?.text } : { role };
  }
  if (id === undefined) {
    return {};
  }
  const role = roleWithId(id.text)?.name;
  return role === undefined ? { roleId: id.text } : { role };
}

function roleNamedById(context: Context, definition: Resource): string | undefined {
  const id = context.knownText(definition, "role_definition_id");
  return id === undefined ? undefined : roleWithId(id)?.name;
}
