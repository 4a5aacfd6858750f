import { field } from "../reading/json.js";
import type { Resource } from "../terraform/resource.js";
import { type Context, comparable, thingOf } from "./context.js";
import type { PermissionModel, Vault } from "./types.js";

/** The vaults of the artefacts, and ways to find one. */
export class Vaults {
  readonly all: readonly Vault[];
  private readonly byResource: ReadonlyMap<Resource, Vault>;
  private readonly byName = new Map<string, Vault>();

  constructor(context: Context) {
    this.all = context.distinct("azurerm_key_vault").map((resource) => vaultOf(context, resource));
    this.byResource = new Map(this.all.map((vault) => [vault.resource, vault]));
    for (const vault of this.all) {
      const name = vault.name?.toLowerCase();
      const before = name === undefined ? undefined : this.byName.get(name);
      if (name !== undefined && (before === undefined || (before.existing && !vault.existing))) {
        this.byName.set(name, vault);
      }
    }
  }

  /** The vault of this name, in any case; one that is created before one that is looked up. */
  named(name: string): Vault | undefined {
    return this.byName.get(name.toLowerCase());
  }

  /** The vault that a resource is. */
  of(resource: Resource): Vault | undefined {
    const vault = this.byResource.get(resource);
    return (vault?.name === undefined ? undefined : this.named(vault.name)) ?? vault;
  }
}

function vaultOf(context: Context, resource: Resource): Vault {
  return {
    ...thingOf(resource),
    resource,
    existing: resource.existing,
    name: context.knownText(resource, "name"),
    tenantId: context.evaluator.valueOf(resource, ["tenant_id"]),
    permissionModel: permissionModelOf(context, resource),
  };
}

/** @see https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/key_vault */
function permissionModelOf(context: Context, resource: Resource): PermissionModel {
  const stated = context.first(resource, "rbac_authorization_enabled", "enable_rbac_authorization")?.value;
  if (stated !== undefined) {
    const text = comparable(stated);
    return text === "true" ? "rbac" : text === "false" ? "policies" : "unknown";
  }
  const written = ["rbac_authorization_enabled", "enable_rbac_authorization"].some(
    (name) => (field(resource.attributes, name) ?? null) !== null,
  );
  return resource.existing || written ? "unknown" : "unstated";
}
