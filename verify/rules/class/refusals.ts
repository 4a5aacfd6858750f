import { quote } from "../../../shared/index.js";
import type { MountedObject } from "../../kubernetes/types.js";
import { mountFails, objectFails } from "./places.js";

/*
 * What the pod's event shows where the provider, or the vault, refuses a value. The rules about values say it of one that
 * is wrong, and the rule about placeholders of one that nobody has filled in.
 */

export function vaultNameRefused(name: string): string {
  if (name.length < 3 || name.length > 24) {
    return mountFails(`failed to get vault: Invalid vault name: ${quote(name)}, must be between 3 and 24 chars`);
  }
  return mountFails(
    /^[-a-z\d]+$/i.test(name)
      ? `… dial tcp: lookup ${name}.vault.azure.net: no such host`
      : `failed to get vault: Invalid vault name: ${quote(name)}, must match [-a-zA-Z0-9]{3,24}`,
  );
}

export function cloudRefused(name: string): string {
  return mountFails(
    `cloudName ${name} is not valid, error: autorest/azure: There is no cloud environment matching the name ${quote(name.toUpperCase())}`,
  );
}

export function flagRefused(name: string, value: string): string {
  return mountFails(`failed to parse ${name} flag, error: strconv.ParseBool: parsing ${quote(value)}: invalid syntax`);
}

/** A name is refused by the file that it would give, by the client of the vault, or by the vault, in this order. */
export function nameRefused(object: MountedObject): string {
  if (object.path === "") {
    return objectFails(object, "file name must not be empty");
  }
  if (object.name !== "") {
    return objectFails(object, "… RESPONSE 400 or 404: the vault has no such path");
  }
  const reason = "parameter name cannot be empty";
  // Asked for the versions of an object, the provider passes on what the client says.
  return object.history > 1 ? mountFails(reason) : objectFails(object, reason);
}

export function typeRefused(object: MountedObject): string {
  return objectFails(object, "Invalid vaultObjectTypes. Should be secret, key, or cert");
}

export function versionRefused(object: MountedObject): string {
  return objectFails(object, "… RESPONSE 400 or 404: the vault has no such version");
}

export function formatRefused(object: MountedObject, format: string): string {
  return objectFails(object, `invalid objectFormat: ${format}, should be PEM or PFX`);
}

export function encodingRefused(object: MountedObject, encoding: string): string {
  return objectFails(
    object,
    object.type === "secret"
      ? `invalid objectEncoding: ${encoding}, should be hex, base64 or utf-8`
      : "objectEncoding only supported for objectType: secret",
  );
}

/** A mode that is no octal number counts as 0000, which keeps everybody out. */
export function fileUnreadable({ path }: MountedObject): string {
  return `no event; in the container: open ${path}: permission denied`;
}

export function historyRefused({ index }: MountedObject, written: string, tag: string): string {
  const shown = written.length > 10 ? `${written.slice(0, 7)}...` : written;
  return mountFails(
    `unmarshal failed for keyVaultObjects at index ${index}, error: yaml: unmarshal errors: cannot unmarshal ${tag} \`${shown}\` into int32`,
  );
}
