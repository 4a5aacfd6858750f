import { groupBy, isSlip, listed, nearest, quote } from "../../../shared/index.js";
import type { PodTemplate, SyncedSecret } from "../../kubernetes/types.js";
import { objectIn } from "../../reading/json.js";
import { broken, defineRule, type Fault, type Undecided, undecided } from "../../rule.js";
import type { World } from "../../world.js";
import { unlessUnread } from "../artefact/unread.js";
import { type Mentions, mentionsOf } from "./mentions.js";
import { failedSetUp, type SecretRead, secretReadsOf, shownWithoutSecret } from "./reads.js";
import { isMadeBySync } from "./secret-syncs.js";
import { mountedClasses } from "./usage.js";
import { isSecretKey } from "./valid-synced-key.js";
import { isSecretName } from "./valid-synced-secret.js";

/** A variable or a volume takes a key of a Secret by its name; neither is looked for anywhere else. */
export const matchSecretKeyRef = defineRule({
  id: "match-secret-key-ref",
  severity: "error",
  summary: "Each key of a Secret that a pod reads is one that a provider class of its namespace writes.",
  link: "variable",
  needs: ["kubernetes"],
  *check(world) {
    const all = world.kubernetes.classes.flatMap(({ syncedSecrets }) => syncedSecrets);
    const written: Written = {
      byNamespace: groupBy(all, ({ providerClass }) => providerClass.namespace),
      byName: groupBy(all, ({ name }) => name),
    };
    for (const pod of world.kubernetes.pods) {
      yield* namelessFaults(pod);
      for (const read of secretReadsOf(pod)) {
        const writers = world.kubernetes.syncedFor(pod.namespace, read.secret);
        const said = writers.length > 0 ? keyFault(world, pod, read, writers) : secretFault(world, pod, read, written);
        if (said !== undefined) {
          yield said;
        }
      }
    }
  },
});

interface Written {
  readonly byNamespace: ReadonlyMap<string, readonly SyncedSecret[]>;
  readonly byName: ReadonlyMap<string, readonly SyncedSecret[]>;
}

/** Variables without a name, or that name no Secret. */
function namelessFaults(pod: PodTemplate): readonly Fault[] {
  const all = pod.containers.flatMap(({ variables }) => variables);
  const nameless = all.filter(({ name, secret }) => name === "" || secret === "");
  return nameless.map((variable) => {
    const what = variable.name === "" ? "variable" : "Secret";
    return broken({
      on: variable,
      at: variable.name === "" ? ["name"] : ["valueFrom", "secretKeyRef", "name"],
      message: `${variable.id.trimEnd()} does not name its ${what}`,
      allowed: variable.name === "" ? "the name of a variable" : "the name of a Secret in the namespace of the pod",
      fix: variable.name === "" ? "set the name of the variable" : "set name in secretKeyRef",
      shows: `the API server refuses the pod: ${variable.name === "" ? "env.name" : "secretKeyRef.name"}: Required value`,
      also: [pod],
    });
  });
}

function keyFault(
  { kubernetes }: World,
  pod: PodTemplate,
  read: SecretRead,
  writers: readonly SyncedSecret[],
): Fault | undefined {
  const given = kubernetes.find("Secret", pod.namespace, read.secret);
  const others = ["data", "stringData"].flatMap((name) => Object.keys(objectIn(given?.body, name)));
  const keys = [...writers.flatMap((secret) => secret.keys.map(({ key }) => key)), ...others];
  const isWanted = read.key !== undefined || read.lacksKey;
  if (
    !isWanted ||
    keys.length === 0 ||
    !keys.every(isSecretKey) ||
    (read.key !== undefined && keys.includes(read.key))
  ) {
    return undefined;
  }
  const key = read.key ?? "";
  const near = nearest(key, keys);
  const isVariable = read.how === "variable";
  return broken({
    on: read.on,
    at: read.keyAt,
    severity: read.optional ? "warning" : "error",
    message: read.lacksKey
      ? `${read.on.id} names no key of the Secret ${quote(read.secret)}`
      : `${read.on.id} reads the key ${quote(key)} of the Secret ${quote(read.secret)}, which does not get it`,
    ...(read.lacksKey ? {} : { got: key }),
    allowed: `a key of the Secret: ${listed(keys)}`,
    fix:
      near === undefined || key === ""
        ? `use ${listed(keys)}, or add the key to secretObjects`
        : `write ${quote(near)}`,
    shows: read.lacksKey
      ? "the API server refuses the pod: secretKeyRef.key: Required value"
      : read.optional
        ? "nothing: it is optional, and stays away"
        : isVariable
          ? `CreateContainerConfigError: couldn't find key ${key} in Secret ${pod.namespace || "<namespace>"}/${read.secret}`
          : failedSetUp(read.volume, `references non-existent secret key: ${key}`),
    also: [...writers, pod],
  });
}

/** A Secret that no class writes may be somebody else's, unless its name shows what was meant. */
function secretFault(
  world: World,
  pod: PodTemplate,
  read: SecretRead,
  written: Written,
): Fault | Undecided | undefined {
  const { kubernetes } = world;
  const isGiven =
    kubernetes.find("Secret", pod.namespace, read.secret) !== undefined ||
    kubernetes.isWrittenByOther(pod.namespace, read.secret) ||
    isMadeBySync(kubernetes, pod.namespace, read.secret);
  const here = written.byNamespace.get(pod.namespace) ?? [];
  const elsewhere = written.byName.get(read.secret) ?? [];
  if (isGiven || (here.length === 0 && elsewhere.length === 0 && pod.classVolumes.length === 0)) {
    return undefined;
  }
  const mounted = mountedClasses(world, pod);
  const own = mounted.flatMap(({ syncedSecrets }) => syncedSecrets);
  const candidates = own.length > 0 || here.length > MOST_CANDIDATES ? own : here;
  const invalid = candidates.map(({ name }) => name).filter((name) => name !== "" && !isSecretName(name));
  if (nearest(read.secret, invalid) !== undefined) {
    return undefined; // valid-synced-secret speaks of it
  }
  const near = nearest(read.secret, unread(candidates, pod, mentionsOf(world)));
  if (near !== undefined || (elsewhere.length > 0 && mounted.length > 0)) {
    return unlessUnread(world, misnamed(pod, read, near, elsewhere, here));
  }
  const alike = own.find((secret) => isMisspelt(read, secret));
  if (alike !== undefined) {
    // Somebody reads that one already, so the other may be one that is made elsewhere.
    return unlessUnread(world, { ...misnamed(pod, read, alike.name, [], here), severity: "warning" });
  }
  return undecided({
    on: read.on,
    at: read.at,
    message: `${read.on.id} reads the Secret ${quote(read.secret)}, which no class writes and no manifest makes`,
    needs: "the manifest of the Secret, or of what makes it; without its values",
  });
}

/** Whether a Secret that the pod gets is called the same but for a slip of a finger, and has the key. */
function isMisspelt({ secret, key }: SecretRead, { name, keys }: SyncedSecret): boolean {
  const [one, other] = [secret.toLowerCase(), name.toLowerCase()];
  return (one === other || isSlip(one, other)) && keys.some((written) => written.key === key);
}

/** So many names are compared with one that is not there; more would take too long where everything is broken. */
const MOST_CANDIDATES = 100;

/** Names of Secrets that classes write and nobody reads: one of them may be what a pod means. */
function unread(here: readonly SyncedSecret[], { namespace }: PodTemplate, mentions: Mentions): readonly string[] {
  return here.map(({ name }) => name).filter((name) => isSecretName(name) && !mentions.isMentioned(namespace, name));
}

function misnamed(
  pod: PodTemplate,
  read: SecretRead,
  near: string | undefined,
  elsewhere: readonly SyncedSecret[],
  here: readonly SyncedSecret[],
): Fault {
  const names = here.map(({ name }) => name).filter(isSecretName);
  const namespaces = elsewhere.map(({ providerClass }) => providerClass.namespace);
  return broken({
    on: read.on,
    at: read.at,
    severity: read.optional || read.how === "pull" ? "warning" : "error",
    message:
      near === undefined
        ? `${read.on.id} reads the Secret ${quote(read.secret)}, which a class of another namespace writes, ${listed(namespaces)}`
        : `${read.on.id} reads the Secret ${quote(read.secret)}, which no class of its namespace writes`,
    got: read.secret,
    allowed:
      names.length === 0 ? "a Secret of the namespace of the pod" : `a Secret of the namespace: ${listed(names)}`,
    fix: near === undefined ? "write the Secret from a class in the namespace of the pod" : `write ${quote(near)}`,
    shows: shownWithoutSecret(read),
    also: [pod],
  });
}
