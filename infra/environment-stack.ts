import { TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { Binding, ResolvedEnvironment, ResolvedIdentity } from "../model/index.js";
import { AksCluster, type IAksCluster } from "./aks-cluster.js";
import { requireVersions } from "./azurerm-range.js";
import { escaped } from "./escape.js";
import { FederatedCredentials } from "./federated-credentials.js";
import { KeyVault } from "./key-vault.js";
import { Providers } from "./providers.js";
import { ResourceGroup } from "./resource-group.js";
import { keepState } from "./state.js";
import { EntraApplication, existingIdentity, type IWorkloadIdentity, ManagedIdentity } from "./workload-identity.js";

/** An identity as the description has it and as the stack knows it. */
interface AddedIdentity {
  readonly described: ResolvedIdentity;
  readonly identity: IWorkloadIdentity;
}

/**
 * The Azure half of one environment.
 *
 * Ids of constructs hold a colon, which no Terraform identifier may: the output, whose id a person can choose, never
 * meets one of them.
 */
export class EnvironmentStack extends TerraformStack {
  private readonly environment: ResolvedEnvironment;
  private group?: ResourceGroup;

  constructor(scope: Construct, environment: ResolvedEnvironment) {
    super(scope, environment.name);
    this.environment = escaped(environment);

    const cluster = this.addCluster();
    const identities = this.addIdentities(cluster);
    this.addVaults(identities);
    this.addBinding(cluster, identities);

    const entra = identities.some(({ identity }) => identity.credentialOwner?.kind === "application");
    new Providers(this, "providers:", { environment: this.environment, entra });
    requireVersions(this, entra ? ["azurerm", "azuread"] : ["azurerm"]);
    keepState(this, this.environment);
  }

  /** Name of the environment's resource group, which comes into the stack with the first resource that goes into it. */
  private resourceGroupName(): string {
    const { resourceGroup, location, tags } = this.environment;
    this.group ??= new ResourceGroup(this, "resource-group:", { ...resourceGroup, location, tags });
    return this.group.groupName;
  }

  private addCluster(): IAksCluster {
    const { cluster, location, tags } = this.environment;
    if (cluster.origin === "existing") {
      return AksCluster.fromName(this, "cluster:", cluster.name, cluster.resourceGroup);
    }
    return new AksCluster(this, "cluster:", { cluster, location, resourceGroupName: this.resourceGroupName(), tags });
  }

  private addIdentities(cluster: IAksCluster): readonly AddedIdentity[] {
    return this.environment.identities.map((described) => {
      const identity = this.addIdentity(described);
      if (identity.credentialOwner) {
        new FederatedCredentials(this, `federated-credentials:${described.key}`, {
          owner: identity.credentialOwner,
          cluster,
          credentials: described.credentials,
        });
      }
      return { described, identity };
    });
  }

  private addIdentity(identity: ResolvedIdentity): IWorkloadIdentity {
    const { location, tags } = this.environment;
    const id = `identity:${identity.key}`;
    switch (identity.kind) {
      case "managed-identity":
        return new ManagedIdentity(this, id, { identity, location, resourceGroupName: this.resourceGroupName(), tags });
      case "entra-application":
        return new EntraApplication(this, id, { identity });
      case "existing-identity":
        return existingIdentity(identity);
    }
  }

  private addVaults(identities: readonly AddedIdentity[]): void {
    const { vaults, access, tenantId, location, tags } = this.environment;
    for (const described of vaults) {
      const vault = new KeyVault(this, `vault:${described.name}`, {
        vault: described,
        tenantId,
        location,
        resourceGroupName: () => this.resourceGroupName(),
        tags,
      });
      const wanted = new Map(
        access.flatMap((one) => (one.vault === described.name ? [[one.identity, one] as const] : [])),
      );
      for (const { identity } of identities) {
        const read = wanted.get(identity.key);
        if (read) {
          vault.grantRead(identity, read);
        }
      }
      for (const seed of described.seeds) {
        vault.addSeed(seed);
      }
    }
  }

  private addBinding(cluster: IAksCluster, identities: readonly AddedIdentity[]): void {
    const { name, outputName, tenantId, subscriptionId, resourceGroup } = this.environment;
    const bound = identities.map(({ described, identity }) => [
      described.key,
      {
        kind: described.kind,
        ...(described.kind !== "existing-identity" && { name: described.name }),
        clientId: identity.clientId,
        principalId: identity.principalId,
      },
    ]);
    const value: Binding = {
      environment: name,
      tenantId,
      subscriptionId,
      resourceGroup: resourceGroup.name,
      issuer: cluster.issuer,
      identities: Object.fromEntries(bound),
    };
    new TerraformOutput(this, outputName, {
      description: "What the Kubernetes half needs to know of this one; bindings/ keeps it.",
      value,
    });
  }
}
