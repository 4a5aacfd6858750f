import { groupBy, nearest } from "../../../shared/index.js";
import type { KubernetesWorld, Manifest, SyncedSecret } from "../../kubernetes/types.js";
import { listIn, textIn } from "../../reading/json.js";
import { secretReadsOf } from "./reads.js";
import { TLS_TYPE } from "./secret-types.js";

/** So many names are compared with one that nothing reads; more would take too long where everything is broken. */
const MOST_CANDIDATES = 100;

/** A Secret that an Ingress names, and nothing makes. */
export interface Asked {
  readonly ingress: Manifest;
  readonly name: string;
}

/** Names of Secrets that are read and that nothing among the artefacts makes: one of them may mean one that is made. */
export class LostReads {
  private readonly pods: ReadonlyMap<string, readonly string[]>;
  /** By namespace and name; where two ask for one, the last. */
  private readonly ingresses: ReadonlyMap<string, ReadonlyMap<string, Asked>>;

  constructor(kubernetes: KubernetesWorld) {
    const isLost = (namespace: string, name: string) =>
      kubernetes.syncedFor(namespace, name).length === 0 &&
      kubernetes.find("Secret", namespace, name) === undefined &&
      !kubernetes.isWrittenByOther(namespace, name);
    const reads = kubernetes.pods.flatMap((pod) =>
      secretReadsOf(pod)
        .filter(({ secret }) => isLost(pod.namespace, secret))
        .map(({ secret }) => ({ namespace: pod.namespace, secret })),
    );
    this.pods = new Map(
      [...groupBy(reads, ({ namespace }) => namespace)].map(([namespace, some]) => {
        const names = new Set(some.map(({ secret }) => secret));
        return [namespace, [...names].slice(0, MOST_CANDIDATES)];
      }),
    );
    const madeByOthers = namesOfMakers(kubernetes);
    const asking = kubernetes.ofKind("Ingress").filter((ingress) => !isIssued(ingress));
    const asked = asking.flatMap((ingress) =>
      listIn(ingress.body, "spec", "tls").flatMap((entry): readonly Asked[] => {
        const name = textIn(entry, "secretName") ?? "";
        const isMade = madeByOthers.has(`${ingress.namespace}/${name}`) || !isLost(ingress.namespace, name);
        return name === "" || isMade ? [] : [{ ingress, name }];
      }),
    );
    this.ingresses = new Map(
      [...groupBy(asked, ({ ingress }) => ingress.namespace)].map(([namespace, some]) => {
        return [namespace, new Map(some.slice(0, MOST_CANDIDATES).map((one) => [one.name, one]))];
      }),
    );
  }

  /** Whether a pod may mean a Secret, and misses its name. */
  isMissed({ name, providerClass }: SyncedSecret): boolean {
    const names = this.pods.get(providerClass.namespace) ?? [];
    return names.some((read) => nearest(read, [name]) !== undefined);
  }

  /** The Ingress that may mean a TLS Secret: by a name like its, or as the only one of the namespace that lacks one. */
  meaning({ name, type, providerClass }: SyncedSecret): Asked | undefined {
    const asked = type === TLS_TYPE ? this.ingresses.get(providerClass.namespace) : undefined;
    const names = [...(asked?.keys() ?? [])];
    return asked?.get((names.length === 1 ? names[0] : nearest(name, names)) ?? "");
  }
}

/** Whether cert-manager makes the Secrets that an Ingress names. */
function isIssued({ annotations }: Manifest): boolean {
  return [...annotations.keys()].some((key) => key.startsWith("cert-manager.io/"));
}

/** Secrets that operators may make of their own kinds, such as Certificate, ExternalSecret and SealedSecret. */
function namesOfMakers({ manifests }: KubernetesWorld): ReadonlySet<string> {
  const makers = manifests.filter(({ apiVersion }) => apiVersion.includes("."));
  return new Set(
    makers.flatMap(({ namespace, name, kind, body }) =>
      kind === "Ingress"
        ? []
        : [textIn(body, "spec", "secretName"), textIn(body, "spec", "target", "name"), name].map(
            (one) => `${namespace}/${one ?? ""}`,
          ),
    ),
  );
}
