import { groupBy, listed, quote } from "../../../shared/index.js";
import type { Vault } from "../../azure/types.js";
import { foundIn } from "../../chain/joined.js";
import type { ProviderClass } from "../../kubernetes/types.js";
import { textIn } from "../../reading/json.js";
import { broken, defineRule, type Fault, type Undecided, undecided } from "../../rule.js";
import type { Resource } from "../../terraform/resource.js";
import type { World } from "../../world.js";
import { tenantOfIssuer } from "./issuers.js";
import { noSuchClient, noSuchTenant } from "./shown.js";
import { comparableTenant, settingsOf, tenantPath } from "./tenants.js";

/** The token is asked of the tenant of the class, and the vault takes only tokens of its own tenant. */
export const matchTenant = defineRule({
  id: "match-tenant",
  severity: "error",
  summary: "Provider classes, vaults and identities that belong together are of one tenant.",
  link: "vault",
  needs: ["kubernetes"],
  *check(world) {
    const classes = world.kubernetes.classes.filter(({ tenantId }) => comparableTenant(tenantId) !== undefined);
    const byVault = groupBy(classes, (one) => one.parameter("keyvaultName")?.toLowerCase());
    const tenants = new Set<string>();
    for (const [name, group] of byVault) {
      const vault = name === undefined ? undefined : world.azure.vaultNamed(name);
      const own = vault && tenantOf(vault);
      if (vault !== undefined && own !== undefined) {
        tenants.add(own);
        yield* againstVault(group, vault, own);
      } else if (name !== undefined) {
        const issuers = issuerTenants(world);
        yield* amongThemselves(group, name, issuers);
        if (vault !== undefined && isOpen(vault) && issuers.length === 0) {
          yield untold(vault, group);
        }
      }
    }
    yield* ofProviders(world, tenants.size > 0 ? tenants : tenantsAsked(world));
  },
});

const CLIENT_CONFIG = "azurerm_client_config";

/** The tenant of a vault, where it is known: written out, or that of the provider that Terraform runs with. */
function tenantOf({ tenantId, resource }: Vault): string | undefined {
  if (tenantId?.known === true) {
    return comparableTenant(tenantId.text);
  }
  const [reference] = tenantId?.references ?? [];
  const isOfRun =
    reference?.resource.type === CLIENT_CONFIG ||
    tenantId?.opaque.some((expression) => expression.startsWith(`data.${CLIENT_CONFIG}.`));
  return isOfRun ? settingsOf(reference?.resource ?? resource)?.tenantId : undefined;
}

/** Whether the tenant of a vault is one that only a deployment knows; one that is no tenant is another rule's. */
function isOpen({ tenantId, existing }: Vault): boolean {
  return tenantId === undefined ? existing : !tenantId.known;
}

function untold(vault: Vault, [first]: readonly ProviderClass[]): Undecided {
  return undecided({
    on: vault,
    at: vault.tenantId === undefined ? [] : ["tenant_id"],
    message: `whether ${vault.id} is of the tenant ${quote(first?.tenantId)}, which ${first?.id} asks: only a deployment knows its tenant`,
    needs: "tenant_id of the vault or of its provider written out, or terraform show -json of the plan or state",
  });
}

function* againstVault(classes: readonly ProviderClass[], vault: Vault, tenant: string): Iterable<Fault> {
  const wrong = classes.filter(({ tenantId }) => comparableTenant(tenantId) !== tenant);
  const [first, second] = wrong;
  const said = new Set(wrong.map(({ tenantId }) => comparableTenant(tenantId)));
  // Where all classes agree with one another, it is the vault that is wrong.
  if (first !== undefined && second !== undefined && wrong.length === classes.length && said.size === 1) {
    yield broken({
      on: vault,
      at: ["tenant_id"],
      message: `${vault.id} is of the tenant ${quote(tenant)}, all classes that read it are of another`,
      got: tenant,
      allowed: `the tenant of the classes: ${quote(first.tenantId)}`,
      fix: "write the tenant that the vault is really in, in both",
      shows: invalidIssuer(tenant),
      also: [first],
    });
    return;
  }
  for (const one of wrong) {
    yield otherTenant(one, [tenant], `the tenant of ${vault.id}`);
  }
}

function* amongThemselves(
  classes: readonly ProviderClass[],
  vault: string,
  issuers: readonly string[],
): Iterable<Fault> {
  const counts = [...groupBy(classes, ({ tenantId }) => comparableTenant(tenantId) ?? "")];
  const [common] = counts.toSorted(([, one], [, other]) => other.length - one.length);
  const [tenant = "", several = []] = common ?? [];
  if (counts.length === 1 && issuers.length > 0 && !issuers.includes(tenant)) {
    for (const one of several) {
      // A workload may read a vault of another tenant than its cluster's.
      yield { ...otherTenant(one, issuers, "the tenant in the issuer of the cluster"), severity: "warning" };
    }
    return;
  }
  for (const one of classes.filter(({ tenantId }) => comparableTenant(tenantId) !== tenant)) {
    yield otherTenant(one, [tenant], `the tenant that other classes name for the vault ${quote(vault)}`);
  }
}

/** What classes ask, where nothing says of which tenant a vault is; what the cluster contradicts is told of the classes. */
function tenantsAsked(world: World): ReadonlySet<string> {
  const issuers = issuerTenants(world);
  const asked = world.kubernetes.classes.flatMap(({ tenantId }) => comparableTenant(tenantId) ?? []);
  return new Set(asked.filter((tenant) => issuers.length === 0 || issuers.includes(tenant)));
}

function issuerTenants({ azure }: World): readonly string[] {
  return azure.clusters.flatMap(({ issuer }) => (issuer.known ? (tenantOfIssuer(issuer.text) ?? []) : []));
}

/** Settings of providers that make what belongs to these tenants, in another tenant. */
function* ofProviders({ azure, mountings }: World, tenants: ReadonlySet<string>): Iterable<Fault> {
  const identities = new Set(mountings.flatMap(({ identity }) => foundIn(identity) ?? []));
  const said = new Set<string>();
  const [tenant, another] = tenants;
  if (tenant === undefined || another !== undefined) {
    return;
  }
  const looked = new Set<string>();
  for (const { resource } of [...identities, ...azure.vaults, ...azure.grants, ...azure.credentials]) {
    // All resources of one provider have its settings.
    const { stack, type, place, attributes } = resource;
    const provider = textIn(attributes, "provider") ?? type.slice(0, type.indexOf("_"));
    const key = `${stack}\n${place.document.file}\n${provider}`;
    const settings = looked.has(key) ? undefined : settingsOf(resource);
    looked.add(key);
    if (settings?.tenantId === undefined || settings.tenantId === tenant || said.has(settings.id)) {
      continue;
    }
    said.add(settings.id);
    yield otherProvider(resource, settings.tenantId, tenant);
  }
}

function otherProvider(resource: Resource, got: string, tenant: string): Fault {
  return broken({
    on: resource,
    // An application may be known in several tenants.
    severity: resource.type.startsWith("azuread_") ? "warning" : "error",
    message: `${resource.id} is made with the tenant ${quote(got)} of its provider, and read with another`,
    got,
    allowed: `tenant_id of the provider: ${quote(tenant)}`,
    fix: "write one tenant in the settings of the provider, the vault and the classes",
    shows: "AADSTS700016: Application with identifier '<client id>' was not found in the directory",
  });
}

function otherTenant(providerClass: ProviderClass, tenants: readonly string[], whose: string): Fault {
  const clientId = providerClass.parameter("clientID") ?? "<client id>";
  return broken({
    on: providerClass,
    at: tenantPath(providerClass),
    message: `${providerClass.id} asks the tenant ${quote(providerClass.tenantId)}, which is not ${whose}`,
    got: String(providerClass.tenantId),
    allowed: `${whose}: ${listed(tenants)}`,
    fix: "write the id of the vault's tenant",
    // Entra is asked before the vault is.
    shows: `${noSuchTenant(String(providerClass.tenantId))}; where it exists, ${noSuchClient(clientId, providerClass.tenantId)}`,
  });
}

function invalidIssuer(tenant: string): string {
  return `AKV10032: Invalid issuer. Expected one of https://sts.windows.net/${tenant}/ (401)`;
}
