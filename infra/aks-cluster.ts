import { DataAzurermKubernetesCluster } from "@cdktf/provider-azurerm/lib/data-azurerm-kubernetes-cluster/index.js";
import {
  KubernetesCluster,
  type KubernetesClusterConfig,
} from "@cdktf/provider-azurerm/lib/kubernetes-cluster/index.js";
import type { Postcondition } from "cdktf";
import { Construct } from "constructs";
import type { ResolvedEnvironment } from "../model/index.js";
import { declareNodePoolsByHand } from "./azurerm-range.js";
import { ControlPlane } from "./control-plane.js";
import type { Networks, SubnetReference } from "./network.js";
import { NodePool, poolSettings } from "./node-pool.js";

/** A cluster whose service accounts Microsoft Entra can trust. */
export interface IAksCluster {
  /** ARM id; known once the cluster exists. */
  readonly id: string;
  /** Issuer of the cluster's tokens, with the trailing slash; known once the cluster exists. */
  readonly issuer: string;
  /** The identity that the Key Vault add-on puts on every node; known once the cluster exists. */
  readonly addOnIdentity: { readonly clientId: string; readonly principalId: string };
}

type Described = ResolvedEnvironment["cluster"] & { readonly origin: "new" };

/** Settings of {@link AksCluster}. */
export interface AksClusterProps {
  readonly cluster: Described;
  readonly tenantId: string;
  readonly location: string;
  readonly resourceGroupName: string;
  readonly networks: Networks;
  /** Whether managed Prometheus collects from the cluster. */
  readonly prometheus: boolean;
  readonly tags?: Readonly<Record<string, string>>;
}

/** Settings of a cluster that exists already. */
export interface ExistingAksClusterProps {
  readonly name: string;
  readonly resourceGroupName: string;
  /** Whether an identity trusts its service accounts. */
  readonly federated: boolean;
  /** Whether it has driver and provider from the add-on. */
  readonly keyVaultAddOn: boolean;
}

const logicalId = "cluster";

/** An AKS cluster with OIDC issuer, workload identity and the Key Vault add-on. */
export class AksCluster extends Construct implements IAksCluster {
  /**
   * Reads a cluster that exists already. What its service accounts need of it is known only when a plan reads it, so the
   * plan fails where something is off, with the command that switches it on.
   */
  static fromName(scope: Construct, id: string, props: ExistingAksClusterProps): IAksCluster {
    const { name, resourceGroupName, federated, keyVaultAddOn } = props;
    const on = `az aks update --name ${name} --resource-group ${resourceGroupName}`;
    const cluster = new DataAzurermKubernetesCluster(scope, id, {
      name,
      resourceGroupName,
      lifecycle: guarded([
        federated && {
          condition: "${self.oidc_issuer_enabled}",
          errorMessage: `The OIDC issuer of cluster ${name} is off, so no service account of it can be trusted. Switch it on (it stays on): ${on} --enable-oidc-issuer`,
        },
        keyVaultAddOn && {
          condition: "${length(self.key_vault_secrets_provider) > 0}",
          errorMessage: `The Key Vault add-on of cluster ${name} is off, so no pod of it can mount from a vault. Switch it on: az aks enable-addons --addons azure-keyvault-secrets-provider --name ${name} --resource-group ${resourceGroupName}`,
        },
      ]),
    });
    cluster.overrideLogicalId(logicalId);
    const addOn = cluster.keyVaultSecretsProvider.get(0).secretIdentity.get(0);
    return {
      id: cluster.id,
      issuer: cluster.oidcIssuerUrl,
      addOnIdentity: { clientId: addOn.clientId, principalId: addOn.objectId },
    };
  }

  readonly id: string;
  readonly issuer: string;
  readonly addOnIdentity: IAksCluster["addOnIdentity"];

  constructor(scope: Construct, id: string, props: AksClusterProps) {
    super(scope, id);
    const { cluster, location, resourceGroupName, networks, prometheus, tags } = props;
    const { name, systemPool } = cluster;
    const subnets = subnetsOf(cluster);
    const controlPlane =
      subnets.length === 0 ? undefined : new ControlPlane(this, "control-plane", { ...props, cluster: name, subnets });

    const resource = new KubernetesCluster(this, "Resource", {
      name,
      location,
      resourceGroupName,
      dnsPrefix: cluster.dnsPrefix,
      kubernetesVersion: cluster.kubernetesVersion,
      skuTier: cluster.tier,
      // The tier alone only allows it.
      supportPlan: cluster.tier === "Premium" ? "AKSLongTermSupport" : undefined,
      automaticUpgradeChannel: cluster.upgradeChannel === "none" ? undefined : cluster.upgradeChannel,
      nodeOsUpgradeChannel: cluster.nodeUpgradeChannel,
      defaultNodePool: {
        name: systemPool.name,
        ...poolSettings(systemPool, "Linux", cluster, networks),
        onlyCriticalAddonsEnabled: systemPool.dedicated || undefined,
      },
      identity: controlPlane ? { type: "UserAssigned", identityIds: [controlPlane.id] } : { type: "SystemAssigned" },
      networkProfile: networkProfile(cluster.network),
      ...apiServer(cluster.apiServer),
      ...signIn(cluster.entra, props.tenantId),
      runCommandEnabled: cluster.runCommand,
      oidcIssuerEnabled: true,
      workloadIdentityEnabled: true,
      keyVaultSecretsProvider: cluster.keyVaultAddOn ? secretsProvider(cluster.rotation) : undefined,
      monitorMetrics: prometheus ? {} : undefined,
      tags,
      dependsOn: controlPlane && [...controlPlane.roles],
      lifecycle: cluster.preventDestroy ? { preventDestroy: true } : undefined,
    });
    declareNodePoolsByHand(resource);
    resource.overrideLogicalId(logicalId);
    this.id = resource.id;
    this.issuer = resource.oidcIssuerUrl;
    const addOn = resource.keyVaultSecretsProvider.secretIdentity.get(0);
    this.addOnIdentity = { clientId: addOn.clientId, principalId: addOn.objectId };
    for (const pool of cluster.pools) {
      new NodePool(this, `pool:${pool.name}`, { pool, cluster, clusterId: this.id, networks, tags });
    }
  }
}

/** The subnets that nodes and pods of a cluster live in, each once. */
function subnetsOf({ systemPool, pools, network }: Described): readonly SubnetReference[] {
  const all = [systemPool.subnet, ...pools.map(({ subnet }) => subnet), network.podSubnet];
  const found = new Map(all.flatMap((subnet) => (subnet ? [[`${subnet.network}/${subnet.name}`, subnet]] : [])));
  return [...found.entries()].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, subnet]) => subnet);
}

function networkProfile(network: Described["network"]): KubernetesClusterConfig["networkProfile"] {
  return {
    networkPlugin: "azure",
    networkPluginMode: network.addressing === "overlay" ? "overlay" : undefined,
    networkDataPlane: network.dataPlane,
    networkPolicy: network.policy === "none" ? undefined : network.policy,
    outboundType: network.outbound,
    podCidr: network.podRange,
    serviceCidr: network.serviceRange,
    dnsServiceIp: network.dnsServiceIp,
  };
}

function apiServer(described: Described["apiServer"]): Partial<KubernetesClusterConfig> {
  switch (described.access) {
    case "public":
      return {};
    case "ranges":
      return { apiServerAccessProfile: { authorizedIpRanges: [...described.ranges] } };
    case "private":
      return {
        privateClusterEnabled: true,
        privateDnsZoneId: described.dnsZone === "system" ? "System" : "None",
        privateClusterPublicFqdnEnabled: described.publicName,
      };
  }
}

function signIn(entra: Described["entra"], tenantId: string): Partial<KubernetesClusterConfig> {
  return entra === undefined
    ? {}
    : {
        azureActiveDirectoryRoleBasedAccessControl: {
          tenantId,
          adminGroupObjectIds: [...entra.adminGroups],
          azureRbacEnabled: entra.azureRbac,
        },
        localAccountDisabled: !entra.localAccounts,
      };
}

function secretsProvider(rotation: Described["rotation"]): KubernetesClusterConfig["keyVaultSecretsProvider"] {
  return rotation
    ? { secretRotationEnabled: true, secretRotationInterval: rotation.interval }
    : { secretRotationEnabled: false };
}

/** A lifecycle with these conditions, or none. */
function guarded(conditions: readonly (Postcondition | false)[]): { postcondition: Postcondition[] } | undefined {
  const postcondition = conditions.filter((condition) => condition !== false);
  return postcondition.length === 0 ? undefined : { postcondition };
}
