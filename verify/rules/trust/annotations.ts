/** What the keys of workload identity begin with. */
const PREFIX = "azure.workload.identity/";

/** Label that makes the webhook prepare a pod. */
export const USE = `${PREFIX}use`;

/** Lifetime of the token that the webhook mounts. */
export const EXPIRATION = `${PREFIX}service-account-token-expiration`;

/** What an app of the service account acts as unless it says otherwise. */
export const CLIENT_ID = `${PREFIX}client-id`;

/** Tenant that it acts in. */
export const TENANT_ID = `${PREFIX}tenant-id`;

/** @see https://learn.microsoft.com/azure/aks/workload-identity-overview#service-account-labels-and-annotations */
export const POD_ANNOTATIONS: readonly string[] = [
  EXPIRATION,
  `${PREFIX}skip-containers`,
  `${PREFIX}inject-proxy-sidecar`,
  `${PREFIX}proxy-sidecar-port`,
  `${PREFIX}use-identity-binding`,
];

/** @see https://learn.microsoft.com/azure/aks/workload-identity-overview#service-account-labels-and-annotations */
export const ACCOUNT_ANNOTATIONS: readonly string[] = [CLIENT_ID, TENANT_ID, EXPIRATION];

/** Whether somebody meant a key of workload identity. */
export function isMeant(key: string): boolean {
  return /workload[.-]?identi/i.test(key) && /^azure/i.test(key);
}
