import { OBJECT_FIELDS } from "../facts/parameters.js";
import { inside, type Place } from "../reading/document.js";
import { asInt32, asText, isNull, shown } from "./go-yaml.js";
import { type MappingNode, parseYaml, type ScalarNode, type YamlNode } from "./nodes.js";
import type { BrokenObject, MountedObject } from "./types.js";

/** What the `objects` parameter comes to. */
export interface Objects {
  readonly objects: readonly MountedObject[];
  readonly brokenObjects: readonly BrokenObject[];
  readonly objectsProblem?: { readonly reason: string; readonly innerLine: number };
}

/** Why an entry of `array` is no object, where the provider skips it instead of refusing it. */
export const SKIPPED_ENTRY = "it is empty, so the provider skips it";

/** The one field that is a number. */
const HISTORY = "objectVersionHistory";

/** Most versions of one object that we list as files; more are refused by a rule. */
const MOST_VERSIONS = 100;

/**
 * Reads YAML in YAML as the provider does: a key `array`, a list of texts, each of which is one object. Reasons are in the
 * words of Go's yaml.v3, as far as they are about types.
 *
 * @param owner id of the provider class
 * @param place place of its manifest
 * @param written the parameter as it stands there; the provider trims it
 */
export function readObjects(owner: string, place: Place, written: string): Objects {
  const text = written.trim();
  const trimmed = written.slice(0, written.length - written.trimStart().length).split("\n").length - 1;
  const outer = parseYaml(text);
  if (!outer.ok) {
    return problem(outer.reason, trimmed + outer.line);
  }
  const list = arrayOf(outer.node);
  if ("reason" in list) {
    return problem(list.reason, trimmed + list.line);
  }
  const objects: MountedObject[] = [];
  const brokenObjects: BrokenObject[] = [];
  list.items.forEach((item, index) => {
    const read = readEntry(item, trimmed);
    if ("reason" in read) {
      brokenObjects.push({ index, ...read });
    } else {
      objects.push(mounted(owner, place, index, read));
    }
  });
  return { objects, brokenObjects };
}

function problem(reason: string, innerLine: number): Objects {
  return { objects: [], brokenObjects: [], objectsProblem: { reason, innerLine } };
}

interface Refused {
  readonly reason: string;
  /** Line of the text that was parsed, from 0. */
  readonly line: number;
}

/** A key that is there twice, whether the provider knows it or not. */
function repeatedKey({ entries }: MappingNode): Refused | undefined {
  const lines = new Map<string, number>();
  for (const { key } of entries) {
    if (key.kind !== "scalar") {
      continue;
    }
    const before = lines.get(key.text);
    if (before !== undefined) {
      return {
        reason: `mapping key ${JSON.stringify(key.text)} already defined at line ${before + 1}`,
        line: key.line,
      };
    }
    lines.set(key.text, key.line);
  }
  return undefined;
}

/** The items of `array`; none where the text or the key is empty. */
function arrayOf(node: YamlNode | undefined): { readonly items: readonly YamlNode[] } | Refused {
  if (node === undefined || isNull(node)) {
    return { items: [] };
  }
  if (node.kind !== "mapping") {
    return { reason: `cannot unmarshal ${shown(node)} into types.StringArray`, line: node.line };
  }
  const repeated = repeatedKey(node);
  if (repeated !== undefined) {
    return repeated;
  }
  const array = node.entries.find(({ key }) => key.kind === "scalar" && key.text === "array");
  if (array === undefined || isNull(array.value)) {
    return { items: [] };
  }
  return array.value.kind === "sequence"
    ? { items: array.value.items }
    : { reason: `cannot unmarshal ${shown(array.value)} into []string`, line: array.key.line };
}

/** An entry that could be read: its fields, and the lines they stand on inside the `objects` text. */
interface Entry {
  readonly line: number;
  readonly fields: ReadonlyMap<string, string>;
  readonly lines: ReadonlyMap<string, number>;
  readonly history: number;
  readonly historyIsText: boolean;
}

type BrokenEntry = Omit<BrokenObject, "index">;

function readEntry(item: YamlNode, trimmed: number): Entry | BrokenEntry {
  const line = trimmed + item.line;
  const text = asText(item);
  if ("reason" in text) {
    return { reason: text.reason, innerLine: line, isMapping: item.kind !== "scalar" };
  }
  if (text.value === undefined || item.kind !== "scalar") {
    return { reason: SKIPPED_ENTRY, innerLine: line, isMapping: false };
  }
  const lineOf = linesOf(item, trimmed);
  const inner = parseYaml(text.value);
  if (!inner.ok) {
    return { reason: inner.reason, innerLine: lineOf(inner.line), isMapping: false };
  }
  const { node } = inner;
  if (node === undefined || isNull(node)) {
    return { line, fields: new Map(), lines: new Map(), history: 0, historyIsText: false };
  }
  if (node.kind !== "mapping") {
    const reason = `cannot unmarshal ${shown(node)} into types.KeyVaultObject`;
    return { reason, innerLine: lineOf(node.line), isMapping: false };
  }
  return readFields(node, line, lineOf);
}

/** Lines of the `objects` text, by lines of an entry in it. Only a block of text keeps its lines apart. */
function linesOf({ line, textLine }: ScalarNode, trimmed: number): (inner: number) => number {
  return textLine === undefined ? () => trimmed + line : (inner) => trimmed + textLine + inner;
}

function readFields(node: MappingNode, line: number, lineOf: (inner: number) => number): Entry | BrokenEntry {
  const repeated = repeatedKey(node);
  if (repeated !== undefined) {
    return { reason: repeated.reason, innerLine: lineOf(repeated.line), isMapping: false };
  }
  const fields = new Map<string, string>();
  const lines = new Map<string, number>();
  let history = 0;
  let historyIsText = false;
  for (const { key, value } of [...node.entries, ...merged(node)]) {
    const name = asText(key);
    if ("reason" in name) {
      return { reason: name.reason, innerLine: lineOf(key.line), isMapping: false };
    }
    if (name.value === undefined || name.value === "<<") {
      continue;
    }
    const known = OBJECT_FIELDS.includes(name.value);
    const text = asText(value);
    if (known && "reason" in text) {
      const reason = name.value === HISTORY ? text.reason.replace("string", "int32") : text.reason;
      return { reason, innerLine: lineOf(key.line), isMapping: false };
    }
    fields.set(name.value, "value" in text ? (text.value ?? "").trim() : "");
    lines.set(name.value, lineOf(key.line));
    if (name.value === HISTORY) {
      const number = asInt32(value);
      history = "value" in number ? (number.value ?? 0) : 0;
      historyIsText = "reason" in number && number.reason.includes("!!str");
    }
  }
  return { line, fields, lines, history, historyIsText };
}

/** What `<<` brings in: the entries that the mapping does not have itself. */
function merged(node: MappingNode): MappingNode["entries"] {
  const own = new Set(node.entries.map(({ key }) => (key.kind === "scalar" ? key.text : "")));
  return node.entries
    .filter(({ key }) => key.kind === "scalar" && key.plain && key.text === "<<")
    .flatMap(({ value }) => (value.kind === "mapping" ? value.entries : []))
    .filter(({ key }) => key.kind === "scalar" && !own.has(key.text));
}

function mounted(owner: string, place: Place, index: number, entry: Entry): MountedObject {
  const { fields, lines, history, historyIsText, line } = entry;
  const name = fields.get("objectName") ?? "";
  const path = fields.get("objectAlias") || name;
  const versions = Math.min(history, MOST_VERSIONS);
  return {
    id: `${owner} objects[${index}]`,
    place: { ...inside(place, "spec", "parameters", "objects"), innerLine: line },
    index,
    name,
    type: fields.get("objectType") ?? "",
    fields,
    history,
    historyIsText,
    path,
    files: history > 1 ? Array.from({ length: versions }, (_, version) => `${path}/${version}`) : [path],
    lineOfField: (key) => lines.get(key) ?? line,
  };
}
