import { posix, win32 } from "node:path";
import { containersOf, isSeen, type PlacedContainer } from "../../container-list.js";
import { asMountedFile } from "../../mounted-file.js";
import { problem, quote, within } from "../../problem.js";
import { osOf } from "../../resolve-workload.js";
import type { Workload } from "../../workload.js";
import type { Problems } from "../checks.js";
import { overlap } from "./files.js";
import { checkReference } from "./references.js";

type Os = "linux" | "windows";

/** A folder or file that appears in a container. */
interface Place {
  readonly path: string;
  readonly at: string;
  /** Whether other things may be mounted inside it. */
  readonly writable: boolean;
}

/** Checks where mounts, files, empty folders and storage appear in each container, and that something uses each mount. */
export function* checkPlaces(workload: Workload, at: string): Problems {
  const os = osOf(workload);
  for (const container of containersOf(workload)) {
    const where = within(at, ...container.place);
    const places = [...placesOf(workload, container, where)];
    for (const place of places) {
      yield* checkPath(place, os);
    }
    yield* checkOverlap(places, os);
    yield* checkViews(workload, container, where);
    yield* checkSubPaths(workload, container, os, where);
  }
  yield* checkUse(workload, at);
}

function* placesOf(workload: Workload, { place, views, container }: PlacedContainer, at: string): Iterable<Place> {
  for (const [index, { path, subPaths = [] }] of views.entries()) {
    const mount = within(at, `mounts[${index}]`);
    if (path !== undefined) {
      yield { path, at: within(mount, "path"), writable: false };
    }
    for (const [single, { path: file }] of subPaths.entries()) {
      yield { path: file, at: within(mount, `subPaths[${single}]`, "path"), writable: false };
    }
  }
  for (const [index, path] of (container.scratch ?? []).entries()) {
    yield { path, at: within(at, `scratch[${index}]`), writable: true };
  }
  if (place.length === 0 && workload.kind === "StatefulSet") {
    for (const [index, { path }] of (workload.storage ?? []).entries()) {
      yield { path, at: within(at, `storage[${index}]`, "path"), writable: true };
    }
  }
}

function* checkPath({ path, at }: Place, os: Os): Problems {
  if (os === "windows" ? !isWindowsFolder(path) : !isFolder(path)) {
    yield problem({
      rule: "valid-mount-path",
      message: `mount path ${quote(path)} is not valid`,
      at,
      allowed:
        os === "windows"
          ? "an absolute path with a drive and backslashes, other than the drive itself, in its shortest form"
          : 'an absolute path other than /, in its shortest form and without ":"',
      fix:
        os === "windows"
          ? String.raw`give a folder of its own, for example "c:\secrets-store"`
          : 'give a folder of its own, for example "/mnt/secrets-store"',
    });
  }
}

function* checkOverlap(places: readonly Place[], os: Os): Problems {
  const slashed = (path: string) => (os === "windows" ? path.toLowerCase().replaceAll("\\", "/") : path);
  for (const [index, { path, at, writable }] of places.entries()) {
    const other = places.slice(0, index).find((before) => {
      const [one, two] = [slashed(path), slashed(before.path)];
      // Inside what can be written to, something else may be mounted.
      const inside = (before.writable && one.startsWith(`${two}/`)) || (writable && two.startsWith(`${one}/`));
      return overlap(one, two) && !inside;
    });
    if (other !== undefined) {
      yield problem({
        rule: "unique-mount-path",
        message:
          slashed(other.path) === slashed(path)
            ? `mount path ${quote(path)} is used twice`
            : `of the mount paths ${quote(other.path)} and ${quote(path)} one is inside the other`,
        at,
        allowed: "mounts beside each other: nothing can be mounted inside a read-only mount",
        fix: "give each mount a folder of its own",
      });
    }
  }
}

/** A container sees mounts of its own workload, by reference. */
function* checkViews(workload: Workload, { place, views }: PlacedContainer, at: string): Problems {
  for (const [index, { mount, path, subPaths = [] }] of views.entries()) {
    const where = within(at, `mounts[${index}]`);
    if (!workload.mounts.includes(mount)) {
      yield problem({
        rule: "match-mount",
        message: "the container sees a mount that the workload does not have",
        at: where,
        allowed: "the very object that the workload's mounts list",
        fix: "keep the mount in a constant, list it in the workload's mounts and refer to it here",
      });
    } else if (place.length > 0 && path === undefined && subPaths.length === 0) {
      yield problem({
        rule: "require-mount-path",
        message: "the mount appears nowhere in the container",
        at: where,
        allowed: "a path, or single files in subPaths",
        fix: 'say where: { mount, path: "/mnt/secrets" }',
      });
    }
  }
}

function* checkSubPaths(workload: Workload, { views }: PlacedContainer, os: Os, at: string): Problems {
  for (const [index, { mount, subPaths = [] }] of views.entries()) {
    const where = within(at, `mounts[${index}]`, "subPaths");
    if (os === "windows" && subPaths.length > 0) {
      yield problem({
        rule: "match-os",
        message: "the mount shows single files, which Windows cannot mount",
        at: where,
        allowed: "whole folders",
        fix: "give the mount a path, and let the application read the file there",
      });
    }
    if (workload.mounts.includes(mount)) {
      const files = mount.objects.map(asMountedFile);
      for (const [single, { file }] of subPaths.entries()) {
        yield* checkReference(file, files, `${where}[${single}]`, "mounted as a single file");
      }
    }
  }
}

/** A mount that no container sees serves only for the Secrets that it syncs. */
function* checkUse(workload: Workload, at: string): Problems {
  for (const [index, mount] of workload.mounts.entries()) {
    if ((mount.sync ?? []).length === 0 && !isSeen(mount, workload)) {
      yield problem({
        rule: "require-mount-path",
        message: "the mount appears in no container and syncs no Secret",
        at: within(at, `mounts[${index}]`),
        allowed: "a path, single files in subPaths, a Secret in sync, or another container that sees it",
        fix: "give it a path, or remove it",
      });
    }
  }
}

/** Whether a path names one folder of a Linux container, in the only way to write it. */
function isFolder(path: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what the rule refuses
  return /^\/(?!.*\/$)[^:\u0000-\u001f]+$/.test(path) && posix.normalize(path) === path;
}

/** Whether a path names one folder of a Windows container, in the only way to write it but for the case. */
function isWindowsFolder(path: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what the rule refuses
  return /^[A-Za-z]:\\(?!.*\\$)[^:*?"<>|/\u0000-\u001f]+$/.test(path) && win32.normalize(path) === path;
}
