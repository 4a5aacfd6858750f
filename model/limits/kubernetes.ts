import { nameRule } from "./name-rule.js";

/** @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names */
export const dnsLabel = nameRule(
  "1 to 63 lower-case letters, digits and dashes, first and last a letter or digit (RFC 1123 label)",
  1,
  63,
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
);

const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-subdomain-names */
export const dnsSubdomain = nameRule(
  "1 to 253 lower-case letters, digits, dashes and dots, each part between dots first and last a letter or digit (RFC 1123 subdomain)",
  1,
  253,
  SUBDOMAIN,
);

/**
 * Name of a SecretProviderClass: a subdomain, and short enough that the driver's status object
 * `<pod>-<namespace>-<class>` stays within 253 characters for a controller's pod (63) in any namespace (63).
 *
 * @see https://github.com/kubernetes-sigs/secrets-store-csi-driver (pkg/secrets-store/utils.go)
 */
export const providerClassName = nameRule(
  "1 to 120 lower-case letters, digits, dashes and dots, each part between dots first and last a letter or digit",
  1,
  120,
  SUBDOMAIN,
);

/** Key of a Secret's data. @see https://kubernetes.io/docs/concepts/configuration/secret/#restriction-names-data */
export const secretKey = nameRule(
  "1 to 253 letters, digits, dashes, underscores and dots",
  1,
  253,
  /^[-._A-Za-z0-9]+$/,
);

/** Name of an environment variable that every shell can read. */
export const environmentVariable = nameRule(
  "letters, digits and underscores, first a letter or underscore",
  1,
  253,
  /^[A-Za-z_][A-Za-z0-9_]*$/,
);

/** Kubernetes quantities. @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ */
export const cpuQuantity = nameRule(
  'CPUs or thousandths of one, for example "100m", "0.5", "2"',
  1,
  20,
  /^\d+(\.\d{1,3})?$|^\d+m$/,
);
export const memoryQuantity = nameRule(
  'bytes with an optional unit, for example "64Mi", "1Gi", "500M"',
  1,
  20,
  /^\d+(\.\d+)?(k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)?$/,
);

/** The number that a quantity stands for: CPUs, or bytes. */
export function amountOf(quantity: string): number {
  const unit = quantity.replace(/^[\d.]+/, "");
  const power = "kMGTPE".indexOf(unit.charAt(0).replace("K", "k")) + 1;
  const factor = unit === "m" ? 0.001 : unit.endsWith("i") ? 1024 ** power : unit === "" ? 1 : 1000 ** power;
  return Number.parseFloat(quantity) * factor;
}

/** A taint, as `kubectl` writes it. @see https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/ */
export const taint = nameRule(
  'key=value:Effect, the effect NoSchedule, PreferNoSchedule or NoExecute, for example "team=orders:NoSchedule"',
  3,
  317,
  /^([a-z0-9]([-a-z0-9.]*[a-z0-9])?\/)?[A-Za-z0-9]([-_.A-Za-z0-9]{0,61}[A-Za-z0-9])?=([A-Za-z0-9]([-_.A-Za-z0-9]{0,61}[A-Za-z0-9])?)?:(NoSchedule|PreferNoSchedule|NoExecute)$/,
);

/** A toleration: of one taint, of all with a key and an effect, or of all with a key. */
export const toleration = nameRule(
  'a taint as kubectl writes it, "key=value:Effect"; or "key:Effect" or "key" for any value and effect',
  1,
  317,
  /^([a-z0-9]([-a-z0-9.]*[a-z0-9])?\/)?[A-Za-z0-9]([-_.A-Za-z0-9]{0,61}[A-Za-z0-9])?((=([A-Za-z0-9]([-_.A-Za-z0-9]{0,61}[A-Za-z0-9])?)?)?:(NoSchedule|PreferNoSchedule|NoExecute))?$/,
);

/**
 * Paths of mounted files: whole path and each segment, in bytes.
 *
 * @see https://github.com/kubernetes-sigs/secrets-store-csi-driver (pkg/util/fileutil/writer.go)
 */
export const filePath = { maxBytes: 4096, maxSegmentBytes: 255 } as const;

/** Largest signed 32-bit number: of replicas, user ids, versions of seeds and kept versions. */
export const int32Max = 2_147_483_647;

/** `objectVersionHistory`: 1 or less means a single version. */
export const versionHistory = { min: 2, max: int32Max } as const;

/** Namespaces that every cluster has from the start. */
export const builtInNamespaces: readonly string[] = ["default", "kube-node-lease", "kube-public", "kube-system"];

/** Name of a CronJob, to which the controller appends eleven characters for each Job. */
export const cronJobName = nameRule(
  "1 to 52 lower-case letters, digits and dashes, first and last a letter or digit",
  1,
  52,
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
);

/**
 * Name of a StatefulSet: a label of its pods holds it with the hash of a revision, a dash and ten characters.
 *
 * @see https://github.com/kubernetes/kubernetes/issues/64023
 */
export const statefulSetName = nameRule(
  "1 to 52 lower-case letters, digits and dashes, first and last a letter or digit",
  1,
  52,
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
);

/**
 * Name of a Service, which is a host name: before Kubernetes 1.36 its first sign is a letter.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#rfc-1035-label-names
 */
export const serviceName = nameRule(
  "1 to 63 lower-case letters, digits and dashes, first a letter, last a letter or digit (RFC 1035 label)",
  1,
  63,
  /^[a-z]([-a-z0-9]*[a-z0-9])?$/,
);

/** Name of a port (IANA_SVC_NAME): a Service refers to it. */
export const portName = nameRule(
  "1 to 15 lower-case letters, digits and single dashes, first and last a letter or digit, at least one letter",
  1,
  15,
  /^(?=.*[a-z])(?!.*--)[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
);

/** Numbers of ports. */
export const port = { min: 1, max: 65535 } as const;

/** The least that each number of a probe may be. @see https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/ */
export const probeBounds = {
  initialDelay: 0,
  period: 1,
  timeout: 1,
  successThreshold: 1,
  failureThreshold: 1,
} as const;

/** Name of a Linux capability, without the `CAP_` that C has before it. */
export const capability = nameRule(
  "capital letters and underscores, without CAP_ before them",
  1,
  63,
  /^(?!CAP_)[A-Z][A-Z_]*$/,
);

/** Capabilities that the `baseline` standard admits. @see https://kubernetes.io/docs/concepts/security/pod-security-standards/ */
export const baselineCapabilities: readonly string[] = [
  "AUDIT_WRITE",
  "CHOWN",
  "DAC_OVERRIDE",
  "FOWNER",
  "FSETID",
  "KILL",
  "MKNOD",
  "NET_BIND_SERVICE",
  "SETFCAP",
  "SETGID",
  "SETPCAP",
  "SETUID",
  "SYS_CHROOT",
];

/** `runAsUserName`: a name, with a domain before it or not. @see https://kubernetes.io/docs/tasks/configure-pod-container/configure-runasusername/ */
export const windowsUser = nameRule(
  'the name of a Windows user, with a domain before it or not, for example "ContainerUser"',
  1,
  360,
  /^([^\\/:*?"<>|\p{Cc}]{1,256}\\)?(?![. ]+$)[^\\/:;|=,+*?<>@"[\]\p{Cc}]{1,104}$/u,
);

/** Amount of storage, or of any resource of a quota. */
export const quantity = nameRule(
  'a number with an optional unit, for example "10", "8Gi", "500m"',
  1,
  20,
  /^\d+(\.\d+)?(m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)?$/,
);

/** Size of a disk, which cannot be nothing. */
export const storageSize = nameRule(
  'a number above 0 with an optional unit, for example "8Gi", "500G"',
  1,
  20,
  /^(?=.*[1-9])\d+(\.\d+)?(k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)?$/,
);

/** A number of objects, as a quota takes it. */
export const objectCount = nameRule('a whole number, for example "10"', 1, 10, /^\d+$/);

/** A percentage, as budgets take it. */
export const percentage = nameRule('a percentage from "0%" to "100%"', 2, 4, /^(100|[1-9]?\d)%$/);

/** What a quota can be set on: compute resources, storage, and counts of objects. */
export const quotaResource = nameRule(
  'a resource that a ResourceQuota knows, for example "requests.cpu", "limits.memory", "pods", "count/jobs.batch"',
  1,
  317,
  /^(count\/[a-z]+(\.[a-z0-9.-]+)?|((requests|limits)\.)?(cpu|memory|ephemeral-storage)|requests\.storage|persistentvolumeclaims|pods|services(\.(loadbalancers|nodeports))?|secrets|configmaps|replicationcontrollers|resourcequotas|[a-z0-9.-]+\.storageclass\.storage\.k8s\.io\/(requests\.storage|persistentvolumeclaims)|requests\.[a-z0-9.-]+\/[a-z0-9.-]+)$/,
);
