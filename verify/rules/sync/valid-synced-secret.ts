import { listed, nearest, quote } from "../../../shared/index.js";
import { FILL_IN_FIRST, isTemplate } from "../../facts/placeholder.js";
import type { SyncedSecret } from "../../kubernetes/types.js";
import { broken, defineRule, type Fault } from "../../rule.js";
import { SECRET_TYPES } from "./secret-types.js";
import { called } from "./synced-secret.js";

/** The driver says what is wrong with an entry only in its own log; the pod just waits. */
export const validSyncedSecret = defineRule({
  id: "valid-synced-secret",
  severity: "error",
  summary: "Each entry of secretObjects has a name, a type and data that make a Secret.",
  link: "synced-secret",
  needs: ["kubernetes"],
  *check({ kubernetes }) {
    for (const { syncedSecrets } of kubernetes.classes) {
      for (const secret of syncedSecrets) {
        const missing = missingIn(secret);
        if (missing.length > 1) {
          yield wrongShape(secret, missing);
          continue;
        }
        yield* [nameFault(secret), typeFault(secret), dataFault(secret)].filter((fault) => fault !== undefined);
      }
    }
  },
});

/** How long the name of an object may be, and what it is made of (RFC 1123 subdomain). */
const LONGEST_NAME = 253;
const NAME_PART = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;

/** Whether a Secret may be called so. */
export function isSecretName(name: string): boolean {
  return name.length <= LONGEST_NAME && name.split(".").every((part) => NAME_PART.test(part));
}

function missingIn({ name, type, keys }: SyncedSecret): readonly string[] {
  return [
    ...(name === "" ? ["secretName"] : []),
    ...(type === "" ? ["type"] : []),
    ...(keys.length === 0 ? ["data"] : []),
  ];
}

/** An entry that lacks most of what makes one was written for something else: that is one mistake. */
function wrongShape(secret: SyncedSecret, missing: readonly string[]): Fault {
  const first = missing[0] === "secretName" ? "secret name" : "secret type";
  return broken({
    on: secret,
    message: `${called(secret)} has no ${missing.slice(0, -1).join(", no ")} and no ${missing.at(-1)}`,
    allowed: "secretName, type, and data: a list with at least one objectName and key",
    fix: `write ${missing.join(", ")}, as in secretName: api-database, type: Opaque, data: [{ objectName: …, key: … }]`,
    shows: `only in the log of the driver: ${first} is empty; pods wait in CreateContainerConfigError`,
  });
}

function nameFault(secret: SyncedSecret): Fault | undefined {
  const { name, providerClass } = secret;
  if (isSecretName(name)) {
    return undefined;
  }
  const isOpen = isTemplate(name);
  const allowed = "1 to 253 lower-case letters, digits, dashes and dots, with a letter or digit at both ends";
  return name === ""
    ? broken({
        on: secret,
        at: ["secretName"],
        message: `an entry of secretObjects in ${providerClass.id} has no secretName`,
        allowed,
        fix: "set secretName",
        shows: "only in the log of the driver: secret name is empty; pods wait in CreateContainerConfigError",
      })
    : broken({
        on: secret,
        at: ["secretName"],
        // Something may yet fill it in before it is applied.
        severity: isOpen ? "warning" : "error",
        message: `${providerClass.id} writes a Secret named ${quote(name)}, which ${isOpen ? "a tool has still to fill in" : "is no name of a Secret"}`,
        got: name,
        allowed,
        fix: isOpen ? FILL_IN_FIRST : fixedName(name),
        shows: `only in the log of the driver: Secret "${name}" is invalid: metadata.name: Invalid value`,
      });
}

function fixedName(name: string): string {
  const mended = name.toLowerCase().replaceAll(/[^a-z0-9.-]/g, "-");
  return isSecretName(mended) ? `rename it, for example ${quote(mended)}` : "rename it";
}

function typeFault(secret: SyncedSecret): Fault | undefined {
  const { type } = secret;
  const names = [...SECRET_TYPES.keys()];
  if (SECRET_TYPES.has(type)) {
    return undefined;
  }
  const which = called(secret);
  const allowed = `a type of Kubernetes: ${listed(names, names.length)}; or one of your own, as example.com/database`;
  if (type === "") {
    return broken({
      on: secret,
      at: ["type"],
      message: `${which} has no type`,
      allowed,
      fix: 'set type: "Opaque"',
      shows: "only in the log of the driver: secret type is empty; pods wait in CreateContainerConfigError",
    });
  }
  if (isTemplate(type)) {
    return broken({
      on: secret,
      at: ["type"],
      severity: "warning",
      message: `${which} has the type ${quote(type)}, which a tool has still to fill in`,
      got: type,
      allowed,
      fix: FILL_IN_FIRST,
      shows: "nothing: the Secret gets this type, and whoever asks for another does not take it",
    });
  }
  const near = nearest(type, names);
  const isOwn = near === undefined && type.includes("/") && !type.startsWith("kubernetes.io/");
  return broken({
    on: secret,
    at: ["type"],
    severity: isOwn ? "note" : near === undefined || near === "Opaque" ? "warning" : "error",
    message: isOwn ? `${which} has a type of its own, ${quote(type)}` : `${which} has the unknown type ${quote(type)}`,
    got: type,
    allowed,
    fix: near === undefined ? "use Opaque unless a program asks for this type" : `write ${quote(near)}`,
    shows: "nothing: the Secret gets this type, and whoever asks for another does not take it",
  });
}

function dataFault(secret: SyncedSecret): Fault | undefined {
  if (secret.keys.length > 0) {
    return undefined;
  }
  return broken({
    on: secret,
    at: ["data"],
    message: `${called(secret)} has no data`,
    allowed: "a list with at least one objectName and key",
    fix: "add an entry with objectName, the path of a mounted file, and key",
    shows: "only in the log of the driver: data is empty; pods wait in CreateContainerConfigError",
  });
}
