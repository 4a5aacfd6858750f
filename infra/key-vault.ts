import { DataAzurermKeyVault } from "@cdktf/provider-azurerm/lib/data-azurerm-key-vault/index.js";
import { type KeyVaultConfig, KeyVault as KeyVaultResource } from "@cdktf/provider-azurerm/lib/key-vault/index.js";
import { Construct } from "constructs";
import { type ResolvedVault, terraformName } from "../model/index.js";
import type { Networks } from "./network.js";

/** Settings of {@link KeyVault}. */
export interface KeyVaultProps {
  readonly vault: ResolvedVault;
  readonly tenantId: string;
  readonly location: string;
  /** Resource group for a vault to create. */
  readonly resourceGroupName: () => string;
  readonly networks: Networks;
  readonly tags?: Readonly<Record<string, string>>;
}

/** A vault, created or existing. */
export class KeyVault extends Construct {
  readonly name: string;
  /** ARM id; using it waits for the vault. */
  readonly id: string;
  /** Azure region; of an existing vault, wherever it is. */
  readonly location: string;
  /** Whether it belongs to the environment; others may have readers that the environment does not know. */
  readonly isNew: boolean;
  /** Whether the environment's monitoring watches it. */
  readonly watched: boolean;

  constructor(scope: Construct, id: string, props: KeyVaultProps) {
    super(scope, id);
    const resource = props.vault.origin === "new" ? this.create(props.vault, props) : this.read(props.vault);
    resource.overrideLogicalId(terraformName(props.vault.name));
    this.name = props.vault.name;
    this.id = resource.id;
    this.isNew = props.vault.origin === "new";
    this.location = this.isNew ? props.location : resource.location;
    this.watched = props.vault.origin === "new" || props.vault.monitored;
  }

  private create(vault: ResolvedVault & { readonly origin: "new" }, props: KeyVaultProps): KeyVaultResource {
    return new KeyVaultResource(this, "Resource", {
      name: vault.name,
      location: props.location,
      resourceGroupName: props.resourceGroupName(),
      tenantId: props.tenantId,
      skuName: vault.sku,
      rbacAuthorizationEnabled: vault.permissionModel === "rbac",
      softDeleteRetentionDays: vault.softDeleteRetentionDays,
      purgeProtectionEnabled: vault.purgeProtection,
      ...network(vault.network, props.networks),
      tags: props.tags,
      lifecycle: vault.preventDestroy ? { preventDestroy: true } : undefined,
    });
  }

  /** Access granted by the model that the vault does not go by would have no effect, so a plan fails on it. */
  private read({ name, resourceGroup, permissionModel }: ResolvedVault & { readonly origin: "existing" }) {
    const rbac = permissionModel === "rbac";
    return new DataAzurermKeyVault(this, "Resource", {
      name,
      resourceGroupName: resourceGroup,
      lifecycle: {
        postcondition: [
          {
            condition: rbac ? "${self.rbac_authorization_enabled}" : "${!self.rbac_authorization_enabled}",
            errorMessage: `Vault ${name} goes by ${rbac ? "access policies" : "Azure RBAC"}, but its description says ${rbac ? "Azure RBAC" : "access policies"}, so what is granted here would have no effect. Write permissionModel: "${rbac ? "access-policies" : "rbac"}".`,
          },
        ],
      },
    });
  }
}

/** Where a firewall is up, the exception for Azure's own services is off: it does not cover the driver. */
function network(
  described: (ResolvedVault & { readonly origin: "new" })["network"],
  networks: Networks,
): Partial<KeyVaultConfig> {
  switch (described.access) {
    case "public":
      return { publicNetworkAccessEnabled: true };
    case "restricted":
      return {
        publicNetworkAccessEnabled: true,
        networkAcls: {
          bypass: "None",
          defaultAction: "Deny",
          ipRules: described.ranges && [...described.ranges],
          virtualNetworkSubnetIds: described.subnets?.map((subnet) => networks.subnetId(subnet)),
        },
      };
    case "private":
      return { publicNetworkAccessEnabled: false, networkAcls: { bypass: "None", defaultAction: "Deny" } };
  }
}
