import { boolYaml11Tag, CORE_SCHEMA, constructFromEvents, mergeTag, parseEvents, YAMLException } from "js-yaml";
import { shortened } from "../../shared/index.js";
import { decode } from "./decode.js";
import type { Lines, Source, SourceDocument } from "./document.js";
import { type Extent, extentOf } from "./extent.js";
import { isObject, listIn, textIn } from "./json.js";
import { DEEPEST } from "./limits.js";
import { repeatedKeys, SourceLines } from "./lines.js";
import { repaired } from "./repair.js";

/** Something that keeps a file, or a part of it, from being read. */
export interface Unreadable {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** What is wrong, as a clause about the file. */
  readonly reason: string;
  /** What to do about it. */
  readonly fix: string;
  /** Whether nothing in it looks like a manifest or Terraform: a pipeline, a chart's values. */
  readonly foreign: boolean;
}

/** A key that stands twice in one mapping; the last is taken, as kubectl takes it. */
export interface RepeatedKey {
  readonly file: string;
  /** Line of the second, from 1. */
  readonly line: number;
  readonly key: string;
}

/** What a file holds. */
export interface Reading {
  readonly documents: readonly SourceDocument[];
  readonly unreadable: readonly Unreadable[];
  readonly repeated: readonly RepeatedKey[];
}

const FITS: Extent = { fits: true, keys: 0 };

/** As kubectl reads YAML: `yes` and `on` are booleans, `<<` merges, dates are text. */
const KUBERNETES = CORE_SCHEMA.withTags(mergeTag, boolYaml11Tag);

/**
 * Reads a file of YAML or JSON. A document that cannot be read is said to be so, and the others of the file are read.
 * Items of a `List` become documents of their own.
 */
export function read({ file, content }: Source): Reading {
  const decoded = decode(content);
  if (!decoded.ok) {
    const fix = "give text in UTF-8, or split the file";
    return none({ file, line: decoded.line, reason: decoded.reason, fix, foreign: false });
  }
  const { text } = decoded;
  if (isJson(file, text)) {
    const json = readJson(file, text);
    if (json !== undefined) {
      return json;
    }
  }
  const parts = documentsIn(text);
  const values = valuesTogether(text, parts.length);
  const readings = parts.map((part, at) => (values ? readingOf(file, part, values[at]) : readYaml(file, part)));
  const unreadable = readings.flatMap((reading) => reading.unreadable);
  const repeated = readings.flatMap((reading) => reading.repeated);
  if (isCalledJson(file)) {
    return { documents: [], unreadable: unreadable.length > 0 ? unreadable : [notJson(file, repeated)], repeated: [] };
  }
  return {
    documents: readings.flatMap(({ documents }) => documents),
    unreadable,
    repeated,
  };
}

/** What is YAML and no JSON is no file that terraform writes, nor one that it reads; a key that stands twice neither. */
function notJson(file: string, [repeated]: readonly RepeatedKey[]): Unreadable {
  if (repeated !== undefined) {
    const fix = "keep one of the two: terraform takes neither";
    return {
      file,
      line: repeated.line,
      reason: `the key ${shortened(repeated.key)} stands twice`,
      fix,
      foreign: false,
    };
  }
  const fix = "look at what wrote it: terraform show -json prints one JSON object";
  return { file, line: 1, reason: "it is not JSON", fix, foreign: false };
}

function isCalledJson(file: string): boolean {
  return file.toLowerCase().endsWith(".json");
}

function isJson(file: string, text: string): boolean {
  return isCalledJson(file) || /^\s*[{[]/.test(text);
}

/** Undefined where YAML has to have a look: at what it is, or at what is wrong with it. */
function readJson(file: string, text: string): Reading | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const extent = extentOf(value);
  if (extent.fits && extent.keys !== keysIn(text)) {
    return undefined;
  }
  return documentsOf(file, value, new SourceLines(text), 1, extent);
}

/** How many keys a JSON text has, those that are there twice included. */
function keysIn(text: string): number {
  const key = /"(?:[^"\\]|\\.)*"\s*:/g;
  let count = 0;
  while (key.test(text)) {
    count += 1;
  }
  return count;
}

/** A document of a file, and the line that it begins on. */
interface Part {
  readonly text: string;
  readonly line: number;
}

function documentsIn(text: string): readonly Part[] {
  const parts: Part[] = [];
  let start = 0;
  let line = 1;
  const add = (end: number) => {
    const part = text.slice(start, end);
    // Comments alone, and directives, are no document.
    if (/^[^\S\r\n]*[^#%\s]/m.test(part.replace(/^---(?=\s|$)/, ""))) {
      parts.push({ text: part, line });
    }
    line += part.split("\n").length - 1;
    start = end;
  };
  for (const { index } of text.matchAll(/^---(?=\s|$)/gm)) {
    if (index > start) {
      add(index);
    }
  }
  add(text.length);
  return parts;
}

/**
 * What the documents of a file say, read in one go: that takes two thirds of the time of reading each by itself. Undefined
 * where each has to be looked at by itself, because something is wrong with one, or `---` is not all that parts them.
 */
function valuesTogether(text: string, count: number): readonly unknown[] | undefined {
  if (count < 2 || /^(?:\.{3}|%)/m.test(text)) {
    return undefined;
  }
  try {
    // What has comments alone between two `---` is nothing here, and no part either.
    const values = valuesIn(text).filter((value) => value !== null);
    return values.length === count ? values : undefined;
  } catch (error) {
    if (error instanceof YAMLException) {
      return undefined;
    }
    throw error;
  }
}

/** @param json whether of two keys of one name the last is taken, as kubectl takes it */
function valuesIn(text: string, json = false): readonly unknown[] {
  return constructFromEvents(parseEvents(text, { maxDepth: DEEPEST }), { source: text, schema: KUBERNETES, json });
}

const REPEATED = "duplicated mapping key";

/** Characters that are read again for repairs of one document. */
const MOST_REREAD = 20_000_000;

/** What a document says as Go reads it: with white space where it is missing, and the last of two keys of one name. */
function parsed(given: string): {
  readonly text: string;
  readonly values: readonly unknown[];
  readonly repeats: boolean;
} {
  let text = given;
  let repeats = false;
  for (let left = MOST_REREAD; ; left -= text.length) {
    try {
      return { text, values: valuesIn(text, repeats), repeats };
    } catch (error) {
      if (!(error instanceof YAMLException)) {
        throw error;
      }
      const isFirstRepeat: boolean = error.reason === REPEATED && !repeats;
      const better = isFirstRepeat ? text : left > 0 ? repaired(text, error) : undefined;
      if (better === undefined) {
        throw error;
      }
      repeats ||= isFirstRepeat;
      text = better;
    }
  }
}

function readYaml(file: string, part: Part): Reading {
  const { line } = part;
  try {
    const { text, values, repeats } = parsed(part.text);
    const [value, second] = values;
    if (second !== undefined) {
      return none({
        file,
        line,
        reason: "it has two documents that `---` does not part",
        fix: "put `---` between them",
        foreign: false,
      });
    }
    const repeated = repeats ? repeatedKeys(text, line).map((one) => ({ file, ...one })) : [];
    return { ...readingOf(file, { text, line }, value), repeated };
  } catch (error) {
    if (error instanceof YAMLException) {
      return unparsed(file, part, line + (error.mark?.line ?? 0), error.reason);
    }
    throw error;
  }
}

function unparsed(file: string, { text }: Part, line: number, reason: string): Reading {
  const foreign = !isCalledJson(file) && !MANIFEST.every((field) => field.test(text));
  return none({ file, line, ...explained(reason, text), foreign });
}

/** What every manifest says of itself, and a pipeline, a chart's values or a site's configuration does not. */
const MANIFEST: readonly RegExp[] = [/^[ \t{"'-]*apiVersion["']?\s*:/m, /^[ \t{"'-]*kind["']?\s*:/m];

function readingOf(file: string, { text, line }: Part, value: unknown): Reading {
  // Without anchors a document is as large as its text, and as deep as the parser lets it be.
  const extent = text.includes("&") ? extentOf(value) : FITS;
  return documentsOf(file, value, new SourceLines(text, line), line, extent);
}

function explained(reason: string, text: string): { readonly reason: string; readonly fix: string } {
  if (/(?<!\$)\{\{/.test(text)) {
    return {
      reason: `it is a template, not a manifest (${reason})`,
      fix: "render it first, and give what comes out: helm template <chart> | npx akv verify - …",
    };
  }
  return { reason, fix: "mend it there; what cannot be read is not applied either" };
}

function documentsOf(file: string, value: unknown, lines: Lines, line: number, extent: Extent): Reading {
  if (!extent.fits) {
    return none({
      file,
      line,
      reason: extent.reason,
      fix: "write the values out; the API server refuses such a document too",
      foreign: false,
    });
  }
  if (isObject(value) && textIn(value, "kind")?.endsWith("List") && Array.isArray(value.items)) {
    const items = listIn(value, "items");
    return {
      documents: items.map((item, at) => ({ file, value: item, lines: itemLines(lines, at) })),
      ...NOTHING_WRONG,
    };
  }
  return { documents: value === null || value === undefined ? [] : [{ file, value, lines }], ...NOTHING_WRONG };
}

/** Lines of an item of a list, by its own paths. */
function itemLines(lines: Lines, at: number): Lines {
  return { lineOf: (path, innerLine) => lines.lineOf(["items", at, ...path], innerLine) };
}

const NOTHING_WRONG: Omit<Reading, "documents"> = { unreadable: [], repeated: [] };

function none(unreadable: Unreadable): Reading {
  return { documents: [], unreadable: [unreadable], repeated: [] };
}
