import type { LinkKind } from "../verify/index.js";
import type { Artefact } from "./artefacts.js";

/** A pattern of paths: `*` is one step, `**` any number of them. */
type Pattern = string;

/** What of an artefact belongs to a chain, and to which link of it. */
interface Fields {
  /** Kind of the manifest, or type of the Terraform resource. */
  readonly of: string;
  readonly link: LinkKind;
  readonly fields: readonly Pattern[];
  /** Which resources of the type; all where it is left out. */
  readonly where?: (body: unknown) => boolean;
}

/** Roles of others than pods: of whoever writes the objects, and of the cluster itself. */
function isForPods(body: unknown): boolean {
  return !/Officer$|^Network Contributor$/.test(String(at(body, ["role_definition_name"])));
}

/** Of what is written through azapi only the links of private zones are on a chain. */
function isZoneLink(body: unknown): boolean {
  return String(at(body, ["type"])).includes("/virtualNetworkLinks@");
}

/** Identities that no pod acts as: the control plane's. */
function isForWorkloads(body: unknown): boolean {
  return !String(at(body, ["name"])).endsWith("-control-plane");
}

const POD = ["spec", "spec.template.spec", "spec.jobTemplate.spec.template.spec", ""];
const POD_METADATA = ["metadata", "spec.template.metadata", "spec.jobTemplate.spec.template.metadata"];

/** Fields of the spec of a pod, wherever it stands in its manifest. */
function inPod(...fields: readonly Pattern[]): readonly Pattern[] {
  return POD.flatMap((spec) => fields.map((field) => (spec === "" ? field : `${spec}.${field}`)));
}

const MANIFESTS: readonly Fields[] = [
  { of: "Namespace", link: "pod", fields: ["metadata.name"] },
  { of: "ServiceAccount", link: "service-account", fields: ["kind", "metadata.name", "metadata.namespace"] },
  { of: "ServiceAccount", link: "identity", fields: ["metadata.annotations.azure.workload.identity/*"] },
  {
    of: "SecretProviderClass",
    link: "class",
    fields: ["apiVersion", "kind", "metadata.name", "metadata.namespace", "spec.provider"],
  },
  { of: "SecretProviderClass", link: "identity", fields: ["spec.parameters.clientID", "spec.parameters.tenantID"] },
  { of: "SecretProviderClass", link: "vault", fields: ["spec.parameters.keyvaultName"] },
  { of: "SecretProviderClass", link: "object", fields: ["spec.parameters.objects.**"] },
  { of: "SecretProviderClass", link: "synced-secret", fields: ["spec.secretObjects.**"] },
];

/** Fields of whatever makes pods. */
const PODS: readonly Omit<Fields, "of">[] = [
  { link: "pod", fields: ["metadata.namespace", ...inPod("volumes.*.name", "volumes.*.csi.**")] },
  { link: "service-account", fields: [...inPod("serviceAccountName"), "serviceAccount.name"] },
  {
    link: "service-account",
    fields: [
      ...POD_METADATA.map((at) => `${at}.labels.azure.workload.identity/use`),
      "podLabels.azure.workload.identity/use",
    ],
  },
  { link: "file", fields: [...inPod("containers.*.volumeMounts.**"), "volumeMounts.**"] },
  { link: "variable", fields: inPod("containers.*.env.*.valueFrom.secretKeyRef.**") },
  {
    link: "synced-secret",
    fields: [...POD_METADATA.map((at) => `${at}.annotations.*reloader*`), "podAnnotations.*reloader*"],
  },
];

const RESOURCES: readonly Fields[] = [
  {
    of: "azurerm_key_vault",
    link: "vault",
    fields: ["name", "tenant_id", "rbac_authorization_enabled", "public_network_access_enabled", "network_acls.**"],
  },
  { of: "azurerm_key_vault_key", link: "object", fields: ["name", "key_vault_id"] },
  { of: "azurerm_key_vault_certificate", link: "object", fields: ["name", "key_vault_id"] },
  {
    of: "azurerm_private_endpoint",
    link: "vault",
    fields: ["subnet_id", "private_service_connection.**", "private_dns_zone_group.private_dns_zone_ids.**"],
  },
  { of: "azurerm_private_dns_zone", link: "vault", fields: ["name"] },
  {
    of: "azapi_resource",
    where: isZoneLink,
    link: "vault",
    fields: ["body.properties.virtualNetwork.id", "parent_id", "type"],
  },
  { of: "azurerm_subnet", link: "vault", fields: ["virtual_network_name", "name"] },
  { of: "azurerm_virtual_network", link: "vault", fields: ["name"] },
  { of: "azurerm_user_assigned_identity", where: isForWorkloads, link: "identity", fields: [] },
  { of: "azuread_application", link: "identity", fields: [] },
  { of: "azuread_service_principal", link: "identity", fields: ["client_id"] },
  {
    of: "azurerm_federated_identity_credential",
    link: "credential",
    fields: ["audience.**", "issuer", "subject", "user_assigned_identity_id"],
  },
  {
    of: "azuread_application_federated_identity_credential",
    link: "credential",
    fields: ["audiences.**", "issuer", "subject", "application_id"],
  },
  {
    of: "azurerm_role_assignment",
    where: isForPods,
    link: "access",
    fields: ["principal_id", "principal_type", "role_definition_name", "scope"],
  },
  {
    of: "azurerm_key_vault_access_policy",
    link: "access",
    fields: [
      "key_vault_id",
      "object_id",
      "tenant_id",
      "secret_permissions.**",
      "key_permissions.**",
      "certificate_permissions.**",
    ],
  },
  { of: "azurerm_kubernetes_cluster", link: "credential", fields: ["oidc_issuer_enabled"] },
  {
    of: "azurerm_kubernetes_cluster",
    link: "pod",
    fields: ["workload_identity_enabled", "key_vault_secrets_provider.**", "kubernetes_version"],
  },
  { of: "azurerm_kubernetes_cluster", link: "vault", fields: ["default_node_pool.vnet_subnet_id"] },
  { of: "azurerm_kubernetes_cluster_node_pool", link: "vault", fields: ["vnet_subnet_id"] },
];

/** Fields of a whole Terraform stack that are no resource. */
const STACK: readonly Omit<Fields, "of">[] = [
  {
    link: "identity",
    fields: ["provider.*.*.tenant_id", "output.binding.value.tenantId", "output.binding.value.identities.**"],
  },
  { link: "credential", fields: ["output.binding.value.issuer", "output.platform.value.issuer"] },
  { link: "vault", fields: ["output.platform.value.vaultIds.**"] },
  { link: "object", fields: ["output.vault_objects.value.**"] },
  { link: "credential", fields: ["data.terraform_remote_state.*.config.key"] },
  { link: "artefact", fields: ["terraform.required_providers.azurerm.version"] },
];

/** Fields of what a deployment printed. */
const OUTPUTS: readonly Omit<Fields, "of">[] = [
  {
    link: "identity",
    fields: ["*.binding.tenantId", "*.binding.identities.*.clientId", "*.binding.identities.*.principalId"],
  },
  { link: "credential", fields: ["*.binding.issuer"] },
];

/** A field of a chain: where it is in a document, and which link it belongs to. */
export interface ChainField {
  readonly path: readonly string[];
  readonly link: LinkKind;
}

/** Every field of a document that belongs to a chain, with the resources and manifests as a whole. */
export function chainFieldsOf({ file, value }: Artefact): readonly ChainField[] {
  if (file.startsWith("bindings/")) {
    return matching(value, [], OUTPUTS);
  }
  if (file.endsWith(".tf.json")) {
    return [...matching(value, [], STACK), ...resourcesOf(value)];
  }
  return manifestFields(value);
}

function manifestFields(value: unknown): readonly ChainField[] {
  const kind = String(at(value, ["kind"]) ?? "Helm values");
  const own = MANIFESTS.filter(({ of }) => of === kind);
  const makesPods = POD.map((spec) => (spec === "" ? "volumes" : `${spec}.volumes`)).some(
    (path) => at(value, path.split(".")) !== undefined,
  );
  const fields = own.length > 0 ? own : makesPods ? PODS : [];
  const [first] = fields;
  return first === undefined
    ? []
    : [{ path: [], link: first.link }, ...matching(value, [], fields).filter(({ path }) => isOfChain(value, path))];
}

/** Whether a mount is of a volume that mounts a class; scratch folders and other volumes are on no chain. */
function isOfChain(value: unknown, path: readonly string[]): boolean {
  const mounts = path.indexOf("volumeMounts");
  if (mounts === -1 || path.length <= mounts + 1) {
    return mounts === -1;
  }
  const name = at(value, [...path.slice(0, mounts + 2), "name"]);
  const spec = path.includes("containers") ? path.slice(0, path.indexOf("containers")) : [];
  const volumes = Object.values(mapping(at(value, [...spec, "volumes"])));
  return volumes.some((volume) => at(volume, ["name"]) === name && at(volume, ["csi"]) !== undefined);
}

function resourcesOf(value: unknown): readonly ChainField[] {
  return ["resource", "data"].flatMap((section) =>
    Object.entries(mapping(at(value, [section]))).flatMap(([type, named]) => {
      const ofType = RESOURCES.filter(({ of }) => of === type);
      return Object.entries(mapping(named)).flatMap(([name, body]) => {
        const fields = ofType.filter(({ where = () => true }) => where(body));
        const [first] = fields;
        return first === undefined
          ? []
          : [{ path: [section, type, name], link: first.link }, ...matching(body, [section, type, name], fields)];
      });
    }),
  );
}

function matching(
  value: unknown,
  base: readonly string[],
  fields: readonly Omit<Fields, "of">[],
): readonly ChainField[] {
  const found: ChainField[] = [];
  const visit = (inner: unknown, path: readonly string[]) => {
    const link = fields.find((one) => one.fields.some((pattern) => matches(steps(pattern), path)))?.link;
    if (link !== undefined && path.length > 0) {
      found.push({ path: [...base, ...path], link });
    }
    if (typeof inner === "object" && inner !== null) {
      for (const [key, child] of Object.entries(inner)) {
        visit(child, [...path, key]);
      }
    }
  };
  visit(value, []);
  return found;
}

/** A pattern in steps; a key that has dots of its own, as annotations have, is one step. */
function steps(pattern: Pattern): readonly string[] {
  const known = /azure\.workload\.identity\/[*\w-]+/.exec(pattern)?.[0];
  if (known === undefined) {
    return pattern.split(".");
  }
  return [...pattern.slice(0, pattern.indexOf(known) - 1).split("."), known];
}

function matches(pattern: readonly string[], path: readonly string[]): boolean {
  const [first, ...rest] = pattern;
  if (first === undefined) {
    return path.length === 0;
  }
  if (first === "**") {
    return path.length > 0 && (rest.length === 0 || path.some((_, from) => matches(rest, path.slice(from))));
  }
  const [step, ...others] = path;
  if (step === undefined) {
    return false;
  }
  return fits(first, step) && matches(rest, others);
}

/** Whether a step of a pattern covers one of a path; `*` at an end stands for any characters. */
function fits(pattern: string, step: string): boolean {
  if (pattern.length > 1 && pattern.startsWith("*") && pattern.endsWith("*")) {
    return step.includes(pattern.slice(1, -1));
  }
  return pattern.endsWith("*") ? step.startsWith(pattern.slice(0, -1)) : pattern === step;
}

/** What stands at a path. */
export function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, step) => mapping(inner)[step], value);
}

function mapping(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
