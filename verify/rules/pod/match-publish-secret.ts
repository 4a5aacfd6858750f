import { nearest, quote } from "../../../shared/index.js";
import type { Mounting } from "../../chain/mounting.js";
import type { Manifest, ProviderClass } from "../../kubernetes/types.js";
import { objectIn } from "../../reading/json.js";
import { broken, defineRule, type Fault, undecided } from "../../rule.js";

const LABEL = "secrets-store.csi.k8s.io/used";
const KEYS = ["clientid", "clientsecret"] as const;

/** A Secret with a service principal is only read where the class says no other identity. */
export const matchPublishSecret = defineRule({
  id: "match-publish-secret",
  severity: "error",
  summary: "Each nodePublishSecretRef names a Secret that the provider can use.",
  link: "identity",
  needs: ["kubernetes"],
  *check({ mountings, kubernetes }) {
    for (const mounting of mountings) {
      const { pod, volume, providerClass } = mounting;
      const name = volume.publishSecret;
      if (name === undefined || providerClass === undefined || providerClass.mode === "conflict") {
        continue;
      }
      if (providerClass.mode !== "service-principal") {
        yield ignored(mounting, providerClass, name);
        continue;
      }
      const secret = kubernetes.find("Secret", pod.namespace, name);
      if (secret !== undefined) {
        yield* faultsOf(mounting, secret);
        continue;
      }
      const near = nearest(name, namesIn(kubernetes.ofKind("Secret"), pod.namespace));
      yield undecided({
        on: volume,
        at: ["csi", "nodePublishSecretRef", "name"],
        message: `Secret ${quote(name)} with the service principal of ${pod.id} is not among the artefacts${near === undefined ? "" : `; ${quote(near)} is`}`,
        needs: "the manifest of the Secret, without its values",
      });
    }
  },
});

function namesIn(secrets: readonly Manifest[], namespace: string): readonly string[] {
  return secrets.filter((secret) => secret.namespace === namespace).map(({ name }) => name);
}

function ignored({ pod, volume }: Mounting, { id, mode }: ProviderClass, name: string): Fault {
  return broken({
    on: volume,
    at: ["csi", "nodePublishSecretRef", "name"],
    severity: "warning",
    message: `${pod.id} hands over the Secret ${quote(name)}, and ${id} reads with ${mode.replace("-", " ")}`,
    got: name,
    allowed: "nodePublishSecretRef only with a class without clientID and without another identity mode",
    fix: "remove nodePublishSecretRef",
    shows: "nothing: the provider ignores the Secret, which lies in the cluster for nothing",
    also: [pod],
  });
}

function* faultsOf({ pod, volume }: Mounting, secret: Manifest): Iterable<Fault> {
  const written = [...Object.keys(objectIn(secret.body, "data")), ...Object.keys(objectIn(secret.body, "stringData"))];
  const keys = written.map((key) => key.toLowerCase());
  const missing = KEYS.filter((key) => !keys.includes(key));
  if (missing.length > 0 && keys.length > 0) {
    yield broken({
      on: secret,
      at: ["data"],
      message: `${secret.id}, which ${pod.id} hands over as service principal, has no ${missing.join(" and no ")}`,
      got: written.join(", "),
      allowed: `the keys ${KEYS.join(" and ")}, in any case`,
      fix: `add ${missing.join(" and ")} to the Secret`,
      shows: `FailedMount: failed to build auth config for mode None: could not find ${missing[0]} in secrets`,
      also: [volume, pod],
    });
  }
  if (secret.labels.get(LABEL) !== "true") {
    yield broken({
      on: secret,
      at: ["metadata", "labels"],
      severity: "warning",
      message: `${secret.id}, which ${pod.id} hands over as service principal, has no label ${LABEL}=true`,
      ...(secret.labels.has(LABEL) ? { got: secret.labels.get(LABEL) } : {}),
      allowed: `the label ${LABEL}: "true"; driver 1.6 and later do without`,
      fix: `add the label ${LABEL}: "true" to the Secret`,
      shows: "MountRotationFailed: failed to get node publish secret (driver 1.5 and before)",
      also: [volume, pod],
    });
  }
}
