import { CLUSTER_DATA, CLUSTER_RESOURCES } from "./providers/cluster.js";
import { AZAPI_RESOURCES, IDENTITY_DATA, IDENTITY_RESOURCES } from "./providers/identity.js";
import { KEY_VAULT_DATA, KEY_VAULT_RESOURCES } from "./providers/key-vault.js";
import { NETWORK_DATA, NETWORK_RESOURCES } from "./providers/network.js";
import { type Shape, shape, type WrittenShape } from "./providers/shape.js";

export type { Shape } from "./providers/shape.js";

/** Versions of a provider that the tables are true for: of each of the first numbers the newest that was read. */
export const KNOWN_VERSIONS = {
  azurerm: ["4.81.0", "5.2.0"],
  azuread: ["3.9.0"],
} as const satisfies { readonly [provider: string]: readonly string[] };

/** Data source of Terraform itself. */
const OWN_DATA: { readonly [type: string]: WrittenShape } = {
  // Outputs are a mapping that only the other state knows.
  terraform_remote_state: { requires: "backend", takes: "config defaults workspace", gives: "outputs" },
};

/**
 * Arguments and attributes of the types that chains are made of.
 *
 * @see https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs
 * @see https://registry.terraform.io/providers/hashicorp/azuread/latest/docs
 * @see https://registry.terraform.io/providers/Azure/azapi/latest/docs
 * @see https://developer.hashicorp.com/terraform/language/state/remote-state-data
 */
const RESOURCES = shapesOf(
  KEY_VAULT_RESOURCES,
  IDENTITY_RESOURCES,
  NETWORK_RESOURCES,
  CLUSTER_RESOURCES,
  AZAPI_RESOURCES,
);
const DATA_SOURCES = shapesOf(KEY_VAULT_DATA, IDENTITY_DATA, NETWORK_DATA, CLUSTER_DATA, OWN_DATA);

/** What a type of resource or data source takes and gives; undefined for one that is not in the tables. */
export function shapeOf({ type, existing }: { readonly type: string; readonly existing: boolean }): Shape | undefined {
  return (existing ? DATA_SOURCES : RESOURCES).get(type);
}

/** Arguments that Terraform itself takes in every resource. A data source takes all but the last three. */
export const META_ARGUMENTS: readonly string[] = [
  "//",
  "count",
  "depends_on",
  "dynamic",
  "for_each",
  "lifecycle",
  "provider",
  "timeouts",
  "connection",
  "provisioner",
];

function shapesOf(...tables: readonly { readonly [type: string]: WrittenShape }[]): ReadonlyMap<string, Shape> {
  return new Map(tables.flatMap((table) => Object.entries(table)).map(([type, written]) => [type, shape(written)]));
}
