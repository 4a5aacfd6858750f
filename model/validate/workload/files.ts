import { normalize } from "node:path/posix";
import type { Mount } from "../../container.js";
import { containersOf, showsFiles } from "../../container-list.js";
import * as limits from "../../limits/index.js";
import { asMountedFile, keepsHistory, type MountedFile, pathOf } from "../../mounted-file.js";
import { problem, quote, within } from "../../problem.js";
import { osOf } from "../../resolve-workload.js";
import type { Workload } from "../../workload.js";
import { checkInteger, type Problems } from "../checks.js";

/** Checks the files of one mount, each and between them. */
export function* checkFiles(mount: Mount, workload: Workload, at: string): Problems {
  const files = mount.objects.map(asMountedFile);
  for (const [index, file] of files.entries()) {
    const where = `${at}[${index}]`;
    yield* checkPath(file, osOf(workload), where);
    yield* checkVersion(file, where);
    yield* checkPermission(file, mount, workload, where);
    yield* checkContent(file, where);
  }
  yield* checkPaths(files, osOf(workload), at);
}

function* checkPath(file: MountedFile, os: "linux" | "windows", at: string): Problems {
  const path = pathOf(file);
  // The provider writes one version more than it is asked for, so the last is called by that number.
  const longest = keepsHistory(file) ? `${path}/${file.versionHistory}` : path;
  const bytes = Buffer.byteLength(longest);
  const tooLong = path.split("/").some((segment) => Buffer.byteLength(segment) > limits.filePath.maxSegmentBytes);
  const clean = path !== "" && path === path.trim() && normalize(path) === path && !path.endsWith("/");
  if (
    !clean ||
    path === "." ||
    path.startsWith("/") ||
    path.includes("..") ||
    tooLong ||
    bytes > limits.filePath.maxBytes ||
    (os === "windows" && !path.split("/").every(isWindowsName))
  ) {
    yield problem({
      rule: "valid-file-path",
      message: `file path ${quote(path)} is not valid`,
      at: within(at, "alias"),
      allowed: `a relative path without "..", "./", "//", blanks around it or a slash at its end; at most ${limits.filePath.maxSegmentBytes} bytes between slashes and ${limits.filePath.maxBytes} in all${os === "windows" ? '; on Windows none of :*?"<>|\\, no name of a device, and no dot or blank at the end of a name' : ""}`,
      fix: 'give an alias such as "tls/server.pem", or leave it out to use the object\'s name',
    });
  }
}

/** Whether Windows takes a name for a file. @see https://learn.microsoft.com/windows/win32/fileio/naming-a-file */
function isWindowsName(name: string): boolean {
  return (
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what the rule refuses
    /^[^:*?"<>|\\\u0000-\u001f]*[^:*?"<>|\\\u0000-\u001f. ]$/.test(name) &&
    !/^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$/i.test(name)
  );
}

function* checkVersion(file: MountedFile, at: string): Problems {
  const { version, versionHistory } = file;
  if (versionHistory !== undefined) {
    yield* checkInteger(
      "valid-version-history",
      "version history",
      versionHistory,
      within(at, "versionHistory"),
      limits.versionHistory,
    );
  }
  if (version === undefined || limits.vaultObjectVersion.test(version)) {
    return;
  }
  if (version === "latest" && keepsHistory(file)) {
    return;
  }
  yield problem({
    rule: "valid-object-version",
    message: `version ${quote(version)} is not valid`,
    at: within(at, "version"),
    allowed: `${limits.vaultObjectVersion.allowed}, or "latest" together with versionHistory`,
    fix:
      version === "latest"
        ? "leave it out: without a version the latest is mounted"
        : "copy the version from the end of the object's id",
  });
}

function* checkPermission({ permission }: MountedFile, mount: Mount, workload: Workload, at: string): Problems {
  if (permission === undefined) {
    return;
  }
  const where = within(at, "permission");
  if (osOf(workload) === "windows") {
    yield problem({
      rule: "match-os",
      message: `file permission ${quote(permission)} means nothing on Windows`,
      at: where,
      allowed: "none: the bits are not kept there",
      fix: "leave permission out",
    });
  } else if (!/^0?[0-7]{3}$/.test(permission)) {
    yield problem({
      rule: "valid-file-permission",
      message: `file permission ${quote(permission)} is not valid`,
      at: where,
      allowed:
        "three octal digits, with or without a zero before them; what cannot be read as octal becomes 0000 without a word",
      fix: 'use "0444"',
    });
  } else if ((Number.parseInt(permission, 8) & 0o004) === 0) {
    const [reader] = ordinaryReaders(mount, workload);
    if (reader !== undefined) {
      yield problem({
        rule: "require-readable-file",
        message: `file permission ${quote(permission)} hides the file from user ${reader}`,
        at: where,
        allowed: "a mode that lets others read: the driver makes root the owner of every file",
        fix: 'use "0444"',
      });
    }
  }
}

/** Users that see the mount and are not root. Whom somebody else's container runs as is not known. */
function ordinaryReaders(mount: Mount, workload: Workload): readonly (number | string)[] {
  return workload.kind === "Attachment"
    ? []
    : containersOf(workload)
        .filter(({ views }) => showsFiles(views, mount))
        .flatMap(({ container: { runAsUser, security } }) => {
          const user = runAsUser ?? (security?.root ? 0 : 65532);
          return user === 0 ? [] : user;
        });
}

function* checkContent({ as, format, encoding, object }: MountedFile, at: string): Problems {
  if (object.kind !== "certificate" && as !== object.kind) {
    yield problem({
      rule: "valid-file-content",
      message: `${object.kind} ${quote(object.name)} is mounted as ${quote(as)}`,
      at,
      allowed: `${quote(object.kind)}; only a certificate can be mounted in several ways`,
      fix: "leave as out",
    });
  }
  const mismatch = as !== "secret" && (format !== undefined || encoding !== undefined);
  if (mismatch) {
    yield problem({
      rule: "valid-file-content",
      message: `${object.kind} ${quote(object.name)} is mounted as ${quote(as)} with ${format === undefined ? "an encoding" : "a format"}`,
      at,
      allowed: 'format and encoding only where the object is mounted as "secret"',
      fix:
        object.kind === "certificate"
          ? 'add as: "secret", or leave format and encoding out'
          : "leave format and encoding out",
    });
  }
}

function* checkPaths(files: readonly MountedFile[], os: "linux" | "windows", at: string): Problems {
  // Windows takes names that differ in case alone for one.
  const folded = (path: string) => (os === "windows" ? path.toLowerCase() : path);
  for (const [index, file] of files.entries()) {
    const path = pathOf(file);
    const clash = files.slice(0, index).find((other) => overlap(folded(path), folded(pathOf(other))));
    if (clash !== undefined) {
      const same = folded(pathOf(clash)) === folded(path);
      yield problem({
        rule: "unique-file-path",
        message: same
          ? `file path ${quote(path)} is used twice`
          : `file path ${quote(path)} and file path ${quote(pathOf(clash))} cannot both exist: one is a folder of the other`,
        at: `${at}[${index}]`,
        allowed: "one object at each path of a mount: of two, the provider would keep the last and say nothing",
        fix: `give one of them another alias, for example ${quote(`${path}.${file.as}`)}`,
      });
    }
  }
}

/** Whether two paths are the same, or one is inside the other. */
export function overlap(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other}/`) || other.startsWith(`${one}/`);
}
