import { groupBy } from "../../shared/index.js";
import type { SourceDocument } from "../reading/document.js";
import { manifestOf } from "./manifest.js";
import { NamedThings } from "./named.js";
import { podsOf, podsOfValues } from "./pods.js";
import { isProviderClass, providerClassOf } from "./provider-class.js";
import type { KubernetesWorld, Manifest, PodTemplate, ProviderClass, SyncedSecret } from "./types.js";

/** Reads the Kubernetes half of one environment; documents that are no manifest are left out. */
export function readKubernetes(documents: readonly SourceDocument[]): KubernetesWorld {
  const manifests = documents.map(manifestOf).filter((manifest): manifest is Manifest => manifest !== undefined);
  const everyClass = manifests.filter(isProviderClass).map(providerClassOf);
  const classes = everyClass.filter(({ isAzure }) => isAzure);

  const byKind = groupBy(manifests, ({ kind }) => kind);
  const named = new Map([...byKind].map(([kind, some]) => [kind, new NamedThings(some)]));
  const namedClasses = new NamedThings(classes);
  const pods = [...manifests.map(podsOf), ...documents.map(podsOfValues)]
    .filter((pod) => pod !== undefined)
    .map((pod) => (pod.namespace === "" ? { ...pod, namespace: homeOf(pod, namedClasses, named) } : pod));
  const synced = writtenBy(classes);
  const writtenElsewhere = writtenBy(everyClass.filter(({ isAzure }) => !isAzure));
  return {
    manifests,
    pods,
    classes,
    ofKind: (kind) => byKind.get(kind) ?? [],
    find: (kind, namespace, name) => named.get(kind)?.meant(namespace, name)[0],
    classFor: (namespace, name) => namedClasses.meant(namespace, name)[0],
    syncedFor: (namespace, name): readonly SyncedSecret[] => synced.meant(namespace, name).map(({ secret }) => secret),
    isWrittenByOther: (namespace, name) => writtenElsewhere.meant(namespace, name).length > 0,
  };
}

/**
 * The namespace that a pod without one can only be applied to: that of the classes and the service account that it names,
 * where they are in one. Empty where nothing says it.
 */
function homeOf(
  { classVolumes, serviceAccountName, namesServiceAccount }: PodTemplate,
  classes: NamedThings<ProviderClass>,
  named: ReadonlyMap<string, NamedThings<Manifest>>,
): string {
  const mounted = classVolumes.flatMap(({ className = "" }) => classes.meant("", className));
  const accounts = namesServiceAccount ? (named.get("ServiceAccount")?.meant("", serviceAccountName) ?? []) : [];
  const [home = "", another] = new Set([...mounted, ...accounts].flatMap(({ namespace }) => namespace || []));
  return another === undefined ? home : "";
}

interface NamedSecret {
  readonly namespace: string;
  readonly name: string;
  readonly secret: SyncedSecret;
}

function writtenBy(classes: readonly ProviderClass[]): NamedThings<NamedSecret> {
  return new NamedThings(
    classes.flatMap(({ namespace, syncedSecrets }) =>
      syncedSecrets.map((secret) => ({ namespace, name: secret.name, secret })),
    ),
  );
}
