import { quote } from "../../../text/index.js";
import { broken, defineRule, undecided } from "../../rule.js";
import { mentionsOf } from "./mentions.js";
import { READ_BY_SERVER, TLS_TYPE } from "./secret-types.js";

/** A synced Secret is a copy outside the vault: it lies in etcd, for everybody who may read Secrets of the namespace. */
export const noUnusedSyncedSecret = defineRule({
  id: "no-unused-synced-secret",
  severity: "warning",
  summary: "Each synced Secret is read by something.",
  link: "synced-secret",
  needs: ["kubernetes"],
  *check(world) {
    const routed = new Set(ROUTES.flatMap((kind) => world.kubernetes.ofKind(kind).map(({ namespace }) => namespace)));
    for (const { id, namespace, name, syncedSecrets } of world.kubernetes.classes) {
      const [reader] = syncedSecrets.length === 0 ? [] : world.mountingsOf(id);
      for (const secret of reader === undefined ? [] : syncedSecrets) {
        if (secret.name === "" || READ_BY_SERVER.has(secret.type)) {
          continue;
        }
        if (mentionsOf(world).isMentioned(namespace, secret.name)) {
          continue;
        }
        if (secret.type === TLS_TYPE && !routed.has(namespace)) {
          yield undecided({
            on: secret,
            at: ["secretName"],
            message: `nothing among the artefacts reads the TLS Secret ${quote(secret.name)} of ${id}`,
            needs: "the manifests of the Ingress or Gateway that it is for",
          });
          continue;
        }
        yield broken({
          on: secret,
          at: ["secretName"],
          message: `nothing reads the Secret ${quote(secret.name)}, which the class ${quote(name)} writes`,
          got: secret.name,
          allowed: "a Secret that a variable, a volume, an Ingress or another manifest of the namespace names",
          fix: "remove the entry of secretObjects and read the mounted file, or read the Secret",
          shows: "nothing: a copy of the value lies in etcd for nobody",
          also: reader === undefined ? [] : [reader.pod],
        });
      }
    }
  },
});

/** Kinds that TLS Secrets are for; they often live elsewhere than the pods behind them. */
const ROUTES: readonly string[] = ["Ingress", "Gateway", "IngressRoute"];
