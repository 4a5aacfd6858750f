import type { MountedObject, ProviderClass } from "../../kubernetes/types.js";
import type { Fault } from "../../rule.js";

/** Where a parameter stands, or would stand. */
export function atParameter(providerClass: ProviderClass, name: string): Pick<Fault, "on" | "at"> {
  return { on: providerClass, at: ["spec", "parameters", name] };
}

/** Where a field of an entry of `objects` stands, or the entry where it is missing. */
export function atField(object: MountedObject, name: string): Pick<Fault, "on" | "at" | "innerLine"> {
  return { on: object, at: [name], innerLine: object.lineOfField(name) };
}

/** What the pod's event shows where the provider refuses a class. */
export function mountFails(message: string): string {
  return `FailedMount: failed to mount objects, error: ${message}`;
}

/** What the pod's event shows where the provider, or Azure, refuses one entry of `objects`. */
export function objectFails({ type, name, fields }: MountedObject, message: string): string {
  const version = fields.get("objectVersion") ?? "";
  return mountFails(`failed to get objectType:${type}, objectName:${name}, objectVersion:${version}: ${message}`);
}

/** A class or a manifest as the driver's messages name it. */
export function driverName({ namespace, name }: { readonly namespace: string; readonly name: string }): string {
  return `${namespace || "<namespace>"}/${name}`;
}
