import { quote, shortened } from "../../../shared/index.js";
import type { MountedObject, ProviderClass } from "../../kubernetes/types.js";
import { broken, defineRule, type Fault } from "../../rule.js";
import { atField } from "./places.js";

/** Longest path that is looked at; the driver refuses longer ones. */
const MOST_BYTES = 4096;

/** Deepest folder that is looked at, so that a path made of slashes costs no more than others. */
const DEEPEST = 64;

/** The driver keeps files in a map by their path, so of two with one path only the last is written. */
export const uniqueFilePath = defineRule({
  id: "unique-file-path",
  severity: "error",
  summary: "Each object of a class has a file of its own.",
  link: "file",
  needs: ["kubernetes"],
  *check({ kubernetes, mountingsOf }) {
    for (const providerClass of kubernetes.classes) {
      const onWindows = mountingsOf(providerClass.id).some(({ pod }) => pod.windows);
      yield* clashesIn(providerClass, onWindows);
    }
  },
});

function* clashesIn({ objects }: ProviderClass, onWindows: boolean): Iterable<Fault> {
  const keyOf = (path: string) => (onWindows ? path.toLowerCase() : path);
  const files = new Map<string, MountedObject>();
  const folders = new Map<string, MountedObject>();
  for (const object of objects) {
    const paths = object.files.filter((path) => path !== "" && path.length <= MOST_BYTES).map(keyOf);
    // The versions of one object are in one folder.
    const around = foldersOf(paths[0] ?? "");
    const same = paths.find((path) => files.has(path));
    const file = around.find((path) => files.has(path));
    const folder = paths.find((path) => folders.has(path));
    const other = files.get(same ?? file ?? "") ?? folders.get(folder ?? "");
    if (other !== undefined) {
      yield same === undefined ? folderClash(object, other) : clash(object, other);
    }
    for (const path of paths) {
      files.set(path, object);
    }
    for (const path of around) {
      folders.set(path, object);
    }
  }
}

/** The folders that a path goes through. */
function foldersOf(path: string): readonly string[] {
  const folders: string[] = [];
  for (let at = path.indexOf("/"); at !== -1 && folders.length < DEEPEST; at = path.indexOf("/", at + 1)) {
    folders.push(path.slice(0, at));
  }
  return folders;
}

function clash(object: MountedObject, other: MountedObject): Fault {
  const twice = sourceOf(object) === sourceOf(other);
  return broken({
    ...atField(object, object.fields.get("objectAlias") ? "objectAlias" : "objectName"),
    ...(twice ? { severity: "warning" as const } : {}),
    message: twice
      ? `${object.id} and ${other.id} read the same object into the same file, ${shortened(object.path)}`
      : `${object.id} and ${other.id} are both written to ${shortened(object.path)}, so the file holds only what comes last`,
    got: object.path,
    allowed: "a path for each object of a class; a secret, a key and a certificate of one name need aliases",
    fix: twice
      ? "leave one of them out"
      : `give one of them an objectAlias, such as ${quote(`${object.name}-${object.type}`)}`,
    also: [other],
  });
}

function folderClash(object: MountedObject, other: MountedObject): Fault {
  return broken({
    ...atField(object, object.fields.get("objectAlias") ? "objectAlias" : "objectName"),
    message: `${object.id} is written to ${shortened(object.path)} and ${other.id} to ${shortened(other.path)}: one would be a file and a folder`,
    got: object.path,
    allowed: "no path of an object inside that of another; with a history of versions a path is a folder",
    fix: "give one of them an objectAlias in another folder",
    shows: "FailedMount: … not a directory, or is a directory",
    also: [other],
  });
}

function sourceOf({ name, type, fields }: MountedObject): string {
  const rest = ["objectVersion", "objectFormat", "objectEncoding", "objectVersionHistory", "filePermission"];
  return JSON.stringify([name.toLowerCase(), type, ...rest.map((key) => fields.get(key) ?? "")]);
}
