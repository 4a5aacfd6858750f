/**
 * Every limit and name rule that Azure or Kubernetes sets, with the page that states it.
 *
 * A rule says what is allowed in words a person can act on (`allowed`) and tests one value (`test`).
 */

/** A rule for one kind of name. */
export interface NameRule {
  /** What the platform accepts, as a phrase that completes "allowed: …". */
  readonly allowed: string;
  /** Longest value, in characters. */
  readonly max: number;
  /** Whether a value is accepted. */
  test(value: string): boolean;
}

function nameRule(allowed: string, min: number, max: number, pattern: RegExp): NameRule {
  return {
    allowed,
    max,
    test: (value) => value.length >= min && value.length <= max && pattern.test(value),
  };
}

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

/** @see https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates#vault-name-and-object-name */
export const vaultName = nameRule(
  "3 to 24 letters, digits and single dashes, first a letter, last a letter or digit",
  3,
  24,
  /^[A-Za-z](?!.*--)[-0-9A-Za-z]*[0-9A-Za-z]$/,
);

/** @see https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates#vault-name-and-object-name */
export const vaultObjectName = nameRule("1 to 127 letters, digits and dashes", 1, 127, /^[-0-9A-Za-z]+$/);

/** A version of a vault object. */
export const vaultObjectVersion = nameRule("32 hexadecimal digits", 32, 32, /^[0-9a-fA-F]+$/);

/** @see https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftmanagedidentity */
export const managedIdentityName = nameRule(
  "3 to 128 letters, digits, dashes and underscores, first a letter or digit",
  3,
  128,
  /^[0-9A-Za-z][-_0-9A-Za-z]*$/,
);

/** @see https://learn.microsoft.com/graph/api/resources/application (displayName) */
export const applicationDisplayName = nameRule(
  "1 to 256 characters, none of them a control character",
  1,
  256,
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what the rule refuses
  /^[^\u0000-\u001f\u007f]+$/,
);

/** @see https://learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations */
export const federatedCredentialName = nameRule(
  "3 to 120 letters, digits, dashes and underscores, first a letter or digit",
  3,
  120,
  /^[0-9A-Za-z][-_0-9A-Za-z]*$/,
);

/** @see https://github.com/Azure/azure-rest-api-specs (Microsoft.ContainerService/managedClusters/identityBindings) */
export const identityBindingName = nameRule(
  "1 to 63 lower-case letters and digits, first a letter",
  1,
  63,
  /^[a-z][a-z0-9]*$/,
);

/**
 * Federated credentials that one application or user-assigned identity can hold.
 *
 * @see https://learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations
 */
export const federatedCredentialsPerIdentity = 20;

/** @see https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftcontainerservice */
export const clusterName = nameRule(
  "1 to 63 letters, digits, dashes and underscores, first and last a letter or digit",
  1,
  63,
  /^[0-9A-Za-z]([-_0-9A-Za-z]*[0-9A-Za-z])?$/,
);

/** @see https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/kubernetes_cluster (dns_prefix) */
export const dnsPrefix = nameRule(
  "1 to 54 letters, digits and dashes, first and last a letter or digit",
  1,
  54,
  /^[0-9A-Za-z]([-0-9A-Za-z]*[0-9A-Za-z])?$/,
);

/** @see https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftresources */
export const resourceGroupName = nameRule(
  "1 to 90 letters, digits, dashes, underscores, dots and parentheses, last not a dot",
  1,
  90,
  /^[-\w.()]*[-\w()]$/,
);

/** Azure's short form of a region name, the one its APIs return. */
export const location = nameRule('lower-case letters and digits, for example "westeurope"', 1, 50, /^[a-z0-9]+$/);

/** @see https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftstorage */
export const storageAccountName = nameRule("3 to 24 lower-case letters and digits", 3, 24, /^[a-z0-9]+$/);

/** @see https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftstorage */
export const blobContainerName = nameRule(
  "3 to 63 lower-case letters, digits and single dashes, first and last a letter or digit",
  3,
  63,
  /^[a-z0-9](?!.*--)[-a-z0-9]*[a-z0-9]$/,
);

/** @see https://developer.hashicorp.com/terraform/language/syntax/configuration#identifiers */
export const terraformIdentifier = nameRule(
  "1 to 120 letters, digits, dashes and underscores, first a letter or underscore",
  1,
  120,
  /^[A-Za-z_][-_0-9A-Za-z]*$/,
);

/** Name of an argument or block, or a position in a list; providers' own names never begin with an underscore. */
export const terraformArgument = nameRule(
  "lower-case letters, digits and underscores, first a letter; or a position in a list",
  1,
  120,
  /^([a-z][a-z0-9_]*|\d+)$/,
);

/** @see https://learn.microsoft.com/azure/aks/supported-kubernetes-versions#alias-minor-version */
export const kubernetesVersion = nameRule(
  'a minor version such as "1.35" (newest patch) or a full one such as "1.35.2"',
  3,
  12,
  /^1\.\d{1,3}(\.\d{1,3})?$/,
);

/** A VM size as Azure writes it. */
export const vmSize = nameRule(
  'a VM size as Azure writes it, for example "Standard_D4s_v5"',
  3,
  64,
  /^[A-Z][A-Za-z0-9]*(_[A-Za-z0-9-]+)+$/,
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

/** @see https://learn.microsoft.com/azure/aks/create-node-pools#limitations */
export const linuxPoolName = nameRule(
  "1 to 12 lower-case letters and digits, first a letter",
  1,
  12,
  /^[a-z][a-z0-9]*$/,
);

/** @see https://learn.microsoft.com/azure/aks/create-node-pools#limitations */
export const windowsPoolName = nameRule(
  "1 to 6 lower-case letters and digits, first a letter",
  1,
  6,
  /^[a-z][a-z0-9]*$/,
);

/** A taint, as `kubectl` writes it. @see https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/ */
export const taint = nameRule(
  'key=value:Effect, the effect NoSchedule, PreferNoSchedule or NoExecute, for example "team=orders:NoSchedule"',
  3,
  317,
  /^([a-z0-9]([-a-z0-9.]*[a-z0-9])?\/)?[A-Za-z0-9]([-_.A-Za-z0-9]{0,61}[A-Za-z0-9])?=([A-Za-z0-9]([-_.A-Za-z0-9]{0,61}[A-Za-z0-9])?)?:(NoSchedule|PreferNoSchedule|NoExecute)$/,
);

/** @see https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftnetwork */
export const networkName = nameRule(
  "2 to 64 letters, digits, dashes, underscores and dots, first a letter or digit, last a letter, digit or underscore",
  2,
  64,
  /^[0-9A-Za-z][-\w.]*\w$/,
);

/** @see https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftnetwork */
export const subnetName = nameRule(
  "1 to 80 letters, digits, dashes, underscores and dots, first a letter or digit, last a letter, digit or underscore",
  1,
  80,
  /^[0-9A-Za-z]([-\w.]*\w)?$/,
);

/** @see https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftoperationalinsights */
export const logWorkspaceName = nameRule(
  "4 to 63 letters, digits and dashes, first and last a letter or digit",
  4,
  63,
  /^[0-9A-Za-z][-0-9A-Za-z]*[0-9A-Za-z]$/,
);

/** @see https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftinsights */
export const actionGroupName = nameRule(
  "1 to 260 characters, none of : < > + / & % \\ ? or a control character, last not a space or dot",
  1,
  260,
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what the rule refuses
  /^[^:<>+/&%\\?\u0000-\u001f\u007f]*[^:<>+/&%\\?\u0000-\u001f\u007f .]$/,
);

/** Stands at the head of a message. @see https://learn.microsoft.com/azure/azure-monitor/alerts/action-groups */
export const actionGroupShortName = nameRule(
  "1 to 12 letters, digits, dashes and underscores",
  1,
  12,
  /^[-_0-9A-Za-z]+$/,
);

/** Name of a receiver in an action group. */
export const receiverName = nameRule("1 to 260 characters", 1, 260, /\S/);

/** An address as every mail server takes it. */
export const emailAddress = nameRule("a mail address", 3, 254, /^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;.]+$/);

/** Days that a workspace keeps its rows. @see https://learn.microsoft.com/azure/azure-monitor/logs/data-retention-configure */
export const logRetentionDays = { min: 30, max: 730 } as const;

/**
 * Categories of AKS's resource logs.
 *
 * @see https://learn.microsoft.com/azure/aks/monitor-aks-reference#resource-logs
 */
export const clusterLogCategories: readonly string[] = [
  "cloud-controller-manager",
  "cluster-autoscaler",
  "csi-azuredisk-controller",
  "csi-azurefile-controller",
  "csi-snapshot-controller",
  "guard",
  "kube-apiserver",
  "kube-audit",
  "kube-audit-admin",
  "kube-controller-manager",
  "kube-scheduler",
];

/** Pods on one node. @see https://learn.microsoft.com/azure/aks/quotas-skus-regions */
export const podsPerNode = { min: 10, max: 250 } as const;

/** Size of a node's OS disk in GB. @see https://learn.microsoft.com/rest/api/aks/agent-pools/create-or-update */
export const osDiskGb = { min: 30, max: 2048 } as const;

/** Ranges that AKS takes where none are named. @see https://learn.microsoft.com/azure/aks/azure-cni-overlay */
export const clusterRanges = { services: "10.0.0.0/16", pods: "10.244.0.0/16" } as const;

/** Ranges that may reach an API server. @see https://learn.microsoft.com/azure/aks/api-server-authorized-ip-ranges */
export const authorizedRanges = 200;

/** Rules of a vault's firewall. @see https://learn.microsoft.com/azure/key-vault/general/network-security */
export const vaultFirewall = { ranges: 1000, subnets: 200 } as const;

/** Minor version of Kubernetes from which AKS brings provider 1.8, the first that knows identity bindings. */
export const identityBindingSince = 36;

/**
 * Federated credentials from which an identity is called crowded: a quarter of its room is left, which one more cluster
 * or a handful of service accounts takes.
 */
export const crowdedFrom = 15;

/** Name of an issuer that a vault knows. */
export const issuerName = nameRule("Self, or 1 to 127 letters, digits and dashes", 1, 127, /^[-0-9A-Za-z]+$/);

/** A host name, wildcards included. */
export const certificateDnsName = nameRule(
  "a host name, with * for its first part at most",
  1,
  253,
  /^(\*\.)?[A-Za-z0-9]([-A-Za-z0-9]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9]([-A-Za-z0-9]{0,61}[A-Za-z0-9])?)*$/,
);

/** A distinguished name, as Key Vault takes it for a certificate. */
export const distinguishedName = nameRule(
  'a distinguished name such as "CN=shop.example.com"',
  4,
  1024,
  /^(CN|O|OU|C|L|S|ST|DC|E)=[^=]+(,\s*(CN|O|OU|C|L|S|ST|DC|E)=[^=]+)*$/,
);

/** Life of a certificate. @see https://learn.microsoft.com/rest/api/keyvault/certificates/create-certificate */
export const certificateMonths = { min: 1, max: 1200 } as const;

/** A duration of whole years, months or days, as Key Vault takes it for the rotation of a key. */
export const keyDuration = nameRule('an ISO 8601 duration such as "P1Y", "P18M" or "P90D"', 3, 8, /^P\d+[YMD]$/);

/** Days of such a duration; a month counts 30, a year 365. */
export function daysOf(duration: string): number {
  const unit = { Y: 365, M: 30, D: 1 }[duration.slice(-1)] ?? 0;
  return Number.parseInt(duration.slice(1), 10) * unit;
}

/** Days. @see https://learn.microsoft.com/azure/key-vault/keys/how-to-configure-key-rotation */
export const keyRotation = { shortestLife: 28, longestLife: 36_500, shortestNotice: 7 } as const;

/** Nodes in one pool of an AKS cluster. @see https://learn.microsoft.com/azure/aks/quotas-skus-regions */
export const nodesPerPool = { min: 1, max: 1000 } as const;

/** Days a deleted vault stays recoverable. @see https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview */
export const softDeleteDays = { min: 7, max: 90 } as const;

/** Tags on one Azure resource. @see https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources */
export const tags = { max: 50, nameMax: 512, valueMax: 256, forbiddenInName: /[<>%&\\?/]/ } as const;

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

/** Identities that one identity can be split into; a bound against slips of the finger, not Azure's. */
export const split = { min: 1, max: 100 } as const;

/** Namespaces that every cluster has from the start. */
export const builtInNamespaces: readonly string[] = ["default", "kube-node-lease", "kube-public", "kube-system"];

/**
 * Names no environment may have: `index` would hide `environments/index.ts`, `constructor` is a property of every
 * JavaScript object and so no safe key in a binding, the others are devices that Windows refuses as folder names.
 */
export const reservedEnvironmentNames: readonly string[] = [
  "index",
  "constructor",
  "con",
  "prn",
  "aux",
  "nul",
  ...Array.from({ length: 9 }, (_, index) => [`com${index + 1}`, `lpt${index + 1}`]).flat(),
];

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const NIL_GUID = "00000000-0000-0000-0000-000000000000";

/** What {@link isGuid} accepts, in words. */
export const guidAllowed = 'a GUID such as "3f2504e0-4f89-41d3-9a0c-0305e82c3301", and not all zeros';

/** Whether a value is a GUID that names something (the nil GUID names nothing). */
export function isGuid(value: string): boolean {
  return GUID.test(value) && value !== NIL_GUID;
}

/**
 * A wait of the time provider: one number with its unit.
 *
 * @see https://registry.terraform.io/providers/hashicorp/time/latest/docs/resources/sleep
 */
export const sleepDuration = nameRule(
  'a number with its unit, ms, s, m or h, for example "10m"',
  2,
  12,
  /^(?=.*[1-9])\d+(\.\d+)?(ms|s|m|h)$/,
);

/** What {@link isGoDuration} accepts, in words. */
export const goDurationAllowed = 'a Go duration longer than zero, for example "2m", "90s", "1h30m"';

/** Whether a value is a duration above zero as Go's `time.ParseDuration` reads it. */
export function isGoDuration(value: string): boolean {
  return /^(\d+(\.\d+)?(ns|us|µs|ms|s|m|h))+$/.test(value) && /[1-9]/.test(value);
}
