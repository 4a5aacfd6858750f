import type { KubernetesWorld, Manifest } from "../../kubernetes/types.js";
import { textIn } from "../../reading/json.js";

/** What a controller reads a class for, and writes a Secret of its own name from, without any pod. */
const KIND = "SecretSync";

function isSync({ apiVersion }: Manifest): boolean {
  return apiVersion.startsWith("secret-sync.x-k8s.io/");
}

/**
 * Ids of the classes that are read without a pod.
 *
 * @see https://secrets-store-sync-controller.sigs.k8s.io
 */
export function syncedClasses(kubernetes: KubernetesWorld): ReadonlySet<string> {
  const syncs = kubernetes.ofKind(KIND).filter(isSync);
  return new Set(
    syncs.flatMap(({ namespace, body }) => {
      const name = textIn(body, "spec", "secretProviderClassName") ?? "";
      return kubernetes.classFor(namespace, name)?.id ?? [];
    }),
  );
}

/** Whether a Secret that something in a namespace means is written without a pod. */
export function isMadeBySync({ find }: KubernetesWorld, namespace: string, secret: string): boolean {
  const sync = find(KIND, namespace, secret);
  return sync !== undefined && isSync(sync);
}
