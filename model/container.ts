import type { VaultObject } from "./key-vault.js";
import type { FileReference, MountedFile } from "./mounted-file.js";
import type { SyncedSecret, SyncedSecretKey } from "./synced-secret.js";

/** Objects of one vault, as files in a pod. Each mount is one SecretProviderClass and one volume. */
export interface Mount {
  /**
   * Absolute path of the folder in the workload's first container. Without it no folder appears there: for a mount that
   * only syncs Secrets, that another container reads, or of which single files are wanted.
   *
   * @default - none
   */
  readonly path?: string;
  /** The objects, all of one vault, at least one. */
  readonly objects: readonly (VaultObject | MountedFile)[];
  /** Single files at places of their own in the first container. @default - none */
  readonly subPaths?: readonly SubPath[];
  /** Secrets that the driver writes from the files. @default - none */
  readonly sync?: readonly SyncedSecret[];
  /** Name of the SecretProviderClass. @default - `<workload>-<vault>` in lower case */
  readonly providerClass?: string;
  /** Name of the pod's volume. @default - the name of the provider class, with dashes for dots */
  readonly volume?: string;
}

/**
 * One file of a mount at a place of its own, such as in a folder that the image fills (a `subPath`). It never changes
 * while the container runs, whatever the vault holds.
 */
export interface SubPath {
  /** Absolute path of the file in the container. */
  readonly path: string;
  /** The file, of the same mount. */
  readonly file: FileReference;
}

/** A mount as a further container sees it: elsewhere, or as single files. */
export interface MountView {
  /** One of the workload's mounts. */
  readonly mount: Mount;
  /** Absolute path of the folder in this container. @default - none: single files alone */
  readonly path?: string;
  /** Single files at places of their own. @default - none */
  readonly subPaths?: readonly SubPath[];
}

/** What the container asks of its node, as Kubernetes quantities. */
export interface Resources {
  /** @default - the limit, or "50m" where there is none */
  readonly cpuRequest?: string;
  /** @default - none: a pod that wants idle CPU may have it */
  readonly cpuLimit?: string;
  /** @default - the limit, or "64Mi" where there is none ("256Mi" on Windows) */
  readonly memoryRequest?: string;
  /** @default - the same as the request, so that a pod never depends on memory it did not ask for */
  readonly memoryLimit?: string;
}

/** A port that the container listens on. */
export interface Port {
  /** 1 to 65535. */
  readonly port: number;
  /** @default "TCP" */
  readonly protocol?: "TCP" | "UDP" | "SCTP";
}

/** What kubelet asks a container, and how often. Times are in whole seconds. */
export type Probe = {
  /** Seconds after the start of the container. @default - Kubernetes': 0 */
  readonly initialDelay?: number;
  /** From 1. @default - Kubernetes': 10 */
  readonly period?: number;
  /** From 1. @default - Kubernetes': 1 */
  readonly timeout?: number;
  /** Answers in a row that count as success; 1 but for readiness. @default - Kubernetes': 1 */
  readonly successThreshold?: number;
  /** Answers in a row that count as failure. @default - Kubernetes': 3 */
  readonly failureThreshold?: number;
} & (
  | {
      /** A GET that answers 200 to 399. */
      readonly http: {
        /** Name of one of the container's ports, or a number. */
        readonly port: string | number;
        /** @default "/" */
        readonly path?: string;
        /** @default "HTTP" */
        readonly scheme?: "HTTP" | "HTTPS";
      };
    }
  /** A port, by name or number, that takes connections. */
  | { readonly tcp: string | number }
  /** The number of a port that speaks gRPC's health protocol. */
  | { readonly grpc: number }
  /** A command that ends with 0. */
  | { readonly exec: readonly string[] }
);

/** What kubelet asks of a container. */
export interface Probes {
  /** Restarts the container when it fails. */
  readonly liveness?: Probe;
  /** Takes the pod out of its Services when it fails. */
  readonly readiness?: Probe;
  /** Holds the other two back until it succeeds. */
  readonly startup?: Probe;
}

/**
 * What a container may do beyond the `restricted` Pod Security Standard and this project's own defaults, and why. The
 * reason stands on the pod as annotation `aks-key-vault/security-reason`.
 */
export interface Relaxation {
  /** Why, in a sentence that a reviewer can agree with. */
  readonly reason: string;
  /** Whether it may run as root, or with what user the image names. Not `restricted`. @default false */
  readonly root?: boolean;
  /** Whether it may write to its root file system. @default false: list folders in `scratch` instead */
  readonly writableRoot?: boolean;
  /** Capabilities to add, such as `NET_BIND_SERVICE` (the only one that `restricted` admits). @default - none */
  readonly capabilities?: readonly string[];
}

/** Settings that every container has. */
export interface ContainerProps {
  readonly image: string;
  /** @default - the image's entry point */
  readonly command?: readonly string[];
  /** @default - the image's arguments */
  readonly args?: readonly string[];
  /**
   * Environment variables, in this order: text, in which Kubernetes replaces `$(NAME)` by a variable above it, or a key
   * of a Secret that one of the mounts syncs.
   *
   * @default - none
   */
  readonly env?: Readonly<Record<string, string | SyncedSecretKey>>;
  /** Synced Secrets of which every key is a variable, or with a prefix before every key. @default - none */
  readonly envFrom?: readonly (SyncedSecret | PrefixedSecret)[];
  /** Ports by name, as numbers or with their protocol. @default - none */
  readonly ports?: Readonly<Record<string, number | Port>>;
  /** @default - none */
  readonly probes?: Probes;
  /** @default - see {@link Resources} */
  readonly resources?: Resources;
  /** Folders that it may write to, each an empty volume that ends with the pod. @default - none: it can write nowhere */
  readonly scratch?: readonly string[];
  /**
   * User that the container runs as: an id from 1, which is also its group; on Windows a name.
   *
   * @default 65532; "ContainerUser" on Windows
   */
  readonly runAsUser?: number | string;
  /** What it may do beyond the defaults. @default - nothing */
  readonly security?: Relaxation;
}

/** Every key of a synced Secret as a variable whose name begins with the prefix. */
export interface PrefixedSecret {
  readonly secret: SyncedSecret;
  readonly prefix: string;
}

/** A container beside the workload's first one. */
export interface Container extends ContainerProps {
  readonly name: string;
  /** Which of the workload's mounts it sees: at the mount's own path, or elsewhere. @default - none */
  readonly mounts?: readonly (Mount | MountView)[];
}

/** A container that runs before the others. */
export interface InitContainer extends Container {
  /**
   * Whether it goes on running beside the others instead of ending before them (`restartPolicy: Always`), from Kubernetes
   * 1.29.
   *
   * @default false
   */
  readonly sidecar?: boolean;
}

/** Whether an entry of a container's list says where the mount appears. */
export function isMountView(entry: Mount | MountView): entry is MountView {
  return "mount" in entry;
}
