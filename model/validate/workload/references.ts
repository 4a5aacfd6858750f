import {
  type FileReference,
  findFile,
  isFileVersion,
  keepsHistory,
  type MountedFile,
  objectOf,
  pathOf,
} from "../../mounted-file.js";
import { nearest, problem, quote } from "../../problem.js";
import type { Problems } from "../checks.js";

/**
 * Checks that a reference means one file of a mount, or one version of it.
 *
 * @param done what is done with the file, as a message says it
 */
export function* checkReference(
  reference: FileReference,
  files: readonly MountedFile[],
  at: string,
  done: "synced" | "mounted as a single file",
): Problems {
  const found = findFile(files, reference);
  const { kind, name, vault } = objectOf(reference);
  if (
    found === "not-mounted" &&
    files.some(({ object }) => object.kind === kind && object.name === name && object.vault === vault)
  ) {
    yield problem({
      rule: "match-mounted-file",
      message: `${kind} ${quote(name)} is ${done} through another file(…) than the one that this mount lists`,
      at,
      allowed: "the very file that the mount lists, or the object where it is mounted once",
      fix: "keep what file(…) returns in a constant, list that in objects and refer to it here",
    });
    return;
  }
  if (found === "not-mounted") {
    const near = nearest(name, files.map(pathOf));
    yield problem({
      rule: "match-mounted-file",
      message: `${kind} ${quote(name)} is ${done}, but this mount does not list it`,
      at,
      allowed: `an object or file of the same mount: ${files.map(pathOf).join(", ")}`,
      fix: near === undefined ? "list it in the mount's objects" : `did you mean ${quote(near)}?`,
    });
    return;
  }
  if (found === "ambiguous") {
    yield problem({
      rule: "match-mounted-file",
      message: `${kind} ${quote(name)} is mounted more than once, so which one is ${done} is ambiguous`,
      at,
      allowed: "a reference to one file",
      fix: "keep what file(…) returns in a constant, list that in objects and refer to it here",
    });
    return;
  }
  if (isFileVersion(reference)) {
    const last = (found.file.versionHistory ?? 1) - 1;
    if (
      !keepsHistory(found.file) ||
      !Number.isInteger(reference.index) ||
      reference.index < 0 ||
      reference.index > last
    ) {
      yield problem({
        rule: "match-file-version",
        message: `version ${reference.index} of ${kind} ${quote(name)} is ${done}, but the file keeps ${last + 1}`,
        at,
        allowed: keepsHistory(found.file)
          ? `0 (newest) to ${last}`
          : "the file itself, or versions of a file with versionHistory",
        fix:
          Number.isInteger(reference.index) && reference.index > 0
            ? `set versionHistory: ${reference.index + 1} on the file, or refer to another version`
            : "refer to the file itself for the newest version",
      });
    }
  }
}
