import { normalize } from "node:path/posix";
import type { Environment } from "../environment.js";
import * as limits from "../limits/index.js";
import { type Problem, problem, quote, suggest, within } from "../problem.js";
import type { ResolvedMount } from "../resolve.js";
import { namespaceOf, resolveResources, resolveWorkload, serviceAccountOf } from "../resolve-workload.js";
import type { Workload } from "../workload.js";
import { checkInteger, checkName, checkUnique, type Problems } from "./checks.js";
import { overlap } from "./files.js";
import { checkMount } from "./mounts.js";

/** Checks workloads, their mounts and what they share a namespace with. */
export function* checkWorkloads(environment: Environment): Problems {
  const { name, workloads } = environment;
  const placed = workloads.map((workload, index) => ({
    workload,
    namespace: namespaceOf(workload),
    at: within(name, `workloads[${index}] ${workload.name}`),
    mounts: resolveWorkload(workload, "").mounts,
  }));
  for (const { workload, at, mounts } of placed) {
    yield* checkWorkload(workload, at);
    yield* checkMounts(environment, workload, at);
    yield* checkVolumes(mounts, at);
    yield* checkVariables(workload, at);
  }
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
  if (again.at === first.at) {
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

function* checkWorkload(workload: Workload, at: string): Problems {
  yield* checkName("valid-workload-name", "workload name", workload.name, within(at, "name"), limits.dnsLabel);
  if (serviceAccountOf(workload) === "default") {
    yield problem({
      rule: "no-built-in-account",
      message: `workload ${quote(workload.name)} would run under the namespace's built-in service account "default"`,
      at: within(at, "serviceAccount"),
      allowed: "an account of its own: what the built-in one may read, every pod may that names no account",
      fix: "name another service account, or leave it out",
    });
  }
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
      max: limits.int32Max,
    });
  }
  if (workload.runAsUser !== undefined) {
    yield* checkInteger("valid-user", "user id", workload.runAsUser, within(at, "runAsUser"), {
      min: 1,
      max: limits.int32Max,
    });
  }
  yield* checkResources(workload, within(at, "resources"));
}

function* checkResources({ resources }: Workload, at: string): Problems {
  const rules = {
    cpuRequest: limits.cpuQuantity,
    cpuLimit: limits.cpuQuantity,
    memoryRequest: limits.memoryQuantity,
    memoryLimit: limits.memoryQuantity,
  } as const;
  let readable = true;
  for (const [field, rule] of Object.entries(rules)) {
    const value = resources?.[field as keyof typeof rules];
    if (value !== undefined) {
      readable &&= rule.test(value);
      yield* checkName("valid-resources", field, value, within(at, field), rule, "write it as a Kubernetes quantity");
    }
  }
  const { cpuRequest, cpuLimit, memoryRequest, memoryLimit } = resolveResources(resources ?? {});
  for (const [what, request, limit] of [
    ["cpu", cpuRequest, cpuLimit ?? cpuRequest],
    ["memory", memoryRequest, memoryLimit],
  ] as const) {
    if (readable && limits.amountOf(request) > limits.amountOf(limit)) {
      yield problem({
        rule: "valid-resources",
        message: `${what}Request ${quote(request)} is more than ${what}Limit ${quote(limit)}`,
        at: within(at, `${what}Request`),
        allowed: "a request up to the limit",
        fix: "raise the limit, or lower the request",
      });
    }
  }
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
    if (!isFolder(mount.path)) {
      yield problem({
        rule: "valid-mount-path",
        message: `mount path ${quote(mount.path)} is not valid`,
        at: within(where, "path"),
        allowed: 'an absolute path other than /, in its shortest form and without ":"',
        fix: 'give a folder of its own, for example "/mnt/secrets-store"',
      });
    }
    yield* checkMount(environment, workload, mount, where);
  }
  for (const [index, { path }] of workload.mounts.entries()) {
    const other = workload.mounts.slice(0, index).find((before) => overlap(path, before.path));
    if (other !== undefined) {
      yield problem({
        rule: "unique-mount-path",
        message:
          other.path === path
            ? `mount path ${quote(path)} is used twice`
            : `of the mount paths ${quote(other.path)} and ${quote(path)} one is inside the other`,
        at: within(at, `mounts[${index}]`, "path"),
        allowed: "mounts beside each other: nothing can be mounted inside a read-only mount",
        fix: "give each mount a folder of its own",
      });
    }
  }
}

function* checkVolumes(mounts: readonly ResolvedMount[], at: string): Problems {
  for (const [index, { volume, providerClass }] of mounts.entries()) {
    // Two mounts of one class are told as what they are, not as two volumes of a name.
    const other = mounts
      .slice(0, index)
      .find((before) => before.volume === volume && before.providerClass !== providerClass);
    if (other !== undefined) {
      yield problem({
        rule: "unique-volume",
        message: `volume ${quote(volume)} is used for provider classes ${quote(other.providerClass)} and ${quote(providerClass)}`,
        at: within(at, "mounts"),
        allowed: "one volume of a name in a pod",
        fix: "set volume, or providerClass, on one of the mounts",
      });
    }
  }
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

/** Whether a path names one folder of a container, in the only way to write it. */
function isFolder(path: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what the rule refuses
  return /^\/(?!.*\/$)[^:\u0000-\u001f]+$/.test(path) && normalize(path) === path;
}
