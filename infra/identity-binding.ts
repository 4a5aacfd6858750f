import { Construct } from "constructs";
import { identityBindingName, terraformName } from "../model/index.js";
import type { IAksCluster } from "./aks-cluster.js";
import { AzapiResource, azapiTypes } from "./azapi.js";
import type { ManagedIdentity } from "./workload-identity.js";

/** Settings of {@link IdentityBinding}. */
export interface IdentityBindingProps {
  readonly environment: string;
  readonly identity: ManagedIdentity;
  readonly cluster: IAksCluster;
}

/**
 * Lets a cluster use a managed identity (preview). Which service accounts may is the cluster's to say, by a ClusterRole;
 * AKS makes the one federated credential that it needs, and leaves it behind when the binding goes.
 *
 * @see https://learn.microsoft.com/azure/aks/identity-bindings-concepts
 */
export class IdentityBinding extends Construct {
  constructor(scope: Construct, id: string, { environment, identity, cluster }: IdentityBindingProps) {
    super(scope, id);
    const binding = new AzapiResource(this, "Resource", {
      type: azapiTypes.identityBinding,
      name: identityBindingName(environment, identity.key),
      parentId: cluster.id,
      body: { properties: { managedIdentity: { resourceId: identity.credentialOwner.id } } },
    });
    binding.overrideLogicalId(`identity-binding_${terraformName(identity.key)}`);
  }
}
