import { DataAzurermKubernetesCluster } from "@cdktf/provider-azurerm/lib/data-azurerm-kubernetes-cluster/index.js";
import { KubernetesCluster } from "@cdktf/provider-azurerm/lib/kubernetes-cluster/index.js";
import { Construct } from "constructs";
import type { ResolvedEnvironment } from "../model/index.js";
import { declareNodePoolsByHand } from "./azurerm-range.js";

/** A cluster whose service accounts Microsoft Entra can trust. */
export interface IAksCluster {
  /** Issuer of the cluster's tokens, with the trailing slash; known once the cluster exists. */
  readonly issuer: string;
}

/** Settings of {@link AksCluster}. */
export interface AksClusterProps {
  readonly cluster: ResolvedEnvironment["cluster"] & { readonly origin: "new" };
  readonly location: string;
  readonly resourceGroupName: string;
  readonly tags?: Readonly<Record<string, string>>;
}

const logicalId = "cluster";

/** An AKS cluster with OIDC issuer, workload identity and the Key Vault add-on. */
export class AksCluster extends Construct implements IAksCluster {
  /** Reads a cluster that exists already. */
  static fromName(scope: Construct, id: string, name: string, resourceGroupName: string): IAksCluster {
    const cluster = new DataAzurermKubernetesCluster(scope, id, { name, resourceGroupName });
    cluster.overrideLogicalId(logicalId);
    return { issuer: cluster.oidcIssuerUrl };
  }

  readonly issuer: string;

  constructor(scope: Construct, id: string, { cluster, location, resourceGroupName, tags }: AksClusterProps) {
    super(scope, id);
    const { name, dnsPrefix, kubernetesVersion, nodePool, rotation } = cluster;

    const resource = new KubernetesCluster(this, "Resource", {
      name,
      location,
      resourceGroupName,
      dnsPrefix,
      kubernetesVersion,
      defaultNodePool: {
        name: "system",
        vmSize: nodePool.vmSize,
        nodeCount: nodePool.nodeCount,
        // Without it the provider refuses every later change of the size.
        temporaryNameForRotation: "systemtmp",
        // What AKS sets by itself; left out, every plan would want to remove it.
        upgradeSettings: { maxSurge: "10%" },
      },
      identity: { type: "SystemAssigned" },
      networkProfile: { networkPlugin: "azure", networkPluginMode: "overlay" },
      oidcIssuerEnabled: true,
      workloadIdentityEnabled: true,
      keyVaultSecretsProvider: rotation
        ? { secretRotationEnabled: true, secretRotationInterval: rotation.interval }
        : { secretRotationEnabled: false },
      tags,
    });
    declareNodePoolsByHand(resource);
    resource.overrideLogicalId(logicalId);
    this.issuer = resource.oidcIssuerUrl;
  }
}
