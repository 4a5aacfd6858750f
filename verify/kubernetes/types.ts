import type { Place, Step } from "../reading/document.js";
import type { JsonObject } from "../reading/json.js";
import type { Thing } from "../thing.js";

/** A Kubernetes object as it stands in a file. Its id is `<kind> <namespace>/<name>`. */
export interface Manifest extends Thing {
  readonly apiVersion: string;
  readonly kind: string;
  /** As it is written; empty where the manifest leaves it to whoever applies it. */
  readonly namespace: string;
  readonly name: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly annotations: ReadonlyMap<string, string>;
  readonly body: JsonObject;
}

/** What a provider class reads for one entry of `objects`. The id is `<class> objects[<index>]`. */
export interface MountedObject extends Thing {
  readonly index: number;
  /** `objectName`, trimmed; empty where it is missing. */
  readonly name: string;
  /** `objectType` as it is written, trimmed; empty where it is missing. */
  readonly type: string;
  /** Everything that is written, trimmed, by its key as it is spelt. */
  readonly fields: ReadonlyMap<string, string>;
  /** `objectVersionHistory`; 0 where it is missing. */
  readonly history: number;
  /** Whether `objectVersionHistory` is written as text, which the provider refuses. */
  readonly historyIsText: boolean;
  /** Alias or name: path of the file, or of the folder of versions. */
  readonly path: string;
  /** Paths of the files below the mount. With history, one for each version asked for. */
  readonly files: readonly string[];
  /** Line of a key inside the `objects` text, from 0. */
  lineOfField(name: string): number;
}

/** An entry of `objects` that the provider cannot read. */
export interface BrokenObject {
  readonly index: number;
  readonly reason: string;
  /** Line inside the `objects` text, from 0. */
  readonly innerLine: number;
  /** Whether the entry is a mapping where a text is wanted: the leading `|` was forgotten. */
  readonly isMapping: boolean;
}

/** How a provider class says who reads (2.2 of the provider's own order). */
export type IdentityMode =
  | "workload-identity"
  | "identity-binding"
  | "node-identity"
  | "pod-identity"
  | "service-principal"
  | "conflict";

/** A key that a synced Secret gets. */
export interface SyncedKey {
  readonly index: number;
  /** Path of the mounted file, trimmed; empty where it is missing. */
  readonly objectName: string;
  /** Key in the Secret, trimmed; empty where it is missing. */
  readonly key: string;
}

/** An entry of `secretObjects`. The id is `<class> secretObjects[<index>]`. */
export interface SyncedSecret extends Thing {
  readonly providerClass: ProviderClass;
  readonly index: number;
  /** Name of the Secret; empty where it is missing. */
  readonly name: string;
  /** Type of the Secret; empty where it is missing. */
  readonly type: string;
  readonly keys: readonly SyncedKey[];
}

/** A SecretProviderClass of the Azure provider, or of none that we know. */
export interface ProviderClass extends Thing {
  readonly manifest: Manifest;
  readonly namespace: string;
  readonly name: string;
  /** `spec.provider` as it is written. */
  readonly provider: string | undefined;
  /**
   * Whether it is for Azure: `azure`, or a name so near that it was meant, or parameters that only Azure has. Classes of
   * other providers are none of our business.
   */
  readonly isAzure: boolean;
  /** `spec.parameters` as they are written, of whatever type, without those that are null: the API server drops them. */
  readonly parameters: ReadonlyMap<string, unknown>;
  /** A parameter as the provider reads it: trimmed; undefined where it is missing or empty. */
  parameter(name: string): string | undefined;
  readonly mode: IdentityMode;
  /** `tenantID`, or the old spelling. */
  readonly tenantId: string | undefined;
  readonly objects: readonly MountedObject[];
  /** Entries that cannot be read. */
  readonly brokenObjects: readonly BrokenObject[];
  /** Why `objects` as a whole cannot be read, and where inside it. */
  readonly objectsProblem?: { readonly reason: string; readonly innerLine: number };
  readonly syncedSecrets: readonly SyncedSecret[];
}

/** A volume of a pod. The id is `<workload> volume <name>`. */
export interface Volume extends Thing {
  readonly name: string;
  readonly body: JsonObject;
}

/** A volume that mounts a provider class. */
export interface ClassVolume extends Volume {
  /** `volumeAttributes.secretProviderClass`; undefined where it is missing. */
  readonly className: string | undefined;
  /** Everything else in `volumeAttributes`. */
  readonly overrides: readonly string[];
  /** `nodePublishSecretRef.name`. */
  readonly publishSecret: string | undefined;
}

/** A mount of a volume into a container. */
export interface VolumeMount extends Thing {
  readonly volume: string;
  readonly path: string;
  readonly subPath: string | undefined;
}

/** A variable of a container that reads a key of a Secret, or a whole Secret (`envFrom`), then without a key. */
export interface SecretVariable extends Thing {
  /** Name of the variable; `*` for all keys of a Secret. */
  readonly name: string;
  readonly secret: string;
  readonly key: string | undefined;
  readonly optional: boolean;
}

/** A container of a pod. The id is `<workload> container <name>`. */
export interface Container extends Thing {
  readonly name: string;
  readonly init: boolean;
  readonly mounts: readonly VolumeMount[];
  readonly variables: readonly SecretVariable[];
  /** User that it runs as, where the manifest says so, of the container or the pod. */
  readonly runAsUser: number | undefined;
  readonly runAsNonRoot: boolean;
}

/** Pods of one kind: a Pod, or the template of a workload. The id is that of the workload. */
export interface PodTemplate extends Thing {
  readonly manifest: Manifest;
  /** What the manifest says, or else the only one that it can be applied to; empty where nothing tells. */
  readonly namespace: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly annotations: ReadonlyMap<string, string>;
  readonly spec: JsonObject;
  /** Place of the pod's spec. */
  readonly specPlace: Place;
  /** Path of the pod's metadata inside the workload; empty for values of a Helm chart. */
  readonly metadataPath: readonly Step[];
  /** `serviceAccountName`, or the old `serviceAccount`; `default` where neither is there. */
  readonly serviceAccountName: string;
  readonly namesServiceAccount: boolean;
  /** Pods at a time: replicas, parallelism, 1; undefined for a DaemonSet, which has one on each node. */
  readonly replicas: number | undefined;
  readonly windows: boolean;
  /** Whether only a part of it is given: a patch, or values of a Helm chart. */
  readonly partial: boolean;
  readonly volumes: readonly Volume[];
  readonly classVolumes: readonly ClassVolume[];
  readonly containers: readonly Container[];
}

/** The Kubernetes half of one environment. */
export interface KubernetesWorld {
  /** Every manifest; empty where there is no Kubernetes half. */
  readonly manifests: readonly Manifest[];
  readonly pods: readonly PodTemplate[];
  /** Provider classes of Azure. */
  readonly classes: readonly ProviderClass[];
  /** The manifests of a kind. */
  ofKind(kind: string): readonly Manifest[];
  /**
   * The manifest of a kind with this name that something in a namespace means. Where one of the two names no namespace,
   * the only one of that name is meant.
   */
  find(kind: string, namespace: string, name: string): Manifest | undefined;
  /** The class that a pod in a namespace means, found like {@link find}. */
  classFor(namespace: string, name: string): ProviderClass | undefined;
  /** Entries of `secretObjects` that write the Secret that something in a namespace means. */
  syncedFor(namespace: string, secret: string): readonly SyncedSecret[];
  /** Whether a class of another provider writes the Secret that something in a namespace means. */
  isWrittenByOther(namespace: string, secret: string): boolean;
}
