import { quote } from "../../../shared/index.js";
import type { SyncedSecret } from "../../kubernetes/types.js";
import { broken, defineRule, type Fault, undecided } from "../../rule.js";
import type { Thing } from "../../thing.js";
import { unlessUnread } from "../artefact/unread.js";
import { type Asked, LostReads } from "./lost-reads.js";
import { mentionsOf } from "./mentions.js";
import { READ_BY_SERVER, TLS_TYPE } from "./secret-types.js";
import { isSecretName } from "./valid-synced-secret.js";

/** A synced Secret is a copy outside the vault: it lies in etcd, for everybody who may read Secrets of the namespace. */
export const noUnusedSyncedSecret = defineRule({
  id: "no-unused-synced-secret",
  severity: "warning",
  summary: "Each synced Secret is read by something.",
  link: "synced-secret",
  needs: ["kubernetes"],
  *check(world) {
    const routed = new Set(ROUTES.flatMap((kind) => world.kubernetes.ofKind(kind).map(({ namespace }) => namespace)));
    const lost = new LostReads(world.kubernetes);
    for (const { id, namespace, syncedSecrets } of world.kubernetes.classes) {
      const [reader] = syncedSecrets.length === 0 ? [] : world.mountingsOf(id);
      for (const secret of reader === undefined ? [] : syncedSecrets) {
        if (!isSecretName(secret.name) || READ_BY_SERVER.has(secret.type)) {
          continue;
        }
        const isRead = mentionsOf(world).isMentioned(namespace, secret.name);
        // A pod that means it and misses its name is told so.
        if (isRead || lost.isMissed(secret)) {
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
        const fault = unused(secret, reader === undefined ? [] : [reader.pod], lost.meaning(secret));
        yield unlessUnread(world, fault);
      }
    }
  },
});

/** Kinds that TLS Secrets are for; they often live elsewhere than the pods behind them. */
const ROUTES: readonly string[] = ["Ingress", "Gateway", "IngressRoute"];

function unused(secret: SyncedSecret, readers: readonly Thing[], asked: Asked | undefined): Fault {
  const { providerClass, name } = secret;
  return broken({
    on: secret,
    at: ["secretName"],
    message:
      `nothing reads the Secret ${quote(name)}, which the class ${quote(providerClass.name)} writes` +
      (asked === undefined
        ? ""
        : `; ${asked.ingress.id} names ${quote(asked.name)}, which nothing among the artefacts makes`),
    got: name,
    allowed: "a Secret that a variable, a volume, an Ingress or another manifest of the namespace names",
    fix:
      asked === undefined
        ? "remove the entry of secretObjects and read the mounted file, or read the Secret"
        : `write ${quote(name)} in ${asked.ingress.id}, or remove the entry of secretObjects`,
    shows:
      asked === undefined
        ? "nothing: a copy of the value lies in etcd for nobody"
        : "nothing; where nobody else makes the other one, the Ingress serves the default certificate of its controller",
    also: asked === undefined ? readers : [...readers, asked.ingress],
  });
}
