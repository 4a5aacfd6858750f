import { inside, type Place } from "../reading/document.js";
import { isObject } from "../reading/json.js";
import { DEEPEST } from "../reading/limits.js";
import type { Found } from "../terraform/found.js";
import type { Resource } from "../terraform/resource.js";
import type { Value } from "../terraform/value.js";
import { type Context, comparable } from "./context.js";
import type { Identity } from "./types.js";

const CLIENT_ID = ["clientId", "client_id"];
const PRINCIPAL_ID = ["principalId", "principal_id", "objectId", "object_id"];

/**
 * Identities that no resource makes or looks up, and an output states: a mapping with a client id and a principal id
 * side by side. So an identity that somebody else made, or the one of the nodes, is known by both of its ids.
 *
 * @param known identities of resources, which are not stated a second time
 */
export function statedIdentities(context: Context, known: readonly Identity[]): readonly Identity[] {
  const taken = new Set(known.map(({ clientId }) => comparable(clientId)));
  return context.stacks.flatMap((stack) =>
    [...(stack.modules.get("")?.outputs ?? [])].flatMap(([name, output]) => {
      const found = context.evaluator.finder.find(output.value, { stack, module: output.module });
      return statedIn(context, found, output.place, [name], stack.name).filter(({ clientId }) => {
        const isNew = !taken.has(comparable(clientId));
        taken.add(comparable(clientId));
        return isNew;
      });
    }),
  );
}

function statedIn(
  context: Context,
  found: Found,
  place: Place,
  path: readonly string[],
  stack: string,
): readonly Identity[] {
  if (found.kind !== "written" || !isObject(found.value) || path.length > DEEPEST) {
    return [];
  }
  const { value, scope } = found;
  const { evaluator } = context;
  const valueAt = (names: readonly string[]): Value | undefined => {
    const name = names.find((one) => Object.hasOwn(value, one) && typeof value[one] === "string");
    return name === undefined ? undefined : evaluator.valueOfFound(evaluator.finder.find(value[name], scope));
  };
  const clientId = valueAt(CLIENT_ID);
  const principalId = valueAt(PRINCIPAL_ID);
  if (clientId !== undefined && principalId !== undefined) {
    return [stated(clientId, principalId, place, path, stack)];
  }
  return Object.entries(value).flatMap(([key, inner]) =>
    statedIn(context, evaluator.finder.find(inner, scope), inside(place, key), [...path, key], stack),
  );
}

function stated(clientId: Value, principalId: Value, place: Place, path: readonly string[], stack: string): Identity {
  const id = `output.${path.join(".")}`;
  const resource: Resource = {
    id,
    place,
    address: id,
    stack,
    existing: true,
    type: "output",
    name: path.at(-1) ?? "",
    attributes: {},
  };
  const resourceId: Value = { text: `\${?id of ${stack} ${id}}`, known: false, references: [], opaque: [id] };
  return { id, place, kind: "stated", resource, existing: true, clientId, principalId, resourceId };
}
