import type { Attempt } from "./attempts.js";
import type { Operator } from "./operators.js";

/** Breaks that need not be found, and why. */
interface Explained {
  /** The shape of the field, as `mutate/attempts.ts` makes it. */
  readonly shape: RegExp;
  /** Ways to break it that this is about; all where it is left out. */
  readonly how?: readonly Operator[];
  /** The value that is broken, as JSON. */
  readonly was?: RegExp;
  readonly reason: string;
}

const GUID = /^"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"$/i;

/** Everything works as before. */
const HARMLESS: readonly Explained[] = [
  { shape: /./, how: ["other case"], was: GUID, reason: "GUIDs are compared without case" },
  {
    shape:
      /azurerm_role_assignment\.\*\.(role_definition_name|scope)$|vault_objects\.value\.|key_vault_(key|certificate)\.\*\.name$/,
    how: ["other case"],
    reason: "Azure compares names of roles and of objects in a vault without case; a note says so for roles",
  },
  {
    shape:
      /private_dns_zone\.\*\.name$|azurerm_(subnet|virtual_network)\.\*\.(virtual_network_)?name$|azapi_resource\.\*\.type$/,
    how: ["other case"],
    reason: "Azure and DNS compare these names without case",
  },
  {
    shape: /azurerm_role_assignment\.\*\.principal_type$/,
    how: ["dropped"],
    reason: "principal_type spares a race with a new principal; without it Azure looks the type up",
  },
  {
    shape: /^ServiceAccount metadata\.annotations\.azure\.workload\.identity\/(client|tenant)-id$/,
    how: ["dropped"],
    reason: "the mount takes its ids from the provider class; the annotation is the webhook's default",
  },
  {
    shape: /labels\.azure\.workload\.identity\/use$|podLabels\.azure\.workload\.identity\/use$/,
    how: ["dropped"],
    reason: "the mount needs no webhook",
  },
  {
    shape: /volumeMounts\.\*\.readOnly$/,
    reason: "the volume itself is read-only, which is what the driver asks for",
  },
  {
    shape: /private_service_connection\.subresource_names(\.\*)?$/,
    how: ["other case"],
    reason: "Azure compares the name of a subresource without case",
  },
  {
    shape: /private_service_connection\.name$/,
    how: ["misspelt", "cut short", "other case"],
    reason: "the name of a connection is free",
  },
  {
    shape:
      /secret_rotation_(enabled|interval)$|kubernetes_version$|objectVersionHistory$|public_network_access_enabled$|network_acls\.ip_rules(\.\*)?$/,
    reason: "another setting that is as valid, or the default, and that nothing in the environment depends on",
  },
  {
    shape: /provider\.\w+\.\*\.tenant_id$/,
    how: ["dropped"],
    reason: "the provider then works in the tenant that the person who deploys is signed in to",
  },
  {
    shape: /required_providers\.azurerm\.version$/,
    how: ["dropped", "misspelt"],
    reason: "a range without its ends still admits releases that work; that nothing is said of one is not checked",
  },
  {
    shape:
      /vault_objects\.value\.[^.]+\.(keys|certificates)(\.\*)?$|resource\.azurerm_key_vault_(key|certificate)\.\*$/,
    how: ["dropped"],
    reason: "the object is declared twice, by its resource and in vault_objects; either says that the vault holds it",
  },
  {
    shape: /^Namespace (metadata\.name)?$/,
    how: ["dropped", "swapped", "pointed elsewhere"],
    reason: "the namespace may be there already; where it is not, kubectl says so at once and no pod hangs",
  },
  {
    shape: /^(Helm values|Deployment|Pod) $/,
    how: ["dropped"],
    reason: "what is not there reads nothing; that its class is then unused is found, or cannot be checked",
  },
  {
    shape:
      /metadata\.annotations\.(secret|secretproviderclass)\.reloader|podAnnotations\.secretproviderclass\.reloader/,
    how: ["dropped"],
    reason: "another annotation restarts the pods, or they read files, which change by themselves",
  },
  {
    shape: /output\.binding\.value\.(issuer|tenantId)$/,
    how: ["dropped", "misspelt", "cut short"],
    reason: "the output of a stack that has no outputs file, which nothing reads yet",
  },
  {
    shape: /resource\.azurerm_kubernetes_cluster_node_pool\.\*$/,
    how: ["dropped"],
    reason: "pods go to another pool, or wait for one, and the scheduler says so",
  },
];

/** Nothing that was handed in says what is right: only Azure or the application knows. */
const BEYOND: readonly Explained[] = [
  {
    shape: /mountPath$/,
    reason: "beyond the artefacts: where an application looks for its files, unless a command or a variable names it",
  },
  {
    shape: /^SecretProviderClass spec\.parameters\.objects\.array\.\*$/,
    how: ["dropped"],
    reason: "beyond the artefacts: which files an application opens",
  },
  {
    shape: /^SecretProviderClass spec\.secretObjects\.\*(\.secretName|\.data\.\*(\.objectName|\.key)?)?$/,
    reason:
      "beyond the artefacts: who reads a Secret outside of pods, and which of two readable files a key is meant to hold",
  },
  {
    shape: /^outputs .*(principalId|issuer)$/,
    how: ["misspelt"],
    reason: "beyond the artefacts: digits that only Azure knows, and no manifest repeats",
  },
  {
    shape: /azurerm_role_assignment\.\*\.scope$/,
    how: ["cut short"],
    reason: "beyond the artefacts: what an expression comes to that is none; it is told as not checked",
  },
  {
    shape: /data\.azurerm_subnet\.\*\.(name|virtual_network_name)$/,
    reason: "beyond the artefacts: names of a network that exists",
  },
  {
    shape: /azapi_resource\.\*\.type$/,
    how: ["misspelt", "cut short"],
    reason: "beyond the artefacts: which versions Azure has of an API",
  },
  {
    shape: /network_acls\.virtual_network_subnet_ids(\.\*)?$/,
    how: ["dropped"],
    reason: "beyond the artefacts: whether the addresses that are let in are the nodes'; it is told as not checked",
  },
  {
    shape: /^Helm values serviceAccount\.name$|serviceAccountName$/,
    how: ["dropped"],
    reason: "beyond the artefacts: the service account of somebody else's chart; it is told as not checked",
  },
  {
    shape: /vault_objects\.value\.[^.]+$/,
    how: ["dropped"],
    reason: "beyond the artefacts: what a vault holds, where nothing says so; it is told as not checked",
  },
];

/** Why a break that was not found need not be; undefined where nobody can say. */
export function reasonFor({ shape, how, was }: Attempt): string | undefined {
  return [...HARMLESS, ...BEYOND].find(
    (one) => one.shape.test(shape) && (one.how?.includes(how) ?? true) && (one.was?.test(was) ?? true),
  )?.reason;
}
