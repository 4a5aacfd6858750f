import { groupBy, quote } from "../../../shared/index.js";
import type { SyncedSecret } from "../../kubernetes/types.js";
import { objectIn, textIn } from "../../reading/json.js";
import { broken, defineRule, type Fault } from "../../rule.js";
import type { World } from "../../world.js";
import { objectsByFile } from "./sources.js";

/** The driver overwrites a Secret of that name, whoever made it. */
export const uniqueSyncedSecret = defineRule({
  id: "unique-synced-secret",
  severity: "error",
  summary: "Each synced Secret is written by one entry of one class, and by nobody else.",
  link: "synced-secret",
  needs: ["kubernetes"],
  *check({ kubernetes }) {
    const all = kubernetes.classes.flatMap(({ syncedSecrets }) => syncedSecrets).filter(({ name }) => name !== "");
    for (const writers of groupBy(all, keyOf).values()) {
      const [first, ...others] = writers;
      if (first === undefined) {
        continue;
      }
      yield* others.filter((secret) => !isSameManifestAgain(first, secret)).map((secret) => twice(first, secret));
      const given = givenFault(kubernetes, first);
      if (given !== undefined) {
        yield given;
      }
    }
  },
});

/** Whether the class itself stands twice among the manifests, of which another rule speaks. */
function isSameManifestAgain({ providerClass: one }: SyncedSecret, { providerClass: other }: SyncedSecret): boolean {
  return one !== other && one.id === other.id;
}

function keyOf({ name, providerClass }: SyncedSecret): string {
  return `${providerClass.namespace}/${name}`;
}

function twice(first: SyncedSecret, secret: SyncedSecret): Fault {
  const isSame = contentOf(first) === contentOf(secret);
  const other = first.providerClass === secret.providerClass ? "twice" : `and so does ${first.providerClass.id}`;
  return broken({
    on: secret,
    at: ["secretName"],
    severity: isSame ? "warning" : "error",
    message: `${secret.providerClass.id} writes the Secret ${quote(secret.name)}, ${other}`,
    got: secret.name,
    allowed: "one entry of one class of a namespace for each Secret",
    fix: isSame ? "let the workloads share one class" : "rename one of the two, and what reads it",
    shows: isSame
      ? "nothing while both write the same; a change of one class makes the two overwrite each other"
      : "nothing: the two overwrite each other, and pods read what was written last",
    also: [first],
  });
}

/** What an entry writes, as a text to compare by. */
function contentOf({ type, keys, providerClass }: SyncedSecret): string {
  const files = objectsByFile(providerClass);
  const sources = keys.map(({ key, objectName }) => {
    const object = files.get(objectName);
    const fields = [...(object?.fields ?? [])].filter(([name]) => name !== "objectAlias");
    return [key, objectName.slice(object?.path.length ?? 0), ...fields.toSorted().flat()].join("\n");
  });
  return JSON.stringify([type, providerClass.parameter("keyvaultName"), sources.sort()]);
}

/**
 * Label that the driver puts on the Secrets that it makes.
 *
 * @see kubernetes-sigs/secrets-store-csi-driver v1.6.0, controllers/secretproviderclasspodstatus_controller.go
 */
const MANAGED = "secrets-store.csi.k8s.io/managed";

/** A Secret that somebody else makes as well; an empty one may be a placeholder. */
function givenFault(kubernetes: World["kubernetes"], secret: SyncedSecret): Fault | undefined {
  const manifest = kubernetes.find("Secret", secret.providerClass.namespace, secret.name);
  // What was exported from a cluster holds the Secret of the driver itself.
  if (manifest === undefined || manifest.labels.get(MANAGED) === "true") {
    return undefined;
  }
  const isEmpty = ["data", "stringData"].every((name) => Object.keys(objectIn(manifest.body, name)).length === 0);
  const type = textIn(manifest.body, "type") ?? "Opaque";
  const isOfType = type === secret.type;
  return broken({
    on: secret,
    at: ["secretName"],
    severity: isEmpty && isOfType ? "warning" : "error",
    message: `${secret.providerClass.id} writes the Secret ${quote(secret.name)}, which is also among the manifests`,
    got: secret.name,
    allowed: "a name that no other Secret of the namespace has",
    fix: "rename one of the two, or remove the manifest of the Secret",
    shows: isOfType
      ? "nothing: the driver overwrites what the manifest says, and whoever applies it overwrites the driver"
      : `only in the log of the driver: Secret "${secret.name}" is invalid: type: Invalid value: "${secret.type}": field is immutable`,
    also: [manifest],
  });
}
