import type { AzureWorld } from "../../azure/types.js";
import { inside, type Place, type SourceDocument, type Step } from "../../reading/document.js";
import { field, isObject } from "../../reading/json.js";

/** Output in which a stack says what its vaults hold. */
export const OUTPUT = "vault_objects";

/** Where an output stands: in a configuration, in a plan, in a state. */
const PATHS: readonly (readonly string[])[] = [
  ["output", OUTPUT, "value"],
  ["planned_values", "outputs", OUTPUT, "value"],
  ["values", "outputs", OUTPUT, "value"],
];

/** An output `vault_objects` as it is written. */
export interface WrittenOutput {
  readonly place: Place;
  readonly value: unknown;
}

/** The outputs `vault_objects` of all stacks, whatever stands in them. */
export function writtenOutputs(azure: AzureWorld): readonly WrittenOutput[] {
  const documents = new Set<SourceDocument>(azure.resources.map(({ place }) => place.document));
  return [...documents].flatMap((document) =>
    PATHS.flatMap((path: readonly Step[]) => {
      const value = field(document.value, ...path.map(String));
      return value === undefined ? [] : [{ place: inside({ document, path: [] }, ...path), value }];
    }),
  );
}

/** Names, in lower case, of the vaults that an output lists the objects of. */
export function listedVaults(azure: AzureWorld): ReadonlySet<string> {
  const names = writtenOutputs(azure).flatMap(({ value }) => (isObject(value) ? Object.keys(value) : []));
  return new Set(names.map((name) => name.toLowerCase()));
}
