import { quote } from "../../../shared/index.js";
import { isObjectType } from "../../chain/access.js";
import { OBJECT_FIELDS } from "../../facts/parameters.js";
import type { MountedObject, ProviderClass } from "../../kubernetes/types.js";
import { broken, defineRule } from "../../rule.js";
import { atField, driverName } from "./places.js";
import { nameRefused, typeRefused } from "./refusals.js";
import { misspeltFields } from "./spelling.js";

const IGNORED = "nothing: the field is ignored, and the default holds";

/** The provider ignores fields that it does not know, without a word. */
export const noUnknownObjectField = defineRule({
  id: "no-unknown-object-field",
  severity: "warning",
  summary: "Each field of an entry of objects is one that the provider knows, in its exact spelling.",
  link: "object",
  needs: ["kubernetes"],
  *check({ kubernetes }) {
    const all = kubernetes.classes.flatMap((providerClass) =>
      providerClass.objects.map((object) => ({ providerClass, object })),
    );
    for (const { providerClass, object } of all) {
      const meant = misspeltFields(object);
      for (const [name, value] of object.fields) {
        if (OBJECT_FIELDS.includes(name)) {
          continue;
        }
        const near = meant.get(name);
        const wanted = near === undefined || changesNothing(object, near, value) ? undefined : near;
        yield broken({
          ...atField(object, name),
          // What was meant has no effect; where nothing was, or what holds anyway, nothing is lost.
          severity: wanted === undefined ? "warning" : "error",
          message: `${object.id} has the field ${quote(name)}, which the provider does not know and ignores`,
          got: name,
          allowed: `${OBJECT_FIELDS.join(", ")}; case matters`,
          fix: wanted === undefined ? "leave it out" : `write ${quote(wanted)}`,
          ...(wanted === undefined ? {} : { shows: shownFor(providerClass, object, wanted, value) }),
        });
      }
    }
  },
});

/** Whether a value under the right name would say what holds without it, or nothing that the type could have. */
function changesNothing(object: MountedObject, wanted: string, value: string): boolean {
  const onlyOfSecrets = isObjectType(object.type) && object.type !== "secret";
  const lower = value.toLowerCase();
  switch (wanted) {
    case "objectName":
    case "objectType":
      return false;
    case "objectAlias":
      return value === "" || value === object.name;
    case "objectVersion":
      return value === "" || lower === "latest";
    case "objectVersionHistory":
      return ["", "0", "1"].includes(value);
    case "objectFormat":
      return value === "" || lower === "pem" || onlyOfSecrets;
    case "objectEncoding":
      return value === "" || lower === "utf-8" || onlyOfSecrets;
    default:
      return /^(0*644)?$/.test(value);
  }
}

function shownFor(providerClass: ProviderClass, object: MountedObject, wanted: string, value: string): string {
  switch (wanted) {
    case "objectName":
      return nameRefused(object);
    case "objectType":
      return typeRefused(object);
    case "objectAlias":
      return shownOfSecret(providerClass, value) ?? IGNORED;
    default:
      return IGNORED;
  }
}

/** What the driver says where a synced Secret reads the file of an alias that counts for nothing. */
function shownOfSecret(providerClass: ProviderClass, alias: string): string | undefined {
  const { objects, syncedSecrets } = providerClass;
  const secret = syncedSecrets.find(({ keys }) => keys.some(({ objectName }) => objectName === alias));
  return secret === undefined || objects.some(({ files }) => files.includes(alias))
    ? undefined
    : `FailedToCreateSecret: failed to get data in spc ${driverName(providerClass)} for secret ${secret.name}, err: file matching objectName ${alias} not found in the pod`;
}
