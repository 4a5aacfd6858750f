import { KeyVaultAccessPolicyA } from "@cdktf/provider-azurerm/lib/key-vault-access-policy/index.js";
import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment/index.js";
import { Construct } from "constructs";
import { leastRole, objectScope, type ResolvedAccess, type ResolvedVault, terraformName } from "../model/index.js";
import type { IWorkloadIdentity } from "./workload-identity.js";

/** Settings of {@link VaultAccess}. */
export interface VaultAccessProps {
  readonly vault: Pick<ResolvedVault, "name" | "permissionModel" | "accessScope">;
  readonly vaultId: string;
  readonly tenantId: string;
  readonly identity: IWorkloadIdentity;
  readonly access: ResolvedAccess;
}

/**
 * What one identity may do in one vault: read the types of object that its pods mount, and no more than the permission
 * model can tell apart. An identity with several principals gets it for each.
 */
export class VaultAccess extends Construct {
  constructor(scope: Construct, id: string, props: VaultAccessProps) {
    super(scope, id);
    const { vault, identity } = props;
    for (const [index, principalId] of identity.principalIds.entries()) {
      const logicalId = `${vault.name}_${terraformName(identity.key)}${index === 0 ? "" : `__${index + 1}`}`;
      if (vault.permissionModel === "access-policies") {
        this.addPolicy(logicalId, principalId, props);
      } else {
        this.addRoles(logicalId, principalId, props);
      }
    }
  }

  private addRoles(logicalId: string, principalId: string, { vault, vaultId, access }: VaultAccessProps): void {
    const grants =
      vault.accessScope === "vault"
        ? [{ logicalId, scope: vaultId, types: access.reads }]
        : access.objects.map(({ type, name }) => ({
            logicalId: `${logicalId}_${type}_${name}`,
            scope: `${vaultId}/${objectScope[type]}/${name}`,
            types: [type],
          }));
    for (const grant of grants) {
      const assignment = new RoleAssignment(this, grant.logicalId, {
        scope: grant.scope,
        roleDefinitionName: leastRole(new Set(grant.types)),
        principalId,
        principalType: "ServicePrincipal",
      });
      assignment.overrideLogicalId(grant.logicalId);
    }
  }

  private addPolicy(logicalId: string, objectId: string, { vaultId, tenantId, access }: VaultAccessProps): void {
    const permissions = (type: ResolvedAccess["reads"][number]) =>
      access.reads.includes(type) ? ["Get", ...(access.lists.includes(type) ? ["List"] : [])] : undefined;
    const policy = new KeyVaultAccessPolicyA(this, logicalId, {
      keyVaultId: vaultId,
      tenantId,
      objectId,
      secretPermissions: permissions("secret"),
      keyPermissions: permissions("key"),
      certificatePermissions: permissions("cert"),
    });
    policy.overrideLogicalId(logicalId);
  }
}
