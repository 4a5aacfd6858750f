import type { Environment } from "../../environment.js";
import * as limits from "../../limits/index.js";
import { type Problem, problem, quote, within } from "../../problem.js";
import { namespaceOf, resolveWorkload, serviceAccountOf } from "../../resolve-workload.js";
import type { ResolvedMount } from "../../resolved-workload.js";
import type { Workload } from "../../workload.js";
import { checkName, checkUnique, type Problems } from "../checks.js";
import { checkLabels } from "../labels.js";
import { checkContainers } from "./containers.js";
import { checkController } from "./controllers.js";
import { checkMount } from "./mounts.js";
import { checkPlacement } from "./placement.js";
import { checkPlaces } from "./places.js";
import { checkRotation } from "./rotation.js";
import { checkSecretUses } from "./secret-uses.js";

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
    yield* checkIdentity(workload, at);
    yield* checkController(workload, at);
    yield* checkContainers(workload, at);
    yield* checkMounts(environment, workload, at);
    yield* checkPlaces(workload, at);
    yield* checkVolumes(workload, mounts, at);
    yield* checkSecretUses(workload, at);
    yield* checkPlacement(environment, workload, at);
    yield* checkRotation(environment, workload, at);
  }
  yield* checkUnique(
    placed,
    ({ workload, namespace }) => `${namespace}/${workload.name}`,
    (again, first) =>
      problem({
        rule: "unique-workload-name",
        message: `${again.workload.kind} ${quote(again.workload.name)} in namespace ${quote(again.namespace)} has the name of ${again.workload.kind === first.workload.kind ? "another" : "a"} ${first.workload.kind}`,
        at: again.at,
        allowed: "each name once in a namespace: by it controllers and budgets find their pods",
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

/** Checks what a workload is called and runs as. */
function* checkIdentity(workload: Workload, at: string): Problems {
  yield* checkName("valid-workload-name", "workload name", workload.name, within(at, "name"), nameRuleOf(workload));
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
  if (workload.kind !== "Attachment") {
    yield* checkLabels("label", workload.labels ?? {}, within(at, "labels"));
    yield* checkLabels("annotation", workload.annotations ?? {}, within(at, "annotations"));
  }
}

/** The controllers of CronJobs and StatefulSets append to the name. */
function nameRuleOf({ kind }: Workload): limits.NameRule {
  if (kind === "CronJob") {
    return limits.cronJobName;
  }
  return kind === "StatefulSet" ? limits.statefulSetName : limits.dnsLabel;
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
    yield* checkMount(environment, workload, mount, within(at, `mounts[${index}]`));
  }
}

function* checkVolumes(workload: Workload, mounts: readonly ResolvedMount[], at: string): Problems {
  const storage = workload.kind === "StatefulSet" ? (workload.storage ?? []) : [];
  for (const [index, { name }] of storage.entries()) {
    const other = mounts.find(({ volume }) => volume === name);
    if (other !== undefined) {
      yield problem({
        rule: "unique-volume",
        message: `volume ${quote(name)} is used for storage and for provider class ${quote(other.providerClass)}`,
        at: within(at, `storage[${index}]`, "name"),
        allowed: "one volume of a name in a pod: of two, Kubernetes takes the disk and says nothing",
        fix: "rename the storage, or set volume on the mount",
      });
    }
  }
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
