import { mentionsIn } from "../terraform/mentions.js";
import type { Resource } from "../terraform/resource.js";
import type { Reference, Value } from "../terraform/value.js";
import { type ArmScope, readInVault, readScope } from "./arm-id.js";
import type { Context } from "./context.js";
import type { Scope, Vault } from "./types.js";
import type { Vaults } from "./vaults.js";

/** Finds out how far the scopes of grants reach. */
export class Scopes {
  private readonly context: Context;
  private readonly vaults: Vaults;

  constructor(context: Context, vaults: Vaults) {
    this.context = context;
    this.vaults = vaults;
  }

  /** How far a scope reaches: the argument of a role assignment, or the id of a vault. */
  read(value: Value | undefined, resource: Resource, argument: string): Scope {
    if (value === undefined) {
      return { level: "unknown" };
    }
    const [reference] = value.references;
    const prefix = reference === undefined ? "" : `\${${reference.resource.id}.${reference.attribute}}`;
    if (reference !== undefined && value.text.startsWith(prefix)) {
      return this.below(reference, value.text.slice(prefix.length));
    }
    const found = this.literal(value);
    return found.level === "elsewhere" && !value.known ? this.mentioned(resource, argument) : found;
  }

  /** How far a scope reaches whose parts are written out, or at least its slashes. */
  literal({ text }: Value): Scope {
    return this.scopeOf(readScope(text) ?? { level: "elsewhere" });
  }

  /** A scope that begins with a reference. */
  private below({ resource, attribute }: Reference, rest: string): Scope {
    const { type } = resource;
    const collection = COLLECTIONS.get(type);
    if (collection !== undefined) {
      return rest === "" && OBJECT_IDS.has(attribute) ? this.ofObject(resource, collection) : { level: "elsewhere" };
    }
    if (!type.startsWith("azurerm_") || LOOKUPS.test(type)) {
      return { level: "unknown" }; // an id that somebody else's provider, a remote state or a template knows
    }
    if (attribute !== "id") {
      return { level: type === "azurerm_key_vault" ? "unknown" : "elsewhere" };
    }
    if (type === "azurerm_key_vault") {
      const inside = readInVault(rest);
      const vault = this.vaults.of(resource);
      return inside === undefined ? { level: "unknown", vault } : { ...inside, vault };
    }
    if (type === "azurerm_resource_group") {
      const found = this.scopeOf(readScope(rest, "resource-group") ?? { level: "elsewhere" });
      const resourceGroup = this.context.evaluator.attributeOf(resource, "name");
      return found.level === "resource-group" ? { ...found, resourceGroup } : found;
    }
    if (type === "azurerm_subscription") {
      return this.scopeOf(readScope(rest, "subscription") ?? { level: "elsewhere" });
    }
    return { level: type === "azurerm_management_group" && rest === "" ? "management-group" : "elsewhere" };
  }

  private ofObject(object: Resource, collection: string): Scope {
    const objectName = this.context.evaluator.attributeOf(object, "name").text;
    const of = this.context.evaluator.valueOf(object, ["key_vault_id"]);
    // An object that names an object, and be it itself, names no vault.
    const misled = of?.references.some(({ resource }) => COLLECTIONS.has(resource.type)) ?? false;
    const { vault, vaultName } = this.read(misled ? undefined : of, object, "key_vault_id");
    return { level: "object", vault, vaultName, collection, objectName };
  }

  private scopeOf({ level, resourceGroup, vault: name, collection, objectName }: ArmScope): Scope {
    const vault = name === undefined ? undefined : this.vaults.named(name);
    return {
      level,
      vault,
      vaultName: vault === undefined ? name : undefined,
      resourceGroup:
        level === "resource-group" && resourceGroup !== undefined
          ? { text: resourceGroup, known: !resourceGroup.includes("${"), references: [], opaque: [] }
          : undefined,
      collection,
      objectName,
    };
  }

  /** A scope that is not evaluated, but speaks of one vault. */
  private mentioned(resource: Resource, argument: string): Scope {
    const written = resource.attributes[argument];
    const scopeOf = this.context.evaluator.finder.scopeOf(resource);
    if (typeof written !== "string" || scopeOf === undefined) {
      return { level: "unknown" };
    }
    const vaults = new Set<Vault>();
    for (const traversal of mentionsIn(written)) {
      const found = this.context.evaluator.finder.follow(traversal, scopeOf);
      const vault =
        found.kind === "attribute" || found.kind === "resource" ? this.vaults.of(found.resource) : undefined;
      if (vault !== undefined) {
        vaults.add(vault);
      }
    }
    const [vault] = vaults;
    return { level: "unknown", vault: vaults.size === 1 ? vault : undefined };
  }
}

/** Types of azurerm whose attributes may be ids of anything. */
const LOOKUPS = /^azurerm_(resources|\w*template_deployment|managed_application)$/;

const COLLECTIONS: ReadonlyMap<string, string> = new Map([
  ["azurerm_key_vault_secret", "secrets"],
  ["azurerm_key_vault_key", "keys"],
  ["azurerm_key_vault_certificate", "certificates"],
]);

/** Attributes of an object that are ids of the resource manager; `id` is a URL of the vault. */
const OBJECT_IDS = new Set([
  "resource_id",
  "resource_versionless_id",
  "resource_manager_id",
  "resource_manager_versionless_id",
]);
