import type { Resource } from "../../terraform/resource.js";
import { tenantOfIssuer } from "../trust/issuers.js";
import { settingsOf } from "../trust/tenants.js";

/** What an attribute should look like, and why a text does not. */
export interface FormProblem {
  /** What is wrong, behind the value. */
  readonly wrong: string;
  readonly allowed: string;
}

/** Attributes that Azure fills with an id of its own, by the last name of their path. */
const GUIDS = new Set(["client_id", "object_id", "principal_id", "tenant_id"]);

/** Types whose id is one of Azure Resource Manager. */
const OF_RESOURCE_MANAGER = new Set([
  "azurerm_key_vault",
  "azurerm_kubernetes_cluster",
  "azurerm_private_dns_zone",
  "azurerm_resource_group",
  "azurerm_subnet",
  "azurerm_user_assigned_identity",
  "azurerm_virtual_network",
]);

const GUID = "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";
const WHOLE_GUID = new RegExp(`^${GUID}$`);
const ARM_ID = new RegExp(`^/subscriptions/${GUID}/resourceGroups/[^/]+(?:/providers/.+)?$`, "i");
const APPLICATION_ID = new RegExp(`^/applications/${GUID}$`);

/** Looks at the text that a deployment gave for an attribute; undefined where nothing is wrong with it, or known of it. */
export function problemOfForm(resource: Resource, attribute: string, text: string): FormProblem | undefined {
  const name = attribute.slice(attribute.lastIndexOf(".") + 1);
  if (GUIDS.has(name) && isOfEntra(resource.type)) {
    return WHOLE_GUID.test(text) ? undefined : { wrong: "is no GUID", allowed: "a GUID, as Azure writes it" };
  }
  if (attribute === "id" && OF_RESOURCE_MANAGER.has(resource.type)) {
    return ARM_ID.test(text)
      ? undefined
      : { wrong: "is no id of a resource", allowed: "/subscriptions/<id>/resourceGroups/<name>/providers/…" };
  }
  if (attribute === "id" && resource.type === "azuread_application") {
    return APPLICATION_ID.test(text)
      ? undefined
      : { wrong: "is no id of an application", allowed: "/applications/<object id>" };
  }
  return attribute === "oidc_issuer_url" ? problemOfIssuer(resource, text) : undefined;
}

function isOfEntra(type: string): boolean {
  return type.startsWith("azurerm_") || type.startsWith("azuread_");
}

function problemOfIssuer(cluster: Resource, issuer: string): FormProblem | undefined {
  const allowed = "https://<region>.oic.prod-aks.azure.com/<tenant>/<id>/, with the slash at its end";
  if (!issuer.startsWith("https://")) {
    return { wrong: "does not begin with https://", allowed };
  }
  const tenant = tenantOfIssuer(issuer)?.toLowerCase();
  const own = settingsOf(cluster)?.tenantId;
  if (issuer.includes(AKS_HOST) && tenant === undefined && !OLDER_ISSUER.test(issuer)) {
    return { wrong: "is not in the form that AKS gives its issuers", allowed };
  }
  return tenant !== undefined && own !== undefined && tenant !== own
    ? {
        wrong: "is of another tenant than the provider of its cluster signs in to",
        allowed: `an issuer of the tenant ${own}`,
      }
    : undefined;
}

const AKS_HOST = "prod-aks.azure.com";
const OLDER_ISSUER = new RegExp(`^https://oidc\\.prod-aks\\.azure\\.com/${GUID}/$`);
