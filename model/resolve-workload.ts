import type { Mount, MountView } from "./container.js";
import { containersOf } from "./container-list.js";
import { asMountedFile, findFile, keepsHistory, type MountedFile } from "./mounted-file.js";
import * as naming from "./naming.js";
import { byText } from "./order.js";
import { followedOnRestart } from "./reload.js";
import { resolveContainer } from "./resolve-container.js";
import { resolveController } from "./resolve-controller.js";
import type {
  ResolvedContainer,
  ResolvedFile,
  ResolvedMount,
  ResolvedSyncedSecret,
  ResolvedToleration,
  ResolvedVolumeMount,
  ResolvedWorkload,
} from "./resolved-workload.js";
import type { SyncedSecret } from "./synced-secret.js";
import type { PodOwner, Workload } from "./workload.js";

/** Name of the namespace a workload lives in. */
export function namespaceOf({ namespace = "default" }: Workload): string {
  return typeof namespace === "string" ? namespace : namespace.name;
}

/** Name of the service account a workload runs under. */
export function serviceAccountOf(workload: Workload): string {
  return workload.serviceAccount ?? workload.name;
}

/** Operating system of a workload's nodes. */
export function osOf(workload: Workload): "linux" | "windows" {
  if (workload.os !== undefined || workload.kind === "Attachment") {
    return workload.os ?? "linux";
  }
  return workload.pool?.os === "Windows" ? "windows" : "linux";
}

/** Works one workload out. */
export function resolveWorkload(workload: Workload, identity: string): ResolvedWorkload {
  const mounts = new Map(workload.mounts.map((mount) => [mount, resolveMount(workload, mount)]));
  return {
    name: workload.name,
    ...(workload.team !== undefined && { team: workload.team }),
    namespace: namespaceOf(workload),
    serviceAccount: serviceAccountOf(workload),
    identity,
    os: osOf(workload),
    webhook: workload.webhook ?? true,
    mounts: [...mounts.values()],
    ...resolvePods(workload, mounts),
    reloadOn: resolveReload(workload, mounts),
    controller: resolveController(workload),
  };
}

type ResolvedPods = Pick<
  ResolvedWorkload,
  "containers" | "initContainers" | "imagePullSecrets" | "nodeSelector" | "tolerations" | "labels" | "annotations"
>;

type Mounts = ReadonlyMap<Mount, ResolvedMount>;

function resolvePods(workload: Workload, mounts: Mounts): ResolvedPods {
  const os = osOf(workload);
  const resolved = containersOf(workload).map(({ role, name, container, views }) => ({
    role,
    container: resolveContainer(
      { ...container, name },
      os,
      volumeMountsOf(views, mounts),
      // Disks are the first container's.
      container === workload && workload.kind === "StatefulSet" ? workload.storage : [],
    ),
  }));
  const [first, ...others] = resolved.filter(({ role }) => role === "container").map(({ container }) => container);
  const pods: Partial<PodOwner> = workload.kind === "Attachment" ? {} : workload;
  return {
    containers: [first as ResolvedContainer, ...others],
    initContainers: resolved
      .filter(({ role }) => role !== "container")
      .map(({ container, role }) => ({ ...container, sidecar: role === "sidecar" })),
    imagePullSecrets: (pods.imagePullSecrets ?? []).map((one) => (typeof one === "string" ? one : one.name)),
    nodeSelector: {
      ...(pods.pool && { "kubernetes.azure.com/agentpool": pods.pool.name }),
      // Windows pools keep Linux pods out by a taint, as a rule; who says "linux" wants to be sure.
      ...((os === "windows" || pods.os !== undefined) && { "kubernetes.io/os": os }),
      ...pods.nodeSelector,
    },
    tolerations: (pods.tolerations ?? pods.pool?.taints ?? []).map(tolerationOf),
    labels: pods.labels ?? {},
    annotations: pods.annotations ?? {},
  };
}

/** A taint, as `kubectl` writes it, tolerated. */
function tolerationOf(text: string): ResolvedToleration {
  const [, key = "", value, effect] = /^([^=:]*)(?:=([^:]*))?(?::(.*))?$/.exec(text) ?? [];
  return { key, ...(value !== undefined && { value }), ...(effect !== undefined && { effect }) };
}

/** Whether a toleration admits pods to nodes with a taint. */
export function tolerates({ key, value, effect }: ResolvedToleration, taint: string): boolean {
  const found = tolerationOf(taint);
  return (
    key === found.key &&
    (value === undefined || value === found.value) &&
    (effect === undefined || effect === found.effect)
  );
}

/** Name of the vault that a mount reads, or undefined for a mount without objects. */
export function vaultOf(mount: Mount): string | undefined {
  const [first] = mount.objects;
  return first && asMountedFile(first).object.vault;
}

/** Where mounts appear in a container; views of mounts that the workload does not have are left out. */
function volumeMountsOf(views: readonly MountView[], mounts: Mounts): readonly ResolvedVolumeMount[] {
  return views.flatMap(({ mount, path, subPaths = [] }) => {
    const resolved = mounts.get(mount);
    if (resolved === undefined) {
      return [];
    }
    const files = mount.objects.map(asMountedFile);
    return [
      ...(path === undefined ? [] : [{ volume: resolved.volume, path }]),
      ...subPaths.flatMap((single) => {
        const found = findFile(files, single.file);
        return typeof found === "string" ? [] : [{ volume: resolved.volume, path: single.path, subPath: found.path }];
      }),
    ];
  });
}

/** Works out what Reloader follows. */
function resolveReload(workload: Workload, mounts: Mounts): ResolvedWorkload["reloadOn"] {
  if (workload.onRotation !== "restart") {
    return { classes: [], secrets: [] };
  }
  const followed = followedOnRestart(workload);
  return {
    classes: followed.mounts.flatMap((mount) => mounts.get(mount)?.providerClass ?? []).sort(),
    secrets: [...followed.secrets].sort(),
  };
}

/** Works one mount out. */
function resolveMount(workload: Workload, mount: Mount): ResolvedMount {
  const files = mount.objects.map(asMountedFile);
  const vault = vaultOf(mount) ?? "";
  const providerClass = mount.providerClass ?? naming.className(workload.name, vault);
  return {
    vault,
    providerClass,
    volume: mount.volume ?? naming.volumeName(providerClass),
    files: files.map(resolveFile),
    sync: (mount.sync ?? []).map((synced) => resolveSyncedSecret(synced, files)).sort(byText(({ name }) => name)),
  };
}

function resolveFile(mounted: MountedFile): ResolvedFile {
  const { object, as, versionHistory, ...rest } = mounted;
  return {
    objectName: object.name,
    type: as,
    ...(keepsHistory(mounted) && { versionHistory }),
    ...rest,
  };
}

function resolveSyncedSecret(synced: SyncedSecret, files: readonly MountedFile[]): ResolvedSyncedSecret {
  return {
    name: synced.name,
    type: synced.type,
    labels: synced.labels,
    annotations: synced.annotations,
    data: Object.entries(synced.data)
      .flatMap(([key, reference]) => {
        const found = findFile(files, reference);
        return typeof found === "string" ? [] : [{ key, path: found.path }];
      })
      .sort(byText(({ key }) => key)),
  };
}
