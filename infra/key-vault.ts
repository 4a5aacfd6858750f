import { DataAzurermKeyVault } from "@cdktf/provider-azurerm/lib/data-azurerm-key-vault/index.js";
import { KeyVault as KeyVaultResource } from "@cdktf/provider-azurerm/lib/key-vault/index.js";
import { KeyVaultAccessPolicyA } from "@cdktf/provider-azurerm/lib/key-vault-access-policy/index.js";
import { KeyVaultSecret } from "@cdktf/provider-azurerm/lib/key-vault-secret/index.js";
import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment/index.js";
import { type ITerraformDependable, TerraformVariable } from "cdktf";
import { Construct } from "constructs";
import {
  builtInRoles,
  leastRole,
  type ResolvedAccess,
  type ResolvedSeed,
  type ResolvedVault,
  terraformName,
} from "../model/index.js";
import { makeEphemeral } from "./azurerm-range.js";
import type { IWorkloadIdentity } from "./workload-identity.js";

/** Settings of {@link KeyVault}. */
export interface KeyVaultProps {
  readonly vault: ResolvedVault;
  readonly tenantId: string;
  readonly location: string;
  /** Resource group for a vault to create. */
  readonly resourceGroupName: () => string;
  readonly tags?: Readonly<Record<string, string>>;
}

/** A vault, created or existing, to which identities get access by the vault's permission model. */
export class KeyVault extends Construct {
  private readonly vault: ResolvedVault;
  private readonly vaultId: string;
  private readonly tenantId: string;
  private readonly writer?: ITerraformDependable;

  constructor(scope: Construct, id: string, props: KeyVaultProps) {
    super(scope, id);
    this.vault = props.vault;
    this.tenantId = props.tenantId;
    const resource = this.createOrRead(props);
    resource.overrideLogicalId(terraformName(props.vault.name));
    this.vaultId = resource.id;
    this.writer = props.vault.secretsWriter === undefined ? undefined : this.addWriter(props.vault.secretsWriter);
  }

  /** Lets an identity read the types of object that it mounts, and no more than the permission model can tell apart. */
  grantRead(identity: IWorkloadIdentity, access: Pick<ResolvedAccess, "reads" | "lists">): void {
    const logicalId = `${this.vault.name}_${terraformName(identity.key)}`;
    if (this.vault.permissionModel === "rbac") {
      const assignment = new RoleAssignment(this, `reader:${identity.key}`, {
        scope: this.vaultId,
        roleDefinitionName: leastRole(new Set(access.reads)),
        principalId: identity.principalId,
        principalType: "ServicePrincipal",
      });
      assignment.overrideLogicalId(logicalId);
      return;
    }
    const permissions = (type: ResolvedAccess["reads"][number]) =>
      access.reads.includes(type) ? ["Get", ...(access.lists.includes(type) ? ["List"] : [])] : undefined;
    const policy = new KeyVaultAccessPolicyA(this, `reader:${identity.key}`, {
      keyVaultId: this.vaultId,
      tenantId: this.tenantId,
      objectId: identity.principalId,
      secretPermissions: permissions("secret"),
      keyPermissions: permissions("key"),
      certificatePermissions: permissions("cert"),
    });
    policy.overrideLogicalId(logicalId);
  }

  /**
   * Writes a secret whose value comes from an ephemeral variable. The value reaches the vault and nothing else: not
   * this artefact, not the plan, not the state.
   */
  addSeed({ object, variable, version }: ResolvedSeed): void {
    const value = new TerraformVariable(this, `value:${object}`, {
      type: "string",
      description: `Value of secret ${object} in vault ${this.vault.name}, written when its seed version rises.`,
      sensitive: true,
      nullable: false,
    });
    makeEphemeral(value);
    value.overrideLogicalId(variable);

    const secret = new KeyVaultSecret(this, `secret:${object}`, {
      name: object,
      keyVaultId: this.vaultId,
      valueWo: value.stringValue,
      valueWoVersion: version,
      dependsOn: this.writer && [this.writer],
    });
    secret.overrideLogicalId(terraformName(`${this.vault.name}_${object}`));
  }

  private createOrRead(props: KeyVaultProps): KeyVaultResource | DataAzurermKeyVault {
    const { vault, tenantId, location, tags } = props;
    if (vault.origin === "existing") {
      return new DataAzurermKeyVault(this, "Resource", { name: vault.name, resourceGroupName: vault.resourceGroup });
    }
    return new KeyVaultResource(this, "Resource", {
      name: vault.name,
      location,
      resourceGroupName: props.resourceGroupName(),
      tenantId,
      skuName: vault.sku,
      rbacAuthorizationEnabled: vault.permissionModel === "rbac",
      softDeleteRetentionDays: vault.softDeleteRetentionDays,
      purgeProtectionEnabled: vault.purgeProtection,
      tags,
    });
  }

  /** Lets whoever the description names write secrets. */
  private addWriter(objectId: string): ITerraformDependable {
    const access =
      this.vault.permissionModel === "rbac"
        ? new RoleAssignment(this, "writer", {
            scope: this.vaultId,
            roleDefinitionName: builtInRoles.secretsOfficer,
            principalId: objectId,
          })
        : new KeyVaultAccessPolicyA(this, "writer", {
            keyVaultId: this.vaultId,
            tenantId: this.tenantId,
            objectId,
            secretPermissions: ["Get", "Set", "Delete", "Recover"],
          });
    access.overrideLogicalId(`${this.vault.name}__writer`);
    return access;
  }
}
