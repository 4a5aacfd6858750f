import type { VaultObject, VaultObjectKind } from "./key-vault.js";

/**
 * What the provider is asked for. A certificate can be read three ways: `cert` gives the leaf certificate, `key` its
 * public key, `secret` the private key and the certificates that are stored with it (the chain in order, leaf first,
 * where Key Vault stores it as PFX; as it was uploaded where it stores it as PEM).
 */
export type ObjectType = "secret" | "key" | "cert";

interface CommonFileOptions {
  /** Path of the file below the mount path, sub-folders allowed. @default - the object's name */
  readonly alias?: string;
  /** Version of the object: 32 hexadecimal digits, or with `versionHistory` also `"latest"`. @default - the latest */
  readonly version?: string;
  /**
   * Mounts this many versions, newest first, as `<alias>/0`, `<alias>/1` … (the provider may write one more). From 2;
   * needs permission to list versions.
   *
   * @default - one version, as the file itself
   */
  readonly versionHistory?: number;
  /** Mode of the file in octal, such as `"0444"`. @default - the driver's 0644 */
  readonly permission?: string;
}

interface SecretFileOptions extends CommonFileOptions {
  /** Form of a certificate read as a secret. @default - `pem` */
  readonly format?: "pem" | "pfx";
  /** How the stored text is decoded before it is written. @default - `utf-8`, written as it is */
  readonly encoding?: "utf-8" | "base64" | "hex";
}

/** Options of a mounted file, by the kind of object it shows. */
export type FileOptions<Kind extends VaultObjectKind = VaultObjectKind> = {
  readonly secret: SecretFileOptions;
  readonly key: CommonFileOptions;
  readonly certificate:
    | (CommonFileOptions & { readonly as?: "cert" | "key" })
    | (SecretFileOptions & { readonly as: "secret" });
}[Kind];

/** A vault object as a file in a mount. */
export interface MountedFile extends SecretFileOptions {
  readonly object: VaultObject;
  readonly as: ObjectType;
}

/** One version among those that a file with `versionHistory` keeps. */
export interface FileVersion {
  readonly file: MountedFile;
  /** 0 is the newest. */
  readonly index: number;
}

/** What refers to a mounted file: the file, one of its versions, or the vault object where it is mounted once. */
export type FileReference = VaultObject | MountedFile | FileVersion;

const defaultType = { secret: "secret", key: "key", certificate: "cert" } as const;

/** Mounts a vault object with options. Without any, list the object itself in the mount. */
export function file<Kind extends VaultObjectKind>(
  object: VaultObject<Kind>,
  options: FileOptions<NoInfer<Kind>> = {},
): MountedFile {
  const { as, ...rest } = { as: undefined, ...options };
  // Without a compiler the object may be one that its vault does not declare; validation then says so.
  return { ...rest, as: as ?? defaultType[object?.kind], object };
}

/** Refers to an older version (from 1) of a file that keeps a version history; the file itself stands for the newest. */
export function olderVersion(mounted: MountedFile, index: number): FileVersion {
  return { file: mounted, index };
}

/** The file that an entry of a mount's list describes. */
export function asMountedFile(entry: VaultObject | MountedFile): MountedFile {
  return isMountedFile(entry) ? entry : file(entry);
}

/** Path of a mounted file, below the mount path; with a version history, of the folder that holds the versions. */
export function pathOf(mounted: MountedFile): string {
  return mounted.alias ?? mounted.object.name;
}

/** Whether a file is a folder of versions. */
export function keepsHistory(mounted: MountedFile): boolean {
  return mounted.versionHistory !== undefined && mounted.versionHistory > 1;
}

/** Whether a file shows one version for good, or a history that begins with one. */
export function isPinned(mounted: MountedFile): boolean {
  return mounted.version !== undefined && mounted.version !== "latest";
}

/** The file that a reference means, among a mount's files, or why there is none. */
export function findFile(
  files: readonly MountedFile[],
  reference: FileReference,
): { readonly file: MountedFile; readonly path: string } | "not-mounted" | "ambiguous" {
  if (isFileVersion(reference)) {
    const found = findFile(files, reference.file);
    return typeof found === "string" ? found : { ...found, path: `${pathOf(found.file)}/${reference.index}` };
  }
  const matches = isMountedFile(reference)
    ? files.filter((candidate) => candidate === reference)
    : files.filter(({ object }) => sameObject(object, reference));
  const [only] = matches;
  if (only === undefined) {
    return "not-mounted";
  }
  if (matches.length > 1) {
    return "ambiguous";
  }
  return { file: only, path: keepsHistory(only) ? `${pathOf(only)}/0` : pathOf(only) };
}

/** The vault object behind a reference. */
export function objectOf(reference: FileReference): VaultObject {
  if (isFileVersion(reference)) {
    return reference.file.object;
  }
  return isMountedFile(reference) ? reference.object : reference;
}

/** Whether a reference means one version of a file. */
export function isFileVersion(reference: FileReference): reference is FileVersion {
  return "file" in reference;
}

function isMountedFile(reference: FileReference): reference is MountedFile {
  return "object" in reference;
}

function sameObject(one: VaultObject, other: VaultObject): boolean {
  return one.vault === other.vault && one.kind === other.kind && one.name === other.name;
}
