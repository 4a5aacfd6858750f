import { shortened } from "../../../shared/index.js";
import { OBJECT_FIELDS, PARAMETERS } from "../../facts/parameters.js";
import type { Placeholder } from "../../facts/placeholder.js";
import type { MountedObject, ProviderClass } from "../../kubernetes/types.js";
import { broken, defineRule, type Fault } from "../../rule.js";
import { blankField, blankParameter } from "./blanks.js";
import { atField, atParameter, mountFails } from "./places.js";
import {
  cloudRefused,
  encodingRefused,
  fileUnreadable,
  flagRefused,
  formatRefused,
  historyRefused,
  nameRefused,
  typeRefused,
  vaultNameRefused,
  versionRefused,
} from "./refusals.js";

/** What is left of a sample or template is taken as it stands, but for what the provider does not know and ignores. */
export const noPlaceholder = defineRule({
  id: "no-placeholder",
  severity: "error",
  summary: "No parameter of a class, and no field of an object, is still to be filled in; ids have rules of their own.",
  link: "class",
  needs: ["kubernetes"],
  *check({ kubernetes }) {
    for (const providerClass of kubernetes.classes) {
      for (const [name, { type }] of PARAMETERS) {
        const value = providerClass.parameter(name) ?? "";
        // Of `objects` each field is looked at alone, and ids are judged by the rules about ids.
        const whole = type !== "guid" && (type !== "objects" || providerClass.objects.length === 0);
        const kind = whole ? blankParameter(value) : undefined;
        if (kind !== undefined) {
          yield broken({
            ...atParameter(providerClass, name),
            ...said(`${name} of ${providerClass.id}`, value, kind),
            shows: shownOfParameter(providerClass, name, value),
          });
        }
      }
      for (const object of providerClass.objects) {
        for (const name of OBJECT_FIELDS) {
          const value = object.fields.get(name) ?? "";
          const kind = blankField(value);
          if (kind !== undefined) {
            yield broken({
              ...atField(object, name),
              ...said(`${name} of ${object.id}`, value, kind),
              shows: shownOfField(object, name, value),
            });
          }
        }
      }
    }
  },
});

function said(what: string, value: string, kind: Placeholder): Omit<Fault, "kind" | "on"> {
  const isTemplate = kind === "template";
  return {
    // Something may still fill in a template before it is applied.
    severity: isTemplate ? "warning" : "error",
    message: `${what} is ${shortened(value)}, which ${isTemplate ? "a tool has still to fill in" : "somebody has still to fill in"}`,
    got: shortened(value),
    allowed: "the value itself",
    fix: isTemplate ? "give the manifest as it is applied, with its variables filled in" : "write the value",
  };
}

function shownOfParameter({ objectsProblem }: ProviderClass, name: string, value: string): string {
  switch (PARAMETERS.get(name)?.type) {
    case "flag":
      return flagRefused(name, value);
    case "cloud":
      return cloudRefused(value);
    case "path":
      return "nothing, unless the cloud is an Azure Stack: then no such file or directory";
    case "objects":
      return objectsProblem === undefined
        ? "FailedMount: …, since there is no object to read"
        : mountFails("failed to yaml unmarshal objects, error: yaml: …");
    default:
      return vaultNameRefused(value);
  }
}

function shownOfField(object: MountedObject, name: string, value: string): string {
  switch (name) {
    case "objectName":
      return nameRefused(object);
    case "objectType":
      return typeRefused(object);
    case "objectVersion":
      return versionRefused(object);
    case "objectVersionHistory":
      return historyRefused(object, value, "!!str");
    case "objectFormat":
      return formatRefused(object, value);
    case "objectEncoding":
      return encodingRefused(object, value);
    case "filePermission":
      return fileUnreadable(object);
    default:
      return `nothing: the file is called ${shortened(value)}`;
  }
}
