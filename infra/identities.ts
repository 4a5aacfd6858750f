import { Construct } from "constructs";
import type { Binding, ResolvedEnvironment, ResolvedIdentity, ResolvedVault } from "../model/index.js";
import type { IAksCluster } from "./aks-cluster.js";
import { FederatedCredentials } from "./federated-credentials.js";
import { IdentityBinding } from "./identity-binding.js";
import { VaultAccess } from "./vault-access.js";
import {
  EntraApplication,
  existingIdentity,
  type IWorkloadIdentity,
  ManagedIdentity,
  nodeIdentity,
} from "./workload-identity.js";

/** Settings of {@link Identities}. */
export interface IdentitiesProps {
  /** The identities to create or refer to, and what they may read. */
  readonly environment: Pick<ResolvedEnvironment, "name" | "identities" | "access" | "tenantId" | "location" | "tags">;
  readonly cluster: IAksCluster;
  readonly resourceGroupName: () => string;
}

/** The identities of one stack, what the cluster's service accounts need to speak for them, and their access. */
export class Identities extends Construct {
  /** Each identity as the description has it and as the stack knows it. */
  readonly all: readonly { readonly described: ResolvedIdentity; readonly identity: IWorkloadIdentity }[];
  private readonly props: IdentitiesProps;

  constructor(scope: Construct, id: string, props: IdentitiesProps) {
    super(scope, id);
    this.props = props;
    this.all = props.environment.identities.map((described) => ({ described, identity: this.add(described) }));
  }

  /** Grants access to one vault to every identity whose pods mount from it. */
  grantAccess(vault: Pick<ResolvedVault, "name" | "permissionModel" | "accessScope">, vaultId: string): void {
    const { access, tenantId } = this.props.environment;
    const wanted = new Map(access.flatMap((one) => (one.vault === vault.name ? [[one.identity, one] as const] : [])));
    for (const { identity } of this.all) {
      const read = wanted.get(identity.key);
      if (read) {
        new VaultAccess(this, `access:${vault.name}:${identity.key}`, {
          vault,
          vaultId,
          tenantId,
          identity,
          access: read,
        });
      }
    }
  }

  /** What the Kubernetes half needs to know of them. System-assigned identities of nodes have nothing to tell. */
  bound(): Binding["identities"] {
    return Object.fromEntries(
      this.all.flatMap(({ described, identity: { key, clientId, principalIds } }) => {
        const [principalId] = principalIds;
        return clientId === undefined || principalId === undefined
          ? []
          : [
              [
                key,
                { kind: described.kind, ...("name" in described && { name: described.name }), clientId, principalId },
              ],
            ];
      }),
    );
  }

  private add(described: ResolvedIdentity): IWorkloadIdentity {
    const { environment, cluster, resourceGroupName } = this.props;
    const { location, tags } = environment;
    const id = `identity:${described.key}`;
    switch (described.kind) {
      case "managed-identity": {
        const identity = new ManagedIdentity(this, id, {
          identity: described,
          location,
          resourceGroupName: resourceGroupName(),
          tags,
        });
        if (described.trust === "identity-binding") {
          new IdentityBinding(this, `binding:${described.key}`, { environment: environment.name, identity, cluster });
        }
        return this.federated(described, identity);
      }
      case "entra-application":
        return this.federated(described, new EntraApplication(this, id, { identity: described }));
      case "existing-identity":
        return this.federated(described, existingIdentity(described));
      case "node-identity":
        return nodeIdentity(described, cluster);
    }
  }

  private federated({ key, credentials }: ResolvedIdentity, identity: IWorkloadIdentity): IWorkloadIdentity {
    if (identity.credentialOwner && credentials.length > 0) {
      new FederatedCredentials(this, `federated-credentials:${key}`, {
        owner: identity.credentialOwner,
        cluster: this.props.cluster,
        credentials,
      });
    }
    return identity;
  }
}
