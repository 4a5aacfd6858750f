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
