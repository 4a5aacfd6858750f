/**
 * Last day on which Key Vault's old control plane answers: API versions before 2026-02-01.
 *
 * @see https://learn.microsoft.com/azure/key-vault/general/access-control-default
 */
export const OLD_KEY_VAULT_API_ENDS = "2027-02-27";

/**
 * First version of azurerm that speaks Key Vault's API 2026-02-01.
 *
 * @see hashicorp/terraform-provider-azurerm v4.81.0, internal/services/keyvault/client/client.go
 */
export const FIRST_AZURERM_ON_NEW_KEY_VAULT_API = "4.81.0";

/** Day on which kubenet retires. @see https://learn.microsoft.com/azure/aks/configure-kubenet */
export const KUBENET_RETIRES = "2028-03-31";

/**
 * Day on which Windows Server 2022 retires on AKS.
 *
 * @see https://learn.microsoft.com/azure/aks/windows-best-practices
 */
export const WINDOWS_2022_RETIRES = "2028-06-30";

/**
 * First Kubernetes version that has no nodes of Windows Server 2019.
 *
 * @see the page of azurerm_kubernetes_cluster_node_pool
 */
export const NO_WINDOWS_2019_FROM = "1.33";
