import { ApplicationFederatedIdentityCredential } from "@cdktf/provider-azuread/lib/application-federated-identity-credential/index.js";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { type CredentialOwner, type ResolvedCredential, terraformName } from "../model/index.js";
import type { IAksCluster } from "./aks-cluster.js";
import { UserAssignedFederatedCredential } from "./azurerm-range.js";

/**
 * The one audience that the Azure provider of the CSI driver asks tokens for, in every cloud.
 *
 * @see https://github.com/Azure/secrets-store-csi-driver-provider-azure (pkg/auth/auth.go)
 */
const AUDIENCE = "api://AzureADTokenExchange";

/** Settings of {@link FederatedCredentials}. */
export interface FederatedCredentialsProps {
  readonly owner: CredentialOwner;
  readonly cluster: IAksCluster;
  readonly credentials: readonly ResolvedCredential[];
}

/**
 * Trust of one identity in service accounts of a cluster. Each credential waits for the one before it, because
 * concurrent writes to one identity are refused with HTTP 409.
 */
export class FederatedCredentials extends Construct {
  constructor(scope: Construct, id: string, { owner, cluster, credentials }: FederatedCredentialsProps) {
    super(scope, id);
    let before: ITerraformDependable[] | undefined;
    for (const credential of credentials) {
      before = [this.add(owner, cluster, credential, before)];
    }
  }

  private add(
    owner: CredentialOwner,
    { issuer }: IAksCluster,
    { name, subject, namespace, serviceAccount }: ResolvedCredential,
    dependsOn: ITerraformDependable[] | undefined,
  ): ITerraformDependable {
    const id = `${namespace}_${serviceAccount}`;
    if (owner.kind === "application") {
      const credential = new ApplicationFederatedIdentityCredential(this, id, {
        applicationId: owner.id,
        displayName: name,
        audiences: [AUDIENCE],
        issuer,
        subject,
        dependsOn,
      });
      credential.overrideLogicalId(terraformName(id));
      return credential;
    }
    const credential = new UserAssignedFederatedCredential(this, id, {
      name,
      userAssignedIdentityId: owner.id,
      audience: [AUDIENCE],
      issuer,
      subject,
      dependsOn,
    });
    credential.overrideLogicalId(terraformName(id));
    return credential;
  }
}
