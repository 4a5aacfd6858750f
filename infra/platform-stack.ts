import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import type { ResolvedEnvironment, ResolvedStack } from "../model/index.js";
import { AksCluster, type IAksCluster } from "./aks-cluster.js";
import { EnvironmentStack } from "./environment-stack.js";
import { Identities } from "./identities.js";
import { KeyVault } from "./key-vault.js";
import { Monitoring } from "./monitoring/index.js";
import { Networks } from "./network.js";
import { Platform } from "./platform.js";
import { PrivateVaults } from "./private-vaults.js";
import { ResourceGroup } from "./resource-group.js";
import { deployerOf, VaultObjects } from "./vault-objects.js";
import { existingIdentity, nodeIdentity } from "./workload-identity.js";

/** The Azure half of an environment, but for what belongs to its teams. */
export class PlatformStack extends EnvironmentStack {
  private readonly teamMembers: ResolvedEnvironment["identities"];
  private group?: ResourceGroup;
  private deployerId?: string;

  constructor(scope: Construct, environment: ResolvedEnvironment, stack: ResolvedStack) {
    super(scope, environment, stack);
    this.teamMembers = environment.identities.filter(({ team }) => team !== undefined);
    const { location, tags, networks: described } = this.environment;
    const resourceGroupName = () => this.resourceGroupName();

    const networks = new Networks(this, "networks:", { networks: described, location, resourceGroupName, tags });
    const cluster = this.addCluster(networks);
    const identities = new Identities(this, "identities:", {
      environment: this.environment,
      cluster,
      resourceGroupName,
    });
    const vaults = this.addVaults(networks, identities);
    this.addMonitoring(cluster, identities, vaults);
    if (environment.stacks.length > 1) {
      Platform.publish(this, { cluster, vaults: [...vaults.values()] });
    }
    this.finish(cluster.issuer, identities);
  }

  /** Name of the environment's resource group, which comes into the stack with the first resource that goes into it. */
  private resourceGroupName(): string {
    const { resourceGroup, location, tags } = this.environment;
    this.group ??= new ResourceGroup(this, "resource-group:", { ...resourceGroup, location, tags });
    return this.group.groupName;
  }

  private addCluster(networks: Networks): IAksCluster {
    const { cluster, tenantId, location, tags, monitoring } = this.environment;
    if (cluster.origin === "existing") {
      return AksCluster.fromName(this, "cluster:", cluster.name, cluster.resourceGroup);
    }
    return new AksCluster(this, "cluster:", {
      cluster,
      tenantId,
      location,
      resourceGroupName: this.resourceGroupName(),
      networks,
      prometheus: monitoring?.prometheus ?? false,
      tags,
    });
  }

  /** The vaults by name. */
  private addVaults(networks: Networks, identities: Identities): ReadonlyMap<string, KeyVault> {
    const { vaults, tenantId, location, tags } = this.environment;
    const resourceGroupName = () => this.resourceGroupName();
    const privateVaults = new PrivateVaults(this, "private-vaults:", { networks, location, resourceGroupName, tags });

    return new Map(
      vaults.map((vault) => {
        const added = new KeyVault(this, `vault:${vault.name}`, {
          vault,
          tenantId,
          location,
          resourceGroupName,
          networks,
          tags,
        });
        const reachable: ITerraformDependable[] =
          vault.origin === "new" && vault.network.access === "private"
            ? privateVaults.connect(vault.name, added.id, vault.network)
            : [];
        identities.grantAccess(vault, added.id);
        new VaultObjects(this, `objects:${vault.name}`, {
          vault,
          vaultId: added.id,
          tenantId,
          deployer: () => this.deployer(),
          reachable,
        });
        return [vault.name, added];
      }),
    );
  }

  private addMonitoring(cluster: IAksCluster, identities: Identities, vaults: ReadonlyMap<string, KeyVault>): void {
    const { name, cluster: described, monitoring, location, tags } = this.environment;
    if (monitoring === undefined) {
      return;
    }
    new Monitoring(this, "monitoring:", {
      environment: name,
      monitoring,
      location,
      resourceGroupName: () => this.resourceGroupName(),
      cluster: {
        name: described.name,
        id: cluster.id,
        watched: described.origin === "new" || described.monitored,
      },
      vaults: [...vaults.values()].filter(({ watched }) => watched),
      readers: this.readers(cluster, identities),
      readersGroup: this.teamIdentities(),
      tags,
    });
  }

  /**
   * Object ids of everybody who may read: the platform's identities, those of teams that are there already, and whoever
   * makes objects, whose every plan reads them.
   */
  private readers(cluster: IAksCluster, identities: Identities): readonly string[] {
    const makers = this.environment.vaults.flatMap(({ seeds, keys, certificates, writer }) => [
      ...(seeds.length + keys.length + certificates.length > 0 ? [this.deployer()] : []),
      ...(writer && writer.principal !== "deployer" ? [writer.principal.objectId] : []),
    ]);
    const own = identities.all.flatMap(({ identity }) => identity.principalIds);
    const ofTeams = this.teamMembers.flatMap((identity) => {
      switch (identity.kind) {
        case "existing-identity":
          return existingIdentity(identity).principalIds;
        case "node-identity":
          return nodeIdentity(identity, cluster).principalIds;
        default:
          return [];
      }
    });
    return [...new Set([...own, ...ofTeams, ...makers])];
  }

  /** Object id of whoever deploys. */
  private deployer(): string {
    this.deployerId ??= deployerOf(this);
    return this.deployerId;
  }

  /** Beginning of the ids of all managed identities of the resource group, where teams add theirs to it. */
  private teamIdentities(): string | undefined {
    const { subscriptionId, resourceGroup, stacks } = this.environment;
    return stacks.length === 1
      ? undefined
      : `/subscriptions/${subscriptionId}/resourcegroups/${resourceGroup.name}/providers/microsoft.managedidentity/userassignedidentities/`.toLowerCase();
  }
}
