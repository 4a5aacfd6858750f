import { Application } from "@cdktf/provider-azuread/lib/application/index.js";
import { ServicePrincipal } from "@cdktf/provider-azuread/lib/service-principal/index.js";
import { UserAssignedIdentity } from "@cdktf/provider-azurerm/lib/user-assigned-identity/index.js";
import { Construct } from "constructs";
import { type CredentialOwner, type ResolvedIdentity, terraformName } from "../model/index.js";
import type { IAksCluster } from "./aks-cluster.js";

/** What a workload is in Microsoft Entra, whoever made it. */
export interface IWorkloadIdentity {
  /** Unique in the environment. */
  readonly key: string;
  /** Application id; goes into the SecretProviderClass. None for identities that the nodes have of their own. */
  readonly clientId?: string;
  /** Object ids of what receives access: one service principal, or one for each scale set. */
  readonly principalIds: readonly string[];
  /** Where federated credentials belong, or undefined where somebody else creates them. */
  readonly credentialOwner?: CredentialOwner;
}

/** Settings of {@link ManagedIdentity}. */
export interface ManagedIdentityProps {
  readonly identity: ResolvedIdentity & { readonly kind: "managed-identity" };
  readonly location: string;
  readonly resourceGroupName: string;
  readonly tags?: Readonly<Record<string, string>>;
}

/** A user-assigned managed identity. */
export class ManagedIdentity extends Construct implements IWorkloadIdentity {
  readonly key: string;
  readonly clientId: string;
  readonly principalIds: readonly string[];
  readonly credentialOwner: CredentialOwner;

  constructor(scope: Construct, id: string, { identity, location, resourceGroupName, tags }: ManagedIdentityProps) {
    super(scope, id);
    const resource = new UserAssignedIdentity(this, "Resource", {
      name: identity.name,
      location,
      resourceGroupName,
      tags,
    });
    resource.overrideLogicalId(terraformName(identity.key));
    this.key = identity.key;
    this.clientId = resource.clientId;
    this.principalIds = [resource.principalId];
    this.credentialOwner = { kind: "user-assigned-identity", id: resource.id };
  }
}

/** Settings of {@link EntraApplication}. */
export interface EntraApplicationProps {
  readonly identity: ResolvedIdentity & { readonly kind: "entra-application" };
}

/** An Entra application with the service principal that receives its access. */
export class EntraApplication extends Construct implements IWorkloadIdentity {
  readonly key: string;
  readonly clientId: string;
  readonly principalIds: readonly string[];
  readonly credentialOwner: CredentialOwner;

  constructor(scope: Construct, id: string, { identity }: EntraApplicationProps) {
    super(scope, id);
    const owners = identity.owners && [...identity.owners];
    const application = new Application(this, "Resource", {
      displayName: identity.name,
      signInAudience: "AzureADMyOrg",
      owners,
    });
    application.overrideLogicalId(terraformName(identity.key));
    const principal = new ServicePrincipal(this, "ServicePrincipal", {
      clientId: application.clientId,
      owners,
    });
    principal.overrideLogicalId(terraformName(identity.key));
    this.key = identity.key;
    this.clientId = application.clientId;
    this.principalIds = [principal.objectId];
    this.credentialOwner = { kind: "application", id: application.id };
  }
}

/** An identity that exists already; nothing is created for it. */
export function existingIdentity(
  identity: ResolvedIdentity & { readonly kind: "existing-identity" },
): IWorkloadIdentity {
  const { key, clientId, principalId, credentialOwner } = identity;
  return { key, clientId, principalIds: [principalId], credentialOwner };
}

/** An identity that the nodes have; nothing is created for it. */
export function nodeIdentity(
  { key, source }: ResolvedIdentity & { readonly kind: "node-identity" },
  { addOnIdentity }: Pick<IAksCluster, "addOnIdentity">,
): IWorkloadIdentity {
  switch (source.from) {
    case "add-on":
      return { key, clientId: addOnIdentity.clientId, principalIds: [addOnIdentity.principalId] };
    case "user-assigned":
      return { key, clientId: source.clientId, principalIds: [source.principalId] };
    case "system-assigned":
      return { key, principalIds: source.principalIds };
  }
}
