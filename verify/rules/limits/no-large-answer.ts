import { ANSWER_BYTES, KUBERNETES_SECRET_BYTES, SECRET_BYTES } from "../../facts/limits.js";
import type { MountedObject, ProviderClass, SyncedSecret } from "../../kubernetes/types.js";
import { broken, defineRule } from "../../rule.js";

/** What all secrets of a class may come to, each at the most that Key Vault keeps. */
export const noLargeAnswer = defineRule({
  id: "no-large-answer",
  severity: "warning",
  summary:
    "What a class reads fits into one answer of the provider, and what it syncs into a Secret, however long the secrets.",
  link: "load",
  needs: ["kubernetes"],
  *check({ kubernetes }) {
    for (const providerClass of kubernetes.classes) {
      const bytes = bytesOf(providerClass.objects);
      if (bytes > ANSWER_BYTES) {
        yield answerOf(providerClass, bytes);
      }
      for (const secret of providerClass.syncedSecrets) {
        const synced = bytesOfSecret(secret);
        if (synced > KUBERNETES_SECRET_BYTES) {
          yield secretOf(secret, synced);
        }
      }
    }
  },
});

/** Keys and certificates are small beside secrets, and left out. */
function bytesOf(objects: readonly MountedObject[]): number {
  let bytes = 0;
  for (const { type, history } of objects) {
    bytes += type === "secret" ? SECRET_BYTES * (history > 1 ? history + 1 : 1) : 0;
  }
  return bytes;
}

function bytesOfSecret({ keys, providerClass }: SyncedSecret): number {
  const secrets = new Set(providerClass.objects.filter(({ type }) => type === "secret").flatMap(({ files }) => files));
  return keys.filter(({ objectName }) => secrets.has(objectName)).length * SECRET_BYTES;
}

function answerOf(providerClass: ProviderClass, bytes: number) {
  return broken({
    on: providerClass,
    at: ["spec", "parameters", "objects"],
    message: `${providerClass.id} reads secrets that may come to ${mebibytes(bytes)} together`,
    got: mebibytes(bytes),
    allowed: `${mebibytes(ANSWER_BYTES)} in one answer of the provider; a secret may have ${SECRET_BYTES / 1024} KiB`,
    fix: "spread the objects over several classes",
    shows: "FailedMount … rpc error: code = ResourceExhausted desc = grpc: received message larger than max",
  });
}

function secretOf(secret: SyncedSecret, bytes: number) {
  return broken({
    on: secret,
    message: `the Secret ${secret.name} may come to ${mebibytes(bytes)}`,
    got: mebibytes(bytes),
    allowed: `${mebibytes(KUBERNETES_SECRET_BYTES)} in a Secret of Kubernetes`,
    fix: "where the secrets are long, spread the keys over several Secrets",
    shows: "FailedToCreateSecret … data: Too long: must have at most 1048576 bytes",
    // Most secrets are far shorter than Key Vault allows.
    severity: "note",
  });
}

function mebibytes(bytes: number): string {
  return `${Math.ceil((bytes / 1024 / 1024) * 10) / 10} MiB`;
}
