import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import { clouds, type ResolvedEnvironment, type ResolvedStack } from "../model/index.js";
import { AksCluster, type IAksCluster } from "./aks-cluster.js";
import { publishDeclaredObjects } from "./declared-objects.js";
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

/** A vault as the stack knows it and as the description has it. */
interface AddedVault {
  readonly vault: KeyVault;
  readonly described: ResolvedEnvironment["vaults"][number];
  /** What has to stand before the vault can be reached. */
  readonly reachable: readonly ITerraformDependable[];
}

/** The Azure half of an environment, but for what belongs to its teams. */
export class PlatformStack extends EnvironmentStack {
  private readonly teamMembers: ResolvedEnvironment["identities"];
  private group?: ResourceGroup;
  private deployerId?: string;

  constructor(scope: Construct, environment: ResolvedEnvironment, stack: ResolvedStack) {
    super(scope, environment, stack);
    this.teamMembers = environment.identities.filter(({ team }) => team !== undefined);
    const { location, tags } = this.environment;
    const resourceGroupName = () => this.resourceGroupName();

    const networks = new Networks(this, "networks:", {
      networks: this.environment.networks,
      location,
      resourceGroupName,
      tags,
    });
    const cluster = this.addCluster(networks);
    const identities = new Identities(this, "identities:", {
      environment: this.environment,
      cluster,
      resourceGroupName,
    });
    const vaults = this.addVaults(networks, identities);
    const monitoring = this.addMonitoring(cluster, identities, vaults);
    for (const { vault, described, reachable } of vaults) {
      const told = monitoring?.told.get(vault.name);
      new VaultObjects(this, `objects:${vault.name}`, {
        vault: described,
        vaultId: vault.id,
        tenantId: this.environment.tenantId,
        deployer: () => this.deployer(),
        after: [...reachable, ...(told ? [told] : [])],
      });
    }
    publishDeclaredObjects(this, this.environment.vaults);
    if (environment.stacks.length > 1) {
      Platform.publish(this, { cluster, vaults: vaults.map(({ vault }) => vault) });
    }
    const forTeams = this.teamMembers.some(({ kind }) => kind === "managed-identity")
      ? ["Microsoft.ManagedIdentity"]
      : [];
    this.finish(cluster.issuer, identities, forTeams);
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
      return AksCluster.fromName(this, "cluster:", {
        name: cluster.name,
        resourceGroupName: cluster.resourceGroup,
        federated: [...this.environment.identities, ...this.teamMembers].some(({ kind }) => kind !== "node-identity"),
        keyVaultAddOn: cluster.keyVaultAddOn,
      });
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

  private addVaults(networks: Networks, identities: Identities): readonly AddedVault[] {
    const { vaults, tenantId, location, tags } = this.environment;
    const resourceGroupName = () => this.resourceGroupName();
    const privateVaults = new PrivateVaults(this, "private-vaults:", {
      zoneName: clouds[this.environment.cloud].vaultZone,
      networks,
      location,
      resourceGroupName,
      tags,
    });

    return vaults.map((described) => {
      const vault = new KeyVault(this, `vault:${described.name}`, {
        vault: described,
        tenantId,
        location,
        resourceGroupName,
        networks,
        tags,
      });
      const reachable =
        described.origin === "new" && described.network.access === "private"
          ? privateVaults.connect(vault.name, vault.id, described.network)
          : [];
      identities.grantAccess(described, vault.id);
      return { vault, described, reachable };
    });
  }

  private addMonitoring(
    cluster: IAksCluster,
    identities: Identities,
    vaults: readonly AddedVault[],
  ): Monitoring | undefined {
    const { name, cluster: described, monitoring, location, tags } = this.environment;
    if (monitoring === undefined) {
      return undefined;
    }
    return new Monitoring(this, "monitoring:", {
      environment: name,
      monitoring,
      location,
      resourceGroupName: () => this.resourceGroupName(),
      cluster: {
        name: described.name,
        id: cluster.id,
        watched: described.origin === "new" || described.monitored,
      },
      vaults: vaults.map(({ vault }) => vault).filter(({ watched }) => watched),
      readers: this.readers(cluster, identities),
      makers: vaults.flatMap(({ vault, described: { seeds, keys, certificates, writer } }) =>
        !vault.isNew || seeds.length + keys.length + certificates.length === 0
          ? []
          : [{ vaultId: vault.id, principalId: this.principalOf(writer) }],
      ),
      readersGroup: this.teamIdentities(),
      tags,
    });
  }

  /** Object ids of all identities that may read: the platform's, and those of teams that are there already. */
  private readers(cluster: IAksCluster, identities: Identities): readonly string[] {
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
    return [...new Set([...own, ...ofTeams])];
  }

  /** Who makes the objects of a vault: somebody named, or whoever deploys. */
  private principalOf(writer: AddedVault["described"]["writer"]): string {
    return writer === undefined || writer.principal === "deployer" ? this.deployer() : writer.principal.objectId;
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
