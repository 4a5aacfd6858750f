import { listed, quote } from "../../../shared/index.js";
import type { PodTemplate, SyncedSecret } from "../../kubernetes/types.js";
import { broken, defineRule, type Fault, undecided } from "../../rule.js";
import type { Thing } from "../../thing.js";
import type { World } from "../../world.js";
import { classMentionsOf } from "../limits/class-mentions.js";
import { type SecretRead, secretReadsOf, shownWithoutSecret } from "./reads.js";
import { isMadeBySync } from "./secret-syncs.js";
import { mountedClasses, mountsNothing } from "./usage.js";

/** A synced Secret comes into being when a pod mounts its class, and goes with the last one that does. */
export const requireMount = defineRule({
  id: "require-mount",
  severity: "error",
  summary: "Each pod that reads a synced Secret mounts a provider class that writes it.",
  link: "synced-secret",
  needs: ["kubernetes"],
  *check(world) {
    for (const pod of world.kubernetes.pods) {
      const said = new Set<string>();
      for (const read of secretReadsOf(pod)) {
        const writers = world.kubernetes.syncedFor(pod.namespace, read.secret);
        if (writers.length === 0 || said.has(read.secret) || isGiven(world, pod, read)) {
          continue;
        }
        said.add(read.secret);
        const mounted = mountedClasses(world, pod);
        const isMounted = writers.some(({ providerClass }) => mounted.includes(providerClass));
        if (isMounted || mountsNothing(world, pod) || mountsElsewhere(world, pod, writers)) {
          continue;
        }
        yield pod.partial ? open(read, writers) : withoutMount(world, pod, read, writers);
      }
    }
  },
});

/** Whether the Secret is there anyway, since somebody applies it, or a controller writes it without a pod. */
function isGiven({ kubernetes }: World, { namespace }: PodTemplate, { secret }: SecretRead): boolean {
  return kubernetes.find("Secret", namespace, secret) !== undefined || isMadeBySync(kubernetes, namespace, secret);
}

/** Whether another manifest of the same object mounts the class: that there are two is another rule's. */
function mountsElsewhere(world: World, { id, partial }: PodTemplate, writers: readonly SyncedSecret[]): boolean {
  return !partial && writers.some((writer) => mountersOf(world, writer).some((pod) => pod.id === id));
}

function mountersOf(world: World, { providerClass }: SyncedSecret): readonly PodTemplate[] {
  return world.mountingsOf(providerClass.id).map(({ pod }) => pod);
}

function open(read: SecretRead, writers: readonly SyncedSecret[]) {
  return undecided({
    on: read.on,
    at: read.at,
    message: `${read.on.id} reads the Secret ${quote(read.secret)} of ${writers[0]?.providerClass.id}, which this part of the pod does not mount`,
    needs: "the whole pod: the output of helm template or kustomize build",
  });
}

function withoutMount(world: World, pod: PodTemplate, read: SecretRead, writers: readonly SyncedSecret[]): Fault {
  const classes = writers.map(({ providerClass }) => providerClass);
  const mentions = classMentionsOf(world.kubernetes);
  const mounting = writers.flatMap((writer) => mountersOf(world, writer))[0];
  const naming = mounting === undefined ? classes.flatMap(({ name }) => mentions.of(name) ?? [])[0] : undefined;
  const other = mounting ?? naming;
  const isSevere = other === undefined && !read.optional && read.how !== "pull";
  return broken({
    on: read.on,
    at: read.at,
    severity: isSevere ? "error" : "warning",
    message:
      `${read.on.id} ${read.how === "pull" ? "pulls images with" : "reads"} the Secret ${quote(read.secret)}, ` +
      "and its pod does not mount the class that writes it" +
      (other === undefined ? "" : `; ${other.id} ${mounting === undefined ? "names the class" : "does"}`),
    got: read.secret,
    allowed: `a pod that mounts ${listed(classes.map(({ name }) => name))}`,
    fix: `add a csi volume of the class ${quote(classes[0]?.name)} to ${pod.id}, and mount it in a container`,
    shows: shownOf(read, other),
    also: [...writers, pod],
  });
}

function shownOf(read: SecretRead, other: Thing | undefined): string {
  const shown = shownWithoutSecret(read);
  if (other === undefined) {
    return shown;
  }
  return read.optional
    ? `nothing: it is optional, and there only while pods of ${other.id} run`
    : `nothing while pods of ${other.id} run; after them ${shown}`;
}
