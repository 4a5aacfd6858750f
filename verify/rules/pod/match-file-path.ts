import { listed, nearest, quote } from "../../../shared/index.js";
import type { Container, PodTemplate, ProviderClass } from "../../kubernetes/types.js";
import type { Step } from "../../reading/document.js";
import { field, isObject } from "../../reading/json.js";
import { broken, defineRule } from "../../rule.js";
import { hasReadableObjects } from "../sync/sources.js";
import { bodyOf } from "./container-body.js";
import { trimmedPath } from "./mounts.js";

/** Commands, probes and variables say where a program looks for a file. */
export const matchFilePath = defineRule({
  id: "match-file-path",
  severity: "warning",
  summary: "Each path below a mounted class that a command, probe or variable names is a file of the class.",
  link: "file",
  needs: ["kubernetes"],
  *check({ kubernetes }) {
    for (const pod of kubernetes.pods) {
      for (const container of pod.classVolumes.length === 0 ? [] : pod.containers) {
        const folders = foldersOf(pod, container, (name) => kubernetes.classFor(pod.namespace, name));
        if (folders.length === 0) {
          continue;
        }
        const others = container.mounts.map(({ path }) => trimmedPath(path));
        for (const { path, at } of pathsIn(bodyOf(pod, container))) {
          const meant = meaningOf(path, folders, others);
          if (meant !== undefined) {
            yield broken({
              on: container,
              at,
              message: `${container.id} names the file ${quote(path)}, which ${meant.reason}`,
              got: path,
              allowed: `a file of ${meant.folder.providerClass.id}: ${listed(meant.folder.files.map((file) => `${meant.folder.path}/${file}`))}`,
              fix:
                meant.file === undefined
                  ? "mend the path, or add the object to the class"
                  : `write ${quote(`${meant.folder.path}/${meant.file}`)}`,
              shows: "the program or the probe: No such file or directory",
              also: [meant.folder.providerClass, pod],
            });
          }
        }
      }
    }
  },
});

/** A folder of a container that has the files of a class. */
interface Folder {
  readonly path: string;
  readonly providerClass: ProviderClass;
  readonly files: readonly string[];
}

function foldersOf(
  pod: PodTemplate,
  { mounts }: Container,
  classFor: (name: string) => ProviderClass | undefined,
): readonly Folder[] {
  return mounts.flatMap(({ volume, path, subPath }) => {
    const className = pod.classVolumes.find(({ name }) => name === volume)?.className;
    const providerClass = className === undefined ? undefined : classFor(className);
    return providerClass === undefined || !hasReadableObjects(providerClass) || subPath !== undefined || path === ""
      ? []
      : [{ path: trimmedPath(path), providerClass, files: providerClass.objects.flatMap(({ files }) => files) }];
  });
}

interface Meaning {
  readonly folder: Folder;
  readonly file: string | undefined;
  readonly reason: string;
}

/** Folders of this length or less are near to each other by chance: `/mnt`, `/opt`. */
const SHORTEST = 5;

/** What is wrong with a path; undefined where nothing is, or it has nothing to do with a class. */
function meaningOf(path: string, folders: readonly Folder[], mounts: readonly string[]): Meaning | undefined {
  const below = folders.find((folder) => path.startsWith(`${folder.path}/`));
  if (below !== undefined) {
    const file = path.slice(below.path.length + 1);
    const isThere = below.files.some((one) => one === file || one.startsWith(`${file}/`));
    // The provider writes one version more than it is asked for, and the driver folders of its own.
    const isOpen = file === "" || file.startsWith("..") || /\/\d+$/.test(file) || /\.(crt|key)$/.test(file);
    return isThere || isOpen
      ? undefined
      : { folder: below, file: nearest(file, below.files), reason: `${below.providerClass.id} does not write` };
  }
  if (mounts.some((mount) => path.startsWith(`${mount}/`))) {
    return undefined;
  }
  for (const folder of folders) {
    const file = folder.files.find((one) => path.endsWith(`/${one}`));
    const start = file === undefined ? undefined : path.slice(0, -file.length - 1);
    if (start !== undefined && folder.path.length > SHORTEST && nearest(start, [folder.path]) !== undefined) {
      return { folder, file, reason: `is in no folder of a class; the class is mounted at ${quote(folder.path)}` };
    }
  }
  return undefined;
}

const READ: readonly string[] = [
  "command",
  "args",
  "env",
  "livenessProbe",
  "readinessProbe",
  "startupProbe",
  "lifecycle",
];

/** Absolute paths without placeholders in the fields of a container that its programs see. */
function* pathsIn(body: unknown): Iterable<{ readonly path: string; readonly at: readonly Step[] }> {
  const open: { readonly value: unknown; readonly at: readonly Step[] }[] = READ.map((name) => ({
    value: field(body, name),
    at: [name],
  }));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, at } = next;
    if (typeof value === "string") {
      if (!value.includes("/")) {
        continue;
      }
      const words = new Set(value.split(/[\s"'`;|<>()=&,:]+/));
      yield* [...words].filter((word) => /^\/[\w./-]+$/.test(word)).map((path) => ({ path: trimmedPath(path), at }));
    } else if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) {
        open.push({ value: item, at: [...at, index] });
      }
    } else if (isObject(value)) {
      for (const [key, inner] of Object.entries(value)) {
        open.push({ value: inner, at: [...at, key] });
      }
    }
  }
}
