import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse, parseAllDocuments, stringify } from "yaml";
import type { Source } from "../verify/index.js";

/** A document of an artefact, as a value that can be changed. */
export interface Artefact {
  /** Path of its file. */
  readonly file: string;
  readonly value: unknown;
}

/** The artefacts of one environment of this repository. */
export interface Environment {
  readonly name: string;
  readonly artefacts: readonly Artefact[];
}

const root = join(import.meta.dirname, "..");

/** The sample environments, with their stacks and bindings. */
export function sampleEnvironments(): readonly Environment[] {
  return readdirSync(join(root, "dist/k8s")).map((name) => ({
    name,
    artefacts: [
      ...filesIn(`dist/k8s/${name}`),
      ...filesIn(`dist/attach/${name}`),
      ...filesIn("dist/infra/stacks", (stack) => stack === name || stack.startsWith(`${name}-`)),
      ...filesIn("bindings", (file) => file === `${name}.json` || file.startsWith(`${name}-`)),
    ],
  }));
}

function filesIn(folder: string, wanted: (name: string) => boolean = () => true): readonly Artefact[] {
  let names: readonly string[];
  try {
    names = readdirSync(join(root, folder)).filter(wanted);
  } catch {
    return []; // not every environment has attachments
  }
  return names.flatMap((name) => {
    const path = join(folder, name);
    return /\.(ya?ml|json)$/.test(name) ? documentsOf(path) : filesIn(path);
  });
}

function documentsOf(file: string): readonly Artefact[] {
  const text = readFileSync(join(root, file), "utf8");
  return parseAllDocuments(text).map((document) => ({ file, value: opened(document.toJS() as unknown) }));
}

/** Artefacts as `akv verify` reads them: each document in a file of its own name, as JSON. */
export function sourceOf({ file, value }: Artefact): Source {
  return { file, content: JSON.stringify(value, (key, inner: unknown) => (key === "objects" ? closed(inner) : inner)) };
}

/** A manifest with the YAML inside its `objects` taken apart, so that what is in there can be changed too. */
function opened(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (key, inner: unknown) => {
    if (key !== "objects" || typeof inner !== "string") {
      return inner;
    }
    const { array } = parse(inner) as { readonly array: readonly string[] };
    return { array: array.map((entry) => parse(entry) as unknown) };
  });
}

/** The text of `objects` as the provider reads it; whatever is no longer a list of objects is written as it is. */
function closed(objects: unknown): unknown {
  if (typeof objects !== "object" || objects === null || Array.isArray(objects)) {
    return objects;
  }
  const entries = Object.entries(objects).map(([key, list]): [string, unknown] => [
    key,
    Array.isArray(list) ? list.map((entry) => (typeof entry === "object" ? stringify(entry) : entry)) : list,
  ]);
  return stringify(Object.fromEntries(entries));
}
