import { nearest } from "../../../shared/index.js";
import {
  CURRENT_PARAMETERS,
  isInjected,
  NEVER_PARAMETERS,
  OBJECT_FIELDS,
  PARAMETERS,
  parsedFlag,
} from "../../facts/parameters.js";
import type { MountedObject, ProviderClass } from "../../kubernetes/types.js";
import { isObject, objectIn } from "../../reading/json.js";

/*
 * A misspelt name is ignored, so what it was meant to say is missing. The rule about the name reports it, and the rule about
 * what is missing stays silent.
 */

/** Names that are wrong, each with the one that was probably meant and is missing. */
type Misspellings = ReadonlyMap<string, string>;

/** Parameters that are not known, with the missing one that each was probably meant to be. */
export function misspeltParameters(providerClass: ProviderClass): Misspellings {
  const missing = CURRENT_PARAMETERS.filter(
    (name) => (name === "tenantID" ? providerClass.tenantId : providerClass.parameter(name)) === undefined,
  );
  const unknown = [...providerClass.parameters.keys()].filter(
    (name) => !PARAMETERS.has(name) && !isInjected(name) && !NEVER_PARAMETERS.has(name),
  );
  const saysFlag = (name: string) => {
    const value = providerClass.parameter(name);
    return value !== undefined && parsedFlag(value) !== undefined;
  };
  // What is true or false was meant to be a flag, however near other names are.
  const flags = missing.filter((name) => PARAMETERS.get(name)?.type === "flag");
  return new Map([
    ...meant(unknown.filter(saysFlag), flags),
    ...meant(
      unknown.filter((name) => !saysFlag(name)),
      missing,
    ),
  ]);
}

/** Fields of an entry of `objects` that are not known, with the missing one that each was probably meant to be. */
export function misspeltFields({ fields }: MountedObject): Misspellings {
  const unknown = [...fields.keys()].filter((name) => !OBJECT_FIELDS.includes(name));
  return meant(
    unknown,
    OBJECT_FIELDS.filter((name) => !fields.has(name)),
  );
}

/** Keys of a mapping that are not known, with the missing one that each was probably meant to be. */
export function misspeltKeys(value: unknown, known: readonly string[]): Misspellings {
  const keys = isObject(value) ? Object.keys(value) : [];
  return meant(
    keys.filter((key) => !known.includes(key)),
    known.filter((key) => !keys.includes(key)),
  );
}

/** Keys of `spec` that the class of a driver has. */
export const SPEC_KEYS: readonly string[] = ["provider", "parameters", "secretObjects"];

/** Keys that every manifest has beside `spec`. */
const TOP_KEYS: readonly string[] = ["apiVersion", "kind", "metadata", "spec", "status"];

/** The key that stands where `spec` is missing, and was probably meant to be it. */
export function misspeltSpec({ manifest }: ProviderClass): string | undefined {
  const [found] = [...misspeltKeys(manifest.body, TOP_KEYS)].find(([, wanted]) => wanted === "spec") ?? [];
  return found;
}

/** Whether a key of `spec` is there under another name, or somewhere else than in `spec`. */
export function isSpecKeyAstray(providerClass: ProviderClass, name: string): boolean {
  const { body } = providerClass.manifest;
  return (
    [...misspeltKeys(objectIn(body, "spec"), SPEC_KEYS).values()].includes(name) ||
    Object.hasOwn(body, name) ||
    misspeltSpec(providerClass) !== undefined
  );
}

/** Whether a parameter is missing, and no misspelt one explains it. */
export function lacksParameter(providerClass: ProviderClass, name: string): boolean {
  const value = name === "tenantID" ? providerClass.tenantId : providerClass.parameter(name);
  const written = providerClass.parameters.get(name);
  return (
    value === undefined &&
    providerClass.parameters.size > 0 &&
    // Something that is no text is reported as that.
    (written === undefined || typeof written === "string") &&
    ![...misspeltParameters(providerClass).values()].includes(name)
  );
}

/** Names too far from the right one to be a slip, and yet used for it. */
const OTHER_NAMES: ReadonlyMap<string, string> = new Map([
  ["params", "parameters"],
  ["secrets", "secretObjects"],
  ["vault", "keyvaultName"],
  ["tenant", "tenantID"],
  ["name", "objectName"],
  ["alias", "objectAlias"],
  ["version", "objectVersion"],
  ["encoding", "objectEncoding"],
  ["format", "objectFormat"],
  ["permission", "filePermission"],
]);

function meant(unknown: readonly string[], missing: readonly string[]): Misspellings {
  return new Map(
    unknown.flatMap((name): readonly [string, string][] => {
      const near = missing.find((one) => one === OTHER_NAMES.get(name)) ?? nearest(name, missing);
      return near === undefined ? [] : [[name, near]];
    }),
  );
}
