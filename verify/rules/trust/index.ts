import { matchAddOnIdentity } from "./match-add-on-identity.js";
import { matchClientId } from "./match-client-id.js";
import { matchFederatedIssuer } from "./match-federated-issuer.js";
import { matchFederatedOwner } from "./match-federated-owner.js";
import { matchFederatedSubject } from "./match-federated-subject.js";
import { matchServiceAccount } from "./match-service-account.js";
import { matchServiceAccountClientId } from "./match-service-account-client-id.js";
import { matchTenant } from "./match-tenant.js";
import { noNodeIdentity } from "./no-node-identity.js";
import { requireIdentityBinding } from "./require-identity-binding.js";
import { requireKeyVaultAddOn } from "./require-key-vault-add-on.js";
import { requireOidcIssuer } from "./require-oidc-issuer.js";
import { requireServiceAccount } from "./require-service-account.js";
import { requireServicePrincipal } from "./require-service-principal.js";
import { requireTokenAudience } from "./require-token-audience.js";
import { requireWorkloadIdentityWebhook } from "./require-workload-identity-webhook.js";
import { uniqueFederatedCredential } from "./unique-federated-credential.js";
import { validClientId } from "./valid-client-id.js";
import { validFederatedAudience } from "./valid-federated-audience.js";
import { validFederatedName } from "./valid-federated-name.js";
import { validFederatedSubject } from "./valid-federated-subject.js";
import { validTenantId } from "./valid-tenant-id.js";
import { validTokenExpiration } from "./valid-token-expiration.js";
import { validWorkloadIdentityLabel } from "./valid-workload-identity-label.js";

/** Rules about who a pod is: its service account, its identity, what trusts it, what the cluster needs for that. */
export const trustRules = [
  matchAddOnIdentity,
  matchClientId,
  matchFederatedIssuer,
  matchFederatedOwner,
  matchFederatedSubject,
  matchServiceAccount,
  matchServiceAccountClientId,
  matchTenant,
  noNodeIdentity,
  requireIdentityBinding,
  requireKeyVaultAddOn,
  requireOidcIssuer,
  requireServiceAccount,
  requireServicePrincipal,
  requireTokenAudience,
  requireWorkloadIdentityWebhook,
  uniqueFederatedCredential,
  validClientId,
  validFederatedAudience,
  validFederatedName,
  validFederatedSubject,
  validTenantId,
  validTokenExpiration,
  validWorkloadIdentityLabel,
] as const;
