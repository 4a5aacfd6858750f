import { nameRule } from "./name-rule.js";

/** @see https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftcontainerservice */
export const clusterName = nameRule(
  "1 to 63 letters, digits, dashes and underscores, first and last a letter or digit",
  1,
  63,
  /^[0-9A-Za-z]([-_0-9A-Za-z]*[0-9A-Za-z])?$/,
);

/** @see https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/kubernetes_cluster (dns_prefix) */
export const dnsPrefix = nameRule(
  "1 to 54 letters, digits and dashes, first and last a letter or digit",
  1,
  54,
  /^[0-9A-Za-z]([-0-9A-Za-z]*[0-9A-Za-z])?$/,
);

/** @see https://learn.microsoft.com/azure/aks/supported-kubernetes-versions#alias-minor-version */
export const kubernetesVersion = nameRule(
  'a minor version such as "1.35" (newest patch) or a full one such as "1.35.2"',
  3,
  12,
  /^1\.\d{1,3}(\.\d{1,3})?$/,
);

/** A VM size as Azure writes it. */
export const vmSize = nameRule(
  'a VM size as Azure writes it, for example "Standard_D4s_v5"',
  3,
  64,
  /^[A-Z][A-Za-z0-9]*(_[A-Za-z0-9-]+)+$/,
);

/** @see https://learn.microsoft.com/azure/aks/create-node-pools#limitations */
export const linuxPoolName = nameRule(
  "1 to 12 lower-case letters and digits, first a letter",
  1,
  12,
  /^[a-z][a-z0-9]*$/,
);

/** @see https://learn.microsoft.com/azure/aks/create-node-pools#limitations */
export const windowsPoolName = nameRule(
  "1 to 6 lower-case letters and digits, first a letter",
  1,
  6,
  /^[a-z][a-z0-9]*$/,
);

/**
 * Categories of AKS's resource logs.
 *
 * @see https://learn.microsoft.com/azure/aks/monitor-aks-reference#resource-logs
 */
export const clusterLogCategories: readonly string[] = [
  "cloud-controller-manager",
  "cluster-autoscaler",
  "csi-azuredisk-controller",
  "csi-azurefile-controller",
  "csi-snapshot-controller",
  "guard",
  "kube-apiserver",
  "kube-audit",
  "kube-audit-admin",
  "kube-controller-manager",
  "kube-scheduler",
];

/** Pods on one node. @see https://learn.microsoft.com/azure/aks/quotas-skus-regions */
export const podsPerNode = { min: 10, max: 250 } as const;

/** Size of a node's OS disk in GB. @see https://learn.microsoft.com/rest/api/aks/agent-pools/create-or-update */
export const osDiskGb = { min: 30, max: 2048 } as const;

/** Ranges that AKS takes where none are named. @see https://learn.microsoft.com/azure/aks/azure-cni-overlay */
export const clusterRanges = { services: "10.0.0.0/16", pods: "10.244.0.0/16" } as const;

/** Ranges that may reach an API server. @see https://learn.microsoft.com/azure/aks/api-server-authorized-ip-ranges */
export const authorizedRanges = 200;

/** Nodes in one pool of an AKS cluster. @see https://learn.microsoft.com/azure/aks/quotas-skus-regions */
export const nodesPerPool = { min: 1, max: 1000 } as const;
