import { matchCloud } from "./match-cloud.js";
import { matchGrantPrincipal } from "./match-grant-principal.js";
import { matchObject } from "./match-object.js";
import { matchPermissionModel } from "./match-permission-model.js";
import { matchPolicyTenant } from "./match-policy-tenant.js";
import { matchPrincipalType } from "./match-principal-type.js";
import { matchPrivateEndpoint } from "./match-private-endpoint.js";
import { matchVault } from "./match-vault.js";
import { noExcessAccess } from "./no-excess-access.js";
import { noNodeAccess } from "./no-node-access.js";
import { noPermanentDiff } from "./no-permanent-diff.js";
import { noSecretValue } from "./no-secret-value.js";
import { noUnusedAccess } from "./no-unused-access.js";
import { noWideAccess } from "./no-wide-access.js";
import { requireAccess } from "./require-access.js";
import { requirePermissionModel } from "./require-permission-model.js";
import { requireVaultReach } from "./require-vault-reach.js";
import { validKeyType } from "./valid-key-type.js";
import { validNetworkAcls } from "./valid-network-acls.js";
import { validObjectVault } from "./valid-object-vault.js";
import { validPermission } from "./valid-permission.js";
import { validRoleName } from "./valid-role-name.js";
import { validRoleScope } from "./valid-role-scope.js";
import { validVault } from "./valid-vault.js";
import { validVaultObjects } from "./valid-vault-objects.js";

/** Rules about vaults, what is in them, and who may read it. */
export const vaultRules = [
  matchCloud,
  matchGrantPrincipal,
  matchObject,
  matchPermissionModel,
  matchPolicyTenant,
  matchPrincipalType,
  matchPrivateEndpoint,
  matchVault,
  noExcessAccess,
  noNodeAccess,
  noPermanentDiff,
  noSecretValue,
  noUnusedAccess,
  noWideAccess,
  requireAccess,
  requirePermissionModel,
  requireVaultReach,
  validKeyType,
  validNetworkAcls,
  validObjectVault,
  validPermission,
  validRoleName,
  validRoleScope,
  validVault,
  validVaultObjects,
] as const;
