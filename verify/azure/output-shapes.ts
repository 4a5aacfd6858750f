import type { Step } from "../reading/document.js";
import { isObject, type JsonObject } from "../reading/json.js";
import type { Found } from "../terraform/found.js";
import type { ShapeDifference } from "./types.js";

/**
 * Names that a mapping in an outputs file has and the artefact not, or the other way round. Nothing where the artefact
 * leaves the names to an expression.
 */
export function differencesAt(found: Found, said: unknown, at: readonly Step[]): readonly ShapeDifference[] {
  if (found.kind !== "written" || !isObject(said)) {
    return [];
  }
  const { value } = found;
  return isObject(value) && !Object.keys(value).some((name) => name.includes("${"))
    ? differencesBetween(value, said, at)
    : [];
}

function differencesBetween(artefact: JsonObject, said: JsonObject, at: readonly Step[]): readonly ShapeDifference[] {
  // Null is how a value says that it is not there.
  const written = Object.keys(artefact).filter((name) => name !== "//" && (artefact[name] ?? null) !== null);
  const onlyInFile = Object.keys(said).filter(
    (name) => !Object.hasOwn(artefact, name) && (said[name] ?? null) !== null,
  );
  const onlyInArtefact = written.filter((name) => !Object.hasOwn(said, name));
  return [
    ...onlyInFile.map(
      (name): ShapeDifference => ({ at: [...at, name], name, only: "file", candidates: onlyInArtefact }),
    ),
    ...onlyInArtefact.map((name): ShapeDifference => ({ at, name, only: "artefact", candidates: onlyInFile })),
  ];
}

/**
 * Outputs that only the file has. What a file does not have of a stack's outputs is no difference: who writes it may keep
 * what is needed. CDK for Terraform nests outputs by construct, so of its files only what is nearly an output is one.
 */
export function unknownOutputs(
  names: readonly string[],
  outputs: readonly { readonly name: string; readonly path: readonly Step[] }[],
): readonly ShapeDifference[] {
  const known = new Set(names);
  const said = new Set(outputs.map(({ name }) => name));
  const candidates = names.filter((name) => !said.has(name));
  return outputs
    .filter(({ name }) => !known.has(name))
    .map(({ name, path }) => ({ at: path.slice(0, 1), name, only: "file", candidates }));
}
