import { isAbsolute } from "node:path/posix";
import type { Environment } from "../environment.js";
import * as limits from "../limits.js";
import { type Problem, problem, quote, suggest, within } from "../problem.js";
import { namespaceOf, resolveWorkload, serviceAccountOf } from "../resolve-workload.js";
import type { Workload } from "../workload.js";
import { checkInteger, checkName, checkUnique, type Problems } from "./checks.js";
import { checkMount } from "./mounts.js";

/** Checks workloads, their mounts and what they share a namespace with. */
export function* checkWorkloads(environment: Environment): Problems {
  const { name, workloads } = environment;
  const at = (index: number, workload: Workload) => within(name, `workloads[${index}] ${workload.name}`);

  for (const [index, workload] of workloads.entries()) {
    yield* checkWorkload(environment, workload, at(index, workload));
  }
  const placed = workloads.map((workload, index) => ({
    workload,
    namespace: namespaceOf(workload),
    at: at(index, workload),
    mounts: resolveWorkload(workload, "").mounts,
  }));
  yield* checkUnique(
    placed,
    ({ workload, namespace }) => `${workload.kind}/${namespace}/${workload.name}`,
    (again) =>
      problem({
        rule: "unique-workload-name",
        message: `there are two of ${again.workload.kind} ${quote(again.workload.name)} in namespace ${quote(again.namespace)}`,
        at: again.at,
        allowed: "one object of a kind and name in a namespace",
        fix: "rename one of them",
      }),
  );
  yield* checkUnique(
    placed.flatMap(({ mounts, ...place }) =>
      mounts.map(({ providerClass }, mount) => ({ ...place, providerClass, mount })),
    ),
    ({ namespace, providerClass }) => `${namespace}/${providerClass}`,
    reportSharedClass,
  );
  yield* checkUnique(
    placed.flatMap(({ mounts, ...place }) =>
      mounts.flatMap(({ sync }, mount) => sync.map(({ name: secret }) => ({ ...place, secret, mount }))),
    ),
    ({ namespace, secret }) => `${namespace}/${secret}`,
    (again, first) =>
      problem({
        rule: "unique-synced-secret",
        message: `Secret ${quote(again.secret)} in namespace ${quote(again.namespace)} is written twice, the other time for workload ${quote(first.workload.name)}`,
        at: within(again.at, `mounts[${again.mount}]`, "sync"),
        allowed: "one writer for each Secret: the driver overwrites what it finds",
        fix: "give each workload a Secret of its own name",
      }),
  );
}

interface PlacedClass {
  readonly workload: Workload;
  readonly namespace: string;
  readonly at: string;
  readonly providerClass: string;
  readonly mount: number;
}

function reportSharedClass(again: PlacedClass, first: PlacedClass): Problem {
  const at = within(again.at, `mounts[${again.mount}]`, "providerClass");
  const fix = "set providerClass on one of the mounts, or put all objects into one mount";
  if (again.workload === first.workload) {
    return problem({
      rule: "unique-class-volume",
      message: `provider class ${quote(again.providerClass)} would be mounted through two volumes of one pod`,
      at,
      allowed: "one volume for each provider class in a pod: the driver follows only the first",
      fix,
    });
  }
  return problem({
    rule: "unique-provider-class",
    message: `provider class ${quote(again.providerClass)} in namespace ${quote(again.namespace)} is also that of workload ${quote(first.workload.name)}`,
    at,
    allowed: "one SecretProviderClass of a name in a namespace",
    fix: "set providerClass on one of the mounts",
  });
}

function* checkWorkload(environment: Environment, workload: Workload, at: string): Problems {
  yield* checkName("valid-workload-name", "workload name", workload.name, within(at, "name"), limits.dnsLabel);
  yield* checkName(
    "valid-service-account-name",
    "service account name",
    serviceAccountOf(workload),
    within(at, "serviceAccount"),
    limits.dnsSubdomain,
  );
  if (!/^[^\s]+$/.test(workload.image)) {
    yield problem({
      rule: "valid-image",
      message: `image ${quote(workload.image)} is not valid`,
      at: within(at, "image"),
      allowed: 'a container image without blanks, for example "busybox:1.36"',
      fix: "name the image with its tag or digest",
    });
  }
  if (workload.kind === "Deployment" && workload.replicas !== undefined) {
    yield* checkInteger("valid-replicas", "number of replicas", workload.replicas, within(at, "replicas"), {
      min: 0,
      max: Number.POSITIVE_INFINITY,
    });
  }
  if (workload.runAsUser !== undefined) {
    yield* checkInteger("valid-user", "user id", workload.runAsUser, within(at, "runAsUser"), {
      min: 1,
      max: limits.versionHistory.max,
    });
  }
  for (const [field, value] of Object.entries(workload.resources ?? {})) {
    if (value !== undefined) {
      yield* checkName(
        "valid-resources",
        field,
        value,
        within(at, "resources", field),
        limits.quantity,
        "write it as a Kubernetes quantity",
      );
    }
  }
  yield* checkMounts(environment, workload, at);
  yield* checkVariables(workload, at);
}

function* checkMounts(environment: Environment, workload: Workload, at: string): Problems {
  if (workload.mounts.length === 0) {
    yield problem({
      rule: "require-mount",
      message: `workload ${quote(workload.name)} mounts nothing`,
      at: within(at, "mounts"),
      allowed: "at least one mount",
      fix: "mount the vault objects it reads, or describe the workload elsewhere",
    });
  }
  for (const [index, mount] of workload.mounts.entries()) {
    const where = within(at, `mounts[${index}]`);
    if (
      !isAbsolute(mount.path) ||
      /[:\0]/.test(mount.path) ||
      mount.path.split("/").includes("..") ||
      mount.path === "/"
    ) {
      yield problem({
        rule: "valid-mount-path",
        message: `mount path ${quote(mount.path)} is not valid`,
        at: within(where, "path"),
        allowed: 'an absolute path other than /, without ":" and ".."',
        fix: 'give a folder of its own, for example "/mnt/secrets-store"',
      });
    }
    yield* checkMount(environment, workload, mount, where);
  }
  yield* checkUnique(
    workload.mounts,
    ({ path }) => path.replace(/\/+$/, ""),
    ({ path }) =>
      problem({
        rule: "unique-mount-path",
        message: `mount path ${quote(path)} is used twice`,
        at: within(at, "mounts"),
        allowed: "one mount at each path",
        fix: "give each mount a folder of its own",
      }),
  );
  yield* checkUnique(
    resolveWorkload(workload, "").mounts,
    ({ volume }) => volume,
    ({ volume, providerClass }, first) =>
      problem({
        rule: "unique-volume",
        message: `volume ${quote(volume)} is used for provider classes ${quote(first.providerClass)} and ${quote(providerClass)}`,
        at: within(at, "mounts"),
        allowed: "one volume of a name in a pod",
        fix: "set volume, or providerClass, on one of the mounts",
      }),
  );
}

function* checkVariables(workload: Workload, at: string): Problems {
  const synced = workload.mounts.flatMap(({ sync = [] }) => sync);
  for (const [variable, value] of Object.entries(workload.env ?? {})) {
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
    } else if (!Object.hasOwn(secret.data, value.key)) {
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
