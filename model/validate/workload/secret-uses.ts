import type { ContainerProps } from "../../container.js";
import { containersOf } from "../../container-list.js";
import * as limits from "../../limits/index.js";
import { problem, quote, suggest, within } from "../../problem.js";
import type { SyncedSecret } from "../../synced-secret.js";
import type { Workload } from "../../workload.js";
import { checkName, checkUnique, type Problems } from "../checks.js";

/** Checks what reads synced Secrets: environment variables of each container, and the pulling of images. */
export function* checkSecretUses(workload: Workload, at: string): Problems {
  const synced = workload.mounts.flatMap(({ sync = [] }) => sync);
  for (const { place, container } of containersOf(workload)) {
    const where = within(at, ...place);
    yield* checkVariables(container, synced, where);
    yield* checkVariableSources(container, synced, where);
  }
  yield* checkPullSecrets(workload, synced, at);
}

function* checkVariables(
  { env = {} }: Pick<ContainerProps, "env">,
  synced: readonly SyncedSecret[],
  at: string,
): Problems {
  for (const [variable, value] of Object.entries(env)) {
    const where = within(at, `env.${variable}`);
    yield* checkName("valid-variable-name", "environment variable", variable, where, limits.environmentVariable);
    if (typeof value === "string") {
      continue;
    }
    const secret = synced.find(({ name }) => name === value.secret);
    const reference = quote(`${value.secret}/${value.key}`);
    if (secret === undefined) {
      yield problem({
        rule: "match-synced-secret",
        message: `environment variable ${quote(variable)} reads ${reference}, but no mount of this workload syncs that Secret`,
        at: where,
        allowed:
          "a key of a Secret that the workload's own mounts sync: the driver writes it only while such a pod runs",
        fix:
          suggest(
            value.secret,
            synced.map(({ name }) => name),
          ) || "add the Secret to sync of a mount",
      });
    } else if (!Object.hasOwn(secret.data, value.key) && Object.keys(secret.data).length > 0) {
      yield problem({
        rule: "match-synced-secret",
        message: `environment variable ${quote(variable)} reads ${reference}, but the Secret has no such key`,
        at: where,
        allowed: `one of its keys: ${Object.keys(secret.data).join(", ")}`,
        fix: suggest(value.key, Object.keys(secret.data)),
      });
    }
  }
}

function* checkVariableSources(
  { envFrom = [] }: Pick<ContainerProps, "envFrom">,
  synced: readonly SyncedSecret[],
  at: string,
): Problems {
  const sources = envFrom.map((one) => ("secret" in one ? one : { secret: one, prefix: "" }));
  for (const [index, { secret, prefix }] of sources.entries()) {
    const where = within(at, `envFrom[${index}] ${secret.name}`);
    if (!synced.includes(secret)) {
      yield problem({
        rule: "match-synced-secret",
        message: `variables come from Secret ${quote(secret.name)}, which no mount of this workload syncs`,
        at: where,
        allowed: "a Secret that the workload's own mounts sync: the driver writes it only while such a pod runs",
        fix: "keep what syncedSecret(…) returns in a constant, list that in sync of a mount and refer to it here",
      });
    }
    for (const key of Object.keys(secret.data)) {
      yield* checkName(
        "valid-variable-name",
        "environment variable",
        `${prefix}${key}`,
        where,
        limits.environmentVariable,
        "rename the key, or read it under another name in env",
      );
    }
  }
  yield* checkUnique(
    sources.flatMap(({ secret, prefix }) =>
      Object.keys(secret.data).map((key) => ({ secret, name: `${prefix}${key}` })),
    ),
    ({ name }) => name,
    (again, first) =>
      problem({
        rule: "unique-variable",
        message: `variable ${quote(again.name)} comes from Secret ${quote(first.secret.name)} and from Secret ${quote(again.secret.name)}`,
        at: within(at, "envFrom"),
        allowed: "each variable once: of two, Kubernetes keeps the last and says nothing",
        fix: "give one of the Secrets a prefix",
      }),
  );
}

function* checkPullSecrets(workload: Workload, synced: readonly SyncedSecret[], at: string): Problems {
  if (workload.kind === "Attachment") {
    return;
  }
  for (const [index, secret] of (workload.imagePullSecrets ?? []).entries()) {
    const where = within(at, `imagePullSecrets[${index}]`);
    if (typeof secret === "string") {
      yield* checkName("valid-synced-secret-name", "Secret name", secret, where, limits.dnsSubdomain);
    } else if (!synced.includes(secret)) {
      yield problem({
        rule: "match-synced-secret",
        message: `images are pulled with Secret ${quote(secret.name)}, which no mount of this workload syncs`,
        at: where,
        allowed: "a Secret that the workload's own mounts sync, or the name of one that exists",
        fix: "list the Secret in sync of a mount",
      });
    } else if (secret.type !== "kubernetes.io/dockerconfigjson" && secret.type !== "kubernetes.io/dockercfg") {
      yield problem({
        rule: "valid-synced-secret-type",
        message: `images are pulled with Secret ${quote(secret.name)} of type ${quote(secret.type)}`,
        at: where,
        allowed: "kubernetes.io/dockerconfigjson, kubernetes.io/dockercfg",
        fix: 'syncedSecret(…, { ".dockerconfigjson": … }, { type: "kubernetes.io/dockerconfigjson" })',
      });
    }
  }
}
