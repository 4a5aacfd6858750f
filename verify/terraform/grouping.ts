import type { SourceDocument } from "../reading/document.js";
import { numberIn } from "../reading/json.js";
import { readConfiguration, statedName } from "./configuration.js";
import { terraformInput } from "./input.js";
import { readRawState } from "./raw-state.js";
import { readShown } from "./shown.js";
import type { StackPart } from "./stack.js";

/** The documents of one stack. */
export interface Group {
  readonly name: string;
  readonly folder: string;
  readonly configuration: StackPart[];
  /** Plans and states. */
  readonly shown: StackPart[];
}

/**
 * Sorts documents into stacks.
 *
 * A configuration belongs to the stack that it names, or to that of its folder, because Terraform reads a folder as one.
 * A plan or state belongs to the configuration of its name; else to the only one in its folder; else, where there is one
 * configuration and one plan or state in all, to that if they have a resource in common.
 */
export function grouped(documents: readonly SourceDocument[]): readonly Group[] {
  const groups = new Map<string, Group>();
  const shown: SourceDocument[] = [];
  for (const document of documents) {
    const input = terraformInput(document);
    if (input === "configuration") {
      const stated = statedName(document);
      const folder = folderOf(document.file);
      const group = groupAt(groups, stated === undefined ? `in ${folder}` : `named ${stated}`, () => ({
        name: stated ?? (baseName(folder) || plainName(document.file)),
        folder,
        configuration: [],
        shown: [],
      }));
      group.configuration.push(readConfiguration(document));
    } else if (input === "plan" || input === "state") {
      shown.push(document);
    }
  }
  const configured = new Homes([...groups.values()]);
  for (const document of shown) {
    const part = numberIn(document.value, "version") === 4 ? readRawState(document) : readShown(document);
    const home = configured.homeOf(part, shown.length);
    const name = plainName(document.file);
    (home ?? groupAt(groups, `shown ${name}`, () => newGroup(name, folderOf(document.file)))).shown.push(part);
  }
  return withUniqueNames([...groups.values()]);
}

/** Name of a file without what only says what kind of file it is. */
export function plainName(file: string): string {
  if (file === "-") {
    return "stdin";
  }
  let name = baseName(file);
  for (;;) {
    const shorter = name.replace(/\.(json|tf|tfstate|tfplan|plan|state|outputs?|backup)$/i, "");
    if (shorter === name || shorter === "") {
      break;
    }
    name = shorter;
  }
  // CDK for Terraform keeps local states as `terraform.<stack>.tfstate`.
  return name.startsWith("terraform.") && name.length > 10 ? name.slice(10) : name;
}

/** Configurations that a plan or state may belong to. */
class Homes {
  private readonly byName: ReadonlyMap<string, Group | "several">;
  private readonly byFolder: ReadonlyMap<string, Group | "several">;
  private readonly sole: Group | undefined;

  constructor(groups: readonly Group[]) {
    this.byName = uniqueBy(groups, ({ name }) => name);
    this.byFolder = uniqueBy(groups, ({ folder }) => folder);
    this.sole = groups.length === 1 ? groups[0] : undefined;
  }

  homeOf({ document, declarations }: StackPart, shownInAll: number): Group | undefined {
    const named = this.byName.get(plainName(document.file));
    const beside = this.byFolder.get(folderOf(document.file));
    for (const group of [named, beside]) {
      if (group !== undefined && group !== "several") {
        return group;
      }
    }
    if (this.sole === undefined || shownInAll > 1) {
      return undefined;
    }
    const written = this.sole.configuration.flatMap((part) => part.declarations.map(({ address }) => address));
    const addresses = new Set(written);
    return declarations.some(({ address }) => addresses.has(address)) ? this.sole : undefined;
  }
}

function uniqueBy(groups: readonly Group[], keyOf: (group: Group) => string): ReadonlyMap<string, Group | "several"> {
  const found = new Map<string, Group | "several">();
  for (const group of groups) {
    found.set(keyOf(group), found.has(keyOf(group)) ? "several" : group);
  }
  return found;
}

function groupAt(groups: Map<string, Group>, key: string, make: () => Group): Group {
  const group = groups.get(key) ?? make();
  groups.set(key, group);
  return group;
}

function newGroup(name: string, folder: string): Group {
  return { name, folder, configuration: [], shown: [] };
}

/** Two stacks in folders of one name are told apart by the whole of their folders. */
function withUniqueNames(groups: readonly Group[]): readonly Group[] {
  const counts = countBy(groups.map(({ name }) => name));
  const named = groups.map((group) => ({
    ...group,
    name: counts.get(group.name) === 1 || group.folder === "" ? group.name : group.folder,
  }));
  const taken = new Map<string, number>();
  return named.map((group) => {
    const before = taken.get(group.name) ?? 0;
    taken.set(group.name, before + 1);
    return before === 0 ? group : { ...group, name: `${group.name} (${before + 1})` };
  });
}

function countBy(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) {
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

/** Folder of a file, as part of its path. */
export function folderOf(file: string): string {
  const end = Math.max(file.lastIndexOf("/"), file.lastIndexOf("\\"));
  const folder = end < 0 ? "" : file.slice(0, end);
  return folder === "." ? "" : folder;
}

function baseName(file: string): string {
  return file.slice(Math.max(file.lastIndexOf("/"), file.lastIndexOf("\\")) + 1);
}
