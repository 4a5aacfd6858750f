import { listed, nearest, quote } from "../../../shared/index.js";
import { FILL_IN_FIRST, isTemplate } from "../../facts/placeholder.js";
import type { SyncedKey, SyncedSecret } from "../../kubernetes/types.js";
import { broken, defineRule, type Fault } from "../../rule.js";
import { SECRET_TYPES } from "./secret-types.js";
import { called, shownOfData } from "./synced-secret.js";

/** What a key is called is fixed by the API server, and for some types by whoever reads the Secret. */
export const validSyncedKey = defineRule({
  id: "valid-synced-key",
  severity: "error",
  summary: "Each key of a synced Secret is one that Kubernetes takes for the type of the Secret.",
  link: "synced-secret",
  needs: ["kubernetes"],
  *check({ kubernetes }) {
    for (const { syncedSecrets } of kubernetes.classes) {
      for (const secret of syncedSecrets) {
        const faults = secret.keys.map((key) => keyFault(secret, key)).filter((fault) => fault !== undefined);
        yield* faults;
        if (faults.length === 0 && secret.keys.length > 0) {
          yield* missingFaults(secret);
        }
      }
    }
  },
});

/** @see https://kubernetes.io/docs/concepts/configuration/secret/#restriction-names-data */
const KEY = /^[-._a-zA-Z0-9]{1,253}$/;

/** Whether a key of a Secret may be called so. */
export function isSecretKey(key: string): boolean {
  return KEY.test(key) && key !== "." && key !== "..";
}

function keyFault(secret: SyncedSecret, { key, index }: SyncedKey): Fault | undefined {
  const which = called(secret);
  const at = ["data", index, "key"];
  if (key === "") {
    return broken({
      on: secret,
      at,
      message: `an entry of ${which} has no key`,
      allowed: KEYS,
      fix: "set key",
      shows: shownOfData(
        secret,
        `FailedToCreateSecret: failed to get data in spc ${scopeOf(secret)} for secret ${secret.name}, err: key in secretObjects.data is empty`,
      ),
    });
  }
  if (!isSecretKey(key)) {
    const isOpen = isTemplate(key);
    return broken({
      on: secret,
      at,
      // Something may yet fill it in before it is applied.
      severity: isOpen ? "warning" : "error",
      message: `${which} has the key ${quote(key)}, which ${isOpen ? "a tool has still to fill in" : "Kubernetes does not take"}`,
      got: key,
      allowed: KEYS,
      fix: isOpen
        ? FILL_IN_FIRST
        : `rename it, for example ${quote(key.replaceAll(/[^-._a-zA-Z0-9]/g, "_").slice(0, 253))}`,
      shows: shownOfData(
        secret,
        `only in the log of the driver: Secret "${secret.name}" is invalid: data[${key}]: Invalid value`,
      ),
    });
  }
  const type = SECRET_TYPES.get(secret.type);
  if (type?.only === true && !type.all.includes(key)) {
    const near = nearest(key, type.all);
    const [free, ...others] = type.all.filter((one) => !secret.keys.some((entry) => entry.key === one));
    return broken({
      on: secret,
      at,
      message: `${which} is of type ${secret.type} and has the key ${quote(key)}`,
      got: key,
      allowed: listed(type.all),
      fix:
        near !== undefined && near === (free ?? near)
          ? `write ${quote(near)}`
          : free === undefined
            ? "remove the entry"
            : others.length === 0
              ? `write ${quote(free)}`
              : TLS_FIX,
      shows: shownOfData(
        secret,
        `FailedToCreateSecret: … key '${key}' is not supported. Only 'tls.key' and 'tls.crt' are supported`,
      ),
    });
  }
  return undefined;
}

const TLS_FIX = 'write "tls.crt" where it is for the certificate, "tls.key" where it is for the private key';

const KEYS = "1 to 253 letters, digits, dashes, underscores and dots";

function scopeOf({ providerClass }: SyncedSecret): string {
  return `${providerClass.namespace || "<namespace>"}/${providerClass.name}`;
}

/** Keys that the API server asks for, by the type. */
function missingFaults(secret: SyncedSecret): readonly Fault[] {
  const type = SECRET_TYPES.get(secret.type);
  const keys = secret.keys.map(({ key }) => key);
  const all = type?.all.filter((key) => !keys.includes(key)) ?? [];
  const lacksSome = type !== undefined && type.some.length > 0 && !type.some.some((key) => keys.includes(key));
  const missing = lacksSome ? [type.some[0] ?? ""] : all;
  return missing.map((key) => {
    const near = nearest(key, keys);
    return broken({
      on: secret,
      at: ["data"],
      message: `${called(secret)} is of type ${secret.type} and has no key ${quote(key)}`,
      got: keys.join(", "),
      allowed: lacksSome ? `at least one of ${listed(type.some)}` : listed(type?.all ?? []),
      fix: near === undefined ? `add the key ${quote(key)}` : `write ${quote(key)} instead of ${quote(near)}`,
      shows: shownOfData(
        secret,
        `only in the log of the driver: Secret "${secret.name}" is invalid: data[${key}]: Required value`,
      ),
    });
  });
}
