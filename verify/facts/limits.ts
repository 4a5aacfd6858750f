/**
 * Federated credentials that one identity or application may have.
 *
 * @see https://learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations
 */
export const CREDENTIALS_PER_IDENTITY = 20;

/**
 * Seconds that Key Vault counts requests over.
 *
 * @see https://learn.microsoft.com/azure/key-vault/general/service-limits
 */
export const VAULT_WINDOW_SECONDS = 10;

/**
 * Requests of a vault in a window, for secrets and everything else but keys; above it answers 429.
 *
 * @see https://learn.microsoft.com/azure/key-vault/general/service-limits
 */
export const VAULT_REQUESTS = 4000;

/** Kind of a key, which decides how many requests a vault answers for it. */
export interface KeyKind {
  /** `RSA`, `RSA-HSM`, `EC`, `EC-HSM`. */
  readonly type: string;
  /** Bits of an RSA key. */
  readonly size: number | undefined;
}

/**
 * Requests of a vault in a window, for keys of one kind. The requests for keys of several kinds are added up by their
 * share of it.
 *
 * @see https://learn.microsoft.com/azure/key-vault/general/service-limits
 */
export function keyRequests({ type, size }: KeyKind): number {
  const software =
    type.startsWith("RSA") && size !== undefined ? (RSA_REQUESTS.get(size) ?? VAULT_REQUESTS) : VAULT_REQUESTS;
  return type.endsWith("-HSM") ? software / 2 : software;
}

const RSA_REQUESTS: ReadonlyMap<number, number> = new Map([
  [2048, 4000],
  [3072, 1000],
  [4096, 500],
]);

/** Bytes of a secret in Key Vault. @see https://learn.microsoft.com/azure/key-vault/secrets/about-secrets */
export const SECRET_BYTES = 25 * 1024;

/**
 * Bytes that the provider may answer the driver with, for one class in one pod (`--max-call-recv-msg-size`).
 *
 * @see kubernetes-sigs/secrets-store-csi-driver v1.6.0, cmd/secrets-store-csi-driver/main.go
 */
export const ANSWER_BYTES = 4 * 1024 * 1024;

/**
 * Bytes of a Kubernetes Secret.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/secret/#restriction-data-size
 */
export const KUBERNETES_SECRET_BYTES = 1024 * 1024;

/** Nodes of a cluster. @see https://learn.microsoft.com/azure/aks/quotas-skus-regions */
export const NODES_PER_CLUSTER = 5000;

/** Time between two looks at Key Vault with the driver up to 1.5, where nothing else is set (`2m`). */
export const POLL_SECONDS = 120;

/**
 * Shortest time after which kubelet mounts a volume again with the driver from 1.6, whatever the interval.
 *
 * @see kubernetes-sigs/secrets-store-csi-driver v1.6.0, docs/book/src/topics/secret-auto-rotation.md
 */
export const REPUBLISH_SECONDS = 60;
