import { groupBy, listed, quote } from "../../../shared/index.js";
import type { Container, PodTemplate, SecretVariable, SyncedSecret } from "../../kubernetes/types.js";
import { broken, defineRule, undecided } from "../../rule.js";
import type { World } from "../../world.js";
import { follows, WATCHED } from "./reloader.js";
import { ROTATION_NEEDS, rotationOf } from "./rotation.js";
import { unusedNamesOf } from "./usage.js";

/** A variable is set when a container starts; a new value reaches it by a restart, and by nothing else. */
export const noStaleVariable = defineRule({
  id: "no-stale-variable",
  severity: "warning",
  summary: "Each workload that sets variables from a Secret under rotation is restarted when the Secret changes.",
  link: "variable",
  needs: ["kubernetes", "azure"],
  *check(world) {
    const rotation = rotationOf(world);
    if (rotation === "off") {
      return;
    }
    for (const pod of world.kubernetes.pods) {
      for (const { container, secret, writers, variables } of staleOf(world, pod)) {
        if (rotation === "unknown") {
          yield undecided({
            message: "whether the cluster reads new values is not known, and so not whether variables grow old",
            needs: ROTATION_NEEDS,
          });
          return; // the same for every pod
        }
        const [first, ...others] = variables;
        const names = variables.map(({ name }) => name);
        const isWatched = WATCHED.has(pod.manifest.kind) || pod.partial;
        yield broken({
          on: first ?? container,
          message:
            names[0] === "*"
              ? `${container.id} takes variables from the Secret ${quote(secret)}, which rotates, and nothing restarts it`
              : `${container.id} sets ${listed(names)} from the Secret ${quote(secret)}, which rotates, and nothing restarts it`,
          got: secret,
          allowed: "the mounted file in place of the variable, or a restart by Reloader",
          fix: isWatched
            ? `read the mounted file, or set secret.reloader.stakater.com/reload: ${quote(secret)} on ${pod.id}`
            : "read the mounted file, or run the pod from a Deployment that Reloader restarts",
          shows: "nothing: the container keeps the old value until it starts again",
          also: [...others, ...writers, pod],
        });
      }
    }
  },
});

interface Stale {
  readonly container: Container;
  readonly secret: string;
  readonly writers: readonly SyncedSecret[];
  readonly variables: readonly SecretVariable[];
}

/** Kinds whose pods end by themselves. */
const SHORT: ReadonlySet<string> = new Set(["Job", "CronJob"]);

function* staleOf(world: World, pod: PodTemplate): Iterable<Stale> {
  if (SHORT.has(pod.manifest.kind)) {
    return;
  }
  for (const container of pod.containers) {
    for (const [secret, variables] of groupBy(container.variables, (variable) => variable.secret)) {
      const writers = world.kubernetes.syncedFor(pod.namespace, secret);
      const classes = writers.map(({ providerClass }) => providerClass.name);
      const isFollowed =
        follows(pod, "secret", secret) || classes.some((name) => follows(pod, "secretproviderclass", name));
      if (writers.length > 0 && !isFollowed && !container.init && !hasSlip(world, pod)) {
        yield { container, secret, writers, variables };
      }
    }
  }
}

/** Whether a list for Reloader names something that the workload does not use: match-reloader speaks of it. */
function hasSlip(world: World, pod: PodTemplate): boolean {
  return (["secret", "secretproviderclass"] as const).some(
    (followed) => unusedNamesOf(world, pod, followed).unused.length > 0,
  );
}
