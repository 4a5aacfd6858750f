import { listed, nearest, quote } from "../../../shared/index.js";
import { FILL_IN_FIRST, isTemplate } from "../../facts/placeholder.js";
import type { MountedObject, SyncedKey, SyncedSecret } from "../../kubernetes/types.js";
import { broken, defineRule, undecided } from "../../rule.js";
import type { World } from "../../world.js";
import { misspeltFields } from "../class/spelling.js";
import { hasReadableObjects, objectsByFile } from "./sources.js";
import { called, shownOfData } from "./synced-secret.js";

/** The driver fills a Secret from the files that it mounts, by their paths. */
export const matchSyncedObject = defineRule({
  id: "match-synced-object",
  severity: "error",
  summary: "Each objectName in secretObjects is the path of a file that the class mounts.",
  link: "synced-secret",
  needs: ["kubernetes"],
  *check(world) {
    for (const providerClass of world.kubernetes.classes) {
      if (!hasReadableObjects(providerClass) || providerClass.syncedSecrets.length === 0) {
        continue;
      }
      const files = objectsByFile(providerClass);
      for (const secret of providerClass.syncedSecrets) {
        for (const entry of secret.keys.filter(({ objectName }) => !files.has(objectName))) {
          yield* said(world, secret, entry, files);
        }
      }
    }
  },
});

function* said(
  world: World,
  secret: SyncedSecret,
  { objectName, index }: SyncedKey,
  files: ReadonlyMap<string, MountedObject>,
) {
  const { providerClass } = secret;
  const at = ["data", index, "objectName"];
  const which = called(secret);
  if (files.has(objectName.replace(/\.(crt|key)$/, "")) && !hasAddOn(world)) {
    yield undecided({
      on: secret,
      at,
      message: `${which} reads the file ${quote(objectName)}, which a provider of your own only writes with write-cert-and-key-in-separate-files`,
      needs: "the Terraform of a cluster with the add-on, which does not write such files",
    });
    return;
  }
  if (providerClass.objects.some((object) => meansAlias(object, objectName))) {
    return; // The field is misspelt and is reported; with its right name the file is there.
  }
  const beyond = oneBeyond(providerClass.objects, objectName);
  const isOpen = isTemplate(objectName);
  const names = [...files.keys()].filter((name) => name !== "");
  if (names.length < files.size && objectName !== "" && nearest(objectName, names) === undefined) {
    return; // It may be the file of the object whose name is missing, which is reported.
  }
  const reason =
    objectName === ""
      ? "object name in secretObjects.data"
      : `file matching objectName ${objectName} not found in the pod`;
  const scope = `${providerClass.namespace || "<namespace>"}/${providerClass.name}`;
  yield broken({
    on: secret,
    at,
    // What a tool has still to fill in may become the path of a file.
    severity: beyond === undefined && !isOpen ? "error" : "warning",
    message:
      objectName === ""
        ? `an entry of ${which} has no objectName`
        : beyond === undefined
          ? `${which} reads the file ${quote(objectName)}, which ${isOpen ? "a tool has still to fill in" : "the class does not mount"}`
          : `${which} reads the file ${quote(objectName)}, one more than objectVersionHistory: ${beyond.history} promises`,
    ...(objectName === "" ? {} : { got: objectName }),
    allowed: `the path of a file, by the alias where there is one: ${listed(names)}`,
    fix: isOpen ? FILL_IN_FIRST : fixFor(objectName, providerClass.objects, names),
    shows: shownOfData(
      secret,
      `FailedToCreateSecret: failed to get data in spc ${scope} for secret ${secret.name}, err: ${reason}`,
    ),
  });
}

/** Whether an object was meant to write a file, by a field that is nearly `objectAlias`. */
function meansAlias(object: MountedObject, file: string): boolean {
  const meant = misspeltFields(object);
  return [...object.fields].some(([name, value]) => meant.get(name) === "objectAlias" && value === file);
}

function hasAddOn({ azure }: World): boolean {
  return azure.clusters.some(({ addOn }) => typeof addOn !== "string");
}

/** The object of which this is the first version that was not asked for; the provider may write it all the same. */
function oneBeyond(objects: readonly MountedObject[], file: string): MountedObject | undefined {
  return objects.find(({ path, history }) => history > 1 && file === `${path}/${history}`);
}

function fixFor(objectName: string, objects: readonly MountedObject[], files: readonly string[]): string {
  const meant = objects.find(({ name, path }) => objectName !== "" && (name === objectName || path === objectName));
  const file = meant?.files[0] ?? nearest(objectName, files);
  if (meant !== undefined && meant.history > 1) {
    return `write ${quote(file)}: with objectVersionHistory each version is a file in a folder, the newest first`;
  }
  if (meant !== undefined) {
    return `write ${quote(file)}, the alias of the object`;
  }
  return file === undefined ? `use ${listed(files)}, or add the object to the class` : `write ${quote(file)}`;
}
