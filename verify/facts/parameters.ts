/** What a parameter of the Azure provider takes. */
export interface Parameter {
  /** `flag` goes through Go's `strconv.ParseBool`. */
  readonly type: "text" | "flag" | "guid" | "objects" | "cloud" | "path";
  /** What it is, in a few words. */
  readonly meaning: string;
  /** Spelling to use instead, where the parameter is an old one. */
  readonly insteadUse?: string;
  /** Whether the provider still reads it, and nothing answers for it any more. */
  readonly retired?: boolean;
}

/**
 * `spec.parameters` of a SecretProviderClass for the Azure provider. Names are case-sensitive; others are ignored.
 *
 * @see Azure/secrets-store-csi-driver-provider-azure v1.8.2, pkg/provider/types/types.go and pkg/provider/types/parameters.go
 */
export const PARAMETERS: ReadonlyMap<string, Parameter> = new Map([
  ["keyvaultName", { type: "text", meaning: "name of the vault" }],
  ["tenantID", { type: "guid", meaning: "tenant of the vault and the identity" }],
  ["tenantId", { type: "guid", meaning: "tenant of the vault and the identity", insteadUse: "tenantID" }],
  ["objects", { type: "objects", meaning: "what to read, as YAML in a text" }],
  ["clientID", { type: "guid", meaning: "client id of the identity" }],
  ["usePodIdentity", { type: "flag", meaning: "AAD pod identity", retired: true }],
  ["useVMManagedIdentity", { type: "flag", meaning: "identity of the node" }],
  ["userAssignedIdentityID", { type: "guid", meaning: "client id of the node's identity" }],
  ["useAzureTokenProxy", { type: "flag", meaning: "AKS identity binding; provider 1.8 or later" }],
  ["cloudName", { type: "cloud", meaning: "Azure cloud" }],
  ["cloudEnvFileName", { type: "path", meaning: "endpoints of an Azure Stack cloud" }],
]);

/** Parameters that a class may well have: neither old spellings nor what is retired. */
export const CURRENT_PARAMETERS: readonly string[] = [...PARAMETERS]
  .filter(([, { insteadUse, retired }]) => insteadUse === undefined && retired !== true)
  .map(([name]) => name);

/**
 * Keys of one entry of `objects`.
 *
 * @see Azure/secrets-store-csi-driver-provider-azure v1.8.2, pkg/provider/types/types.go
 */
export const OBJECT_FIELDS: readonly string[] = [
  "objectName",
  "objectAlias",
  "objectVersion",
  "objectVersionHistory",
  "objectType",
  "objectFormat",
  "objectEncoding",
  "filePermission",
];

/**
 * A flag as Go's `strconv.ParseBool` reads it, which the provider asks; missing and empty are `false`. Undefined where it
 * is neither true nor false.
 *
 * @see https://pkg.go.dev/strconv#ParseBool
 */
export function parsedFlag(text: string | undefined): boolean | undefined {
  if (text === undefined || FALSE.includes(text)) {
    return false;
  }
  return TRUE.includes(text) ? true : undefined;
}

const TRUE: readonly string[] = ["1", "t", "T", "TRUE", "true", "True"];
const FALSE: readonly string[] = ["", "0", "f", "F", "FALSE", "false", "False"];

/**
 * Parameters that stand in samples and articles, and that the provider has never had or has no more; and what to do
 * instead.
 */
export const NEVER_PARAMETERS: ReadonlyMap<string, string> = new Map([
  ["useEmulator", "leave it out; the provider has no emulator mode"],
  [
    "useManagedIdentity",
    'leave it out; for workload identity set "clientID", for the identity of the node "useVMManagedIdentity"',
  ],
  ["useWorkloadIdentity", 'leave it out; "clientID" alone selects workload identity'],
  ["syncInterval", "leave it out, and set the interval on the cluster: secret_rotation_interval of the add-on"],
  ["rotationPollInterval", "leave it out, and set the interval on the cluster: secret_rotation_interval of the add-on"],
  ["resourceGroup", "leave it out; the name of the vault says all"],
  ["subscriptionId", "leave it out; the name of the vault says all"],
]);

/** Whether a parameter is one that the driver puts in itself at each mount, over what the class says. */
export function isInjected(name: string): boolean {
  return name.startsWith("csi.storage.k8s.io/") || name === "secretProviderClass";
}

/**
 * Last day on which AKS supported pod identity; the open source project was deprecated on 2022-10-24.
 *
 * @see https://learn.microsoft.com/azure/aks/use-azure-ad-pod-identity
 */
export const POD_IDENTITY_ENDED = "2025-09-30";
