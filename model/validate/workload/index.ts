import type { Environment } from "../../environment.js";
import * as limits from "../../limits/index.js";
import { type Problem, problem, quote, within } from "../../problem.js";
import { namespaceOf, resolveWorkload, serviceAccountOf } from "../../resolve-workload.js";
import type { Workload } from "../../workload.js";
import { checkName, checkUnique, type Problems } from "../checks.js";
import { checkLabels } from "../labels.js";
import { checkAttachments } from "./attachments.js";
import { checkContainers } from "./containers.js";
import { checkController } from "./controllers.js";
import { checkMount } from "./mounts.js";
import { checkPlacement } from "./placement.js";
import { checkPlaces } from "./places.js";
import { checkRotation } from "./rotation.js";
import { checkSecretUses } from "./secret-uses.js";
import { checkVolumes } from "./volumes.js";

/** Checks workloads, their mounts and what they share a namespace with. */
export function* checkWorkloads(environment: Environment): Problems {
  const { name, workloads } = environment;
  const placed = workloads.map((workload, index) => ({
    workload,
    namespace: namespaceOf(workload),
    at: within(name, `workloads[${index}] ${workload.name}`),
    resolved: resolveWorkload(workload, ""),
  }));
  for (const { workload, resolved, at } of placed) {
    yield* checkIdentity(workload, at);
    yield* checkController(workload, at);
    yield* checkContainers(workload, at);
    yield* checkMounts(environment, workload, at);
    yield* checkPlaces(workload, at);
    yield* checkVolumes(workload, resolved, at);
    yield* checkSecretUses(workload, at);
    yield* checkPlacement(environment, workload, resolved, at);
    yield* checkRotation(environment, workload, at);
  }
  yield* checkAttachments(placed);
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
    placed.flatMap(({ resolved, ...place }) =>
      resolved.mounts.map(({ providerClass }, mount) => ({ ...place, providerClass, mount })),
    ),
    ({ namespace, providerClass }) => `${namespace}/${providerClass}`,
    reportSharedClass,
  );
  yield* checkUnique(
    placed.flatMap(({ resolved, ...place }) =>
      resolved.mounts.flatMap(({ sync }, mount) => sync.map(({ name: secret }) => ({ ...place, secret, mount }))),
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
    yield* checkOwnKeys("labels", workload.labels ?? {}, "webhook and the workload's name say them", at);
    yield* checkOwnKeys("annotations", workload.annotations ?? {}, "onRotation, security and trust say them", at);
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

/** Labels and annotations that this project writes itself, some only for some workloads. */
const OWN_KEYS = {
  labels: ["app.kubernetes.io/name", "azure.workload.identity/use"],
  annotations: [
    "aks-key-vault/security-reason",
    "azure.workload.identity/use-identity-binding",
    "secret.reloader.stakater.com/reload",
    "secretproviderclass.reloader.stakater.com/reload",
  ],
} as const;

/** What would be replaced without a word is refused. */
function* checkOwnKeys(
  field: "labels" | "annotations",
  values: Readonly<Record<string, string>>,
  instead: string,
  at: string,
): Problems {
  const own: readonly string[] = OWN_KEYS[field];
  for (const key of Object.keys(values).filter((one) => own.includes(one))) {
    yield problem({
      rule: "valid-labels",
      message: `${quote(key)} among the ${field} is one that this project writes`,
      at: within(at, field),
      allowed: `${field} besides ${own.join(", ")}`,
      fix: `leave it out: ${instead}`,
    });
  }
}
