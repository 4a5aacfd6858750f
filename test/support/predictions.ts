/** Why no artefact shows a mistake of a document. */
type Reason =
  | "a command or flag, which leaves no trace in an artefact"
  | "prose, with nothing to apply"
  | "no rule: the artefact says it, and nothing here judges it";

/** A mistake of one of the three documents, and what finds it in an artefact that carries it. */
export interface Prediction {
  readonly says: string;
  /** Case, rule and resource of each finding; empty where nothing finds it. */
  readonly found: readonly (readonly [string, string, string])[];
  readonly why?: Reason;
}

const COMMAND = "a command or flag, which leaves no trace in an artefact";
const PROSE = "prose, with nothing to apply";
const NO_RULE = "no rule: the artefact says it, and nothing here judges it";

function finds(says: string, ...found: Prediction["found"]): Prediction {
  return { says, found };
}

function without(why: Reason, says: string): Prediction {
  return { says, found: [], why };
}

const PRINTED = "article/as-printed";
const COMMANDS = "article/commands";
const CLASS = "SecretProviderClass press-room";
const CLUSTER = "azurerm_kubernetes_cluster.press";

/** The article: commands, a class, a deployment. */
export const article: readonly Prediction[] = [
  finds("a name for the add-on that does not exist", [COMMANDS, "require-key-vault-add-on", CLUSTER]),
  finds("the issuer brings the webhook", [COMMANDS, "require-workload-identity-webhook", CLUSTER]),
  without(COMMAND, "the name of the webhook's deployment"),
  finds("Kubernetes 1.28.5", [COMMANDS, "no-unsupported-kubernetes", CLUSTER]),
  finds("a flag for access policies that does not exist", [
    COMMANDS,
    "require-permission-model",
    "azurerm_key_vault.press",
  ]),
  finds("a class without clientID", [PRINTED, "require-client-id", CLASS]),
  finds("an empty tenantId", [PRINTED, "require-tenant-id", CLASS]),
  finds("useEmulator", [PRINTED, "no-unknown-parameter", CLASS]),
  finds("usePodIdentity false as what matters", [PRINTED, "no-redundant-flag", CLASS]),
  finds("syncInterval in the class", [PRINTED, "no-unknown-parameter", CLASS]),
  finds("values are read again by default", [
    "exercise/instructor",
    "match-rotation",
    "Deployment team-07/class-board",
  ]),
  without(PROSE, "the driver caches"),
  finds("the label of the webhook as an annotation", [
    PRINTED,
    "valid-workload-identity-label",
    "Deployment press-reader",
  ]),
  without(PROSE, "the annotation of the service account is what the driver reads, here and in the exercise"),
  without(COMMAND, "the UID of the service account as its id"),
  without(COMMAND, "arguments of federated-credential create"),
  finds(
    "an application without a service principal, named by its client id",
    [COMMANDS, "require-service-principal", "azuread_application.press"],
    [COMMANDS, "match-grant-principal", "azurerm_key_vault_access_policy.press"],
  ),
  finds("get and list, where get is enough", [
    "article/principal",
    "no-excess-access",
    "azurerm_key_vault_access_policy.press",
  ]),
  without(PROSE, "a user-assigned identity that is an application later, and old names of products"),
  without(PROSE, "workload identity needs no webhook"),
  without(PROSE, "Secrets are not encrypted at rest"),
  without(PROSE, "application code never sees a secret"),
  without(COMMAND, "Helm is a prerequisite"),
  without(PROSE, "somebody might impersonate the issuer"),
];

const SHEET = "exercise/task-sheet";
const PUZZLE = "SecretProviderClass team-07/puzzle";
const SHEET_CLASS = "SecretProviderClass team-07/training-vault";

/** The exercise, beyond the three errors that it plants itself. */
export const exercise: readonly Prediction[] = [
  finds("a class that is not found means no CRD", [
    "exercise/other-namespace",
    "match-class",
    "Pod team-07/first-mount volume training",
  ]),
  finds("the text of a secret that is not found", ["exercise/instructor", "match-object", `${SHEET_CLASS} objects[0]`]),
  finds("access policies as the way to grant", [
    "exercise/instructor",
    "require-permission-model",
    "azurerm_key_vault.training",
  ]),
  finds("useVMManagedIdentity false as a setting", [SHEET, "no-redundant-flag", SHEET_CLASS]),
  finds("tenantId", [SHEET, "no-deprecated-parameter", SHEET_CLASS]),
  finds("readOnly is only good practice", [SHEET, "require-read-only", "Pod team-07/first-mount volume training"]),
  finds(
    "an interval switches rotation on",
    ["exercise/instructor", "match-rotation", "Deployment team-07/class-board"],
    ["exercise/interval-alone", "valid-rotation-interval", "azurerm_kubernetes_cluster.training"],
  ),
  finds(
    "a wrong provider and a wrong type fail alike",
    ["exercise/three-errors", "valid-provider-name", PUZZLE],
    ["exercise/three-errors", "valid-object-type", `${PUZZLE} objects[0]`],
  ),
  without(PROSE, "the vault is validated by FIPS 140-2"),
  without(NO_RULE, "reads are in the log of Azure by themselves: no diagnostic setting"),
  finds("YAML without indentation", ["exercise/unindented", "valid-artefact", "class.yaml"]),
];

const METHODS = "how-to/methods";
const ROTATING = "Deployment demo/rotating container app";

/** The how-to of 2023. */
export const howTo: readonly Prediction[] = [
  finds("pod identity as a method", [METHODS, "no-pod-identity", "SecretProviderClass demo/by-pod-identity"]),
  finds("the name of the add-on's identity", [
    "how-to/add-on-identity",
    "match-add-on-identity",
    "data.azurerm_user_assigned_identity.add_on",
  ]),
  finds(
    "values are read again once the add-on is on",
    ["how-to/rotation-on", "no-stale-variable", `${ROTATING} env LOGIN`],
    ["how-to/rotation-on", "no-sub-path", `${ROTATING} mount /etc/app/login.txt`],
  ),
  finds("the add-on is switched off and on again", [
    "how-to/add-on-off",
    "require-key-vault-add-on",
    "azurerm_kubernetes_cluster.demo",
  ]),
  without(PROSE, "old names of metrics"),
  without(PROSE, "a metric that stands twice"),
  without(PROSE, "metrics that are not reported"),
  finds(
    "a vault that does not say what it goes by, and a policy",
    [METHODS, "require-permission-model", "azurerm_key_vault.demo"],
    [METHODS, "no-node-access", "azurerm_key_vault_access_policy.add_on"],
  ),
  without(COMMAND, "the version of the Azure CLI"),
  finds("what a certificate gives by type of object", [
    "how-to/rotation-on",
    "valid-tls-source",
    "SecretProviderClass demo/rotating secretObjects[1]",
  ]),
  without(PROSE, "a Secret goes when its pods go"),
];
