import { asMountedFile, findFile, keepsHistory, type MountedFile } from "./mounted-file.js";
import * as naming from "./naming.js";
import { byText } from "./order.js";
import type {
  ResolvedFile,
  ResolvedMount,
  ResolvedResources,
  ResolvedSyncedSecret,
  ResolvedVariable,
  ResolvedWorkload,
} from "./resolve.js";
import type { SyncedSecret } from "./synced-secret.js";
import type { Mount, Resources, Workload } from "./workload.js";

/** Name of the namespace a workload lives in. */
export function namespaceOf({ namespace = "default" }: Workload): string {
  return typeof namespace === "string" ? namespace : namespace.name;
}

/** Name of the service account a workload runs under. */
export function serviceAccountOf(workload: Workload): string {
  return workload.serviceAccount ?? workload.name;
}

/** Works one workload out. */
export function resolveWorkload(workload: Workload, identity: string): ResolvedWorkload {
  return {
    kind: workload.kind,
    name: workload.name,
    ...(workload.team !== undefined && { team: workload.team }),
    namespace: namespaceOf(workload),
    serviceAccount: serviceAccountOf(workload),
    identity,
    image: workload.image,
    ...(workload.command && { command: workload.command }),
    ...(workload.args && { args: workload.args }),
    replicas: workload.kind === "Deployment" ? (workload.replicas ?? 1) : 1,
    runAsUser: workload.runAsUser ?? 65532,
    resources: resolveResources(workload.resources ?? {}),
    // In the order of the description: Kubernetes lets a variable refer to one above it.
    env: Object.entries(workload.env ?? {}).map(resolveVariable),
    mounts: workload.mounts.map((mount) => resolveMount(workload, mount)),
  };
}

/** Fills in requests and limits; a limit without a request is also the request, as in Kubernetes itself. */
export function resolveResources({ cpuRequest, cpuLimit, memoryRequest, memoryLimit }: Resources): ResolvedResources {
  const memory = memoryRequest ?? memoryLimit ?? "64Mi";
  return {
    cpuRequest: cpuRequest ?? cpuLimit ?? "50m",
    ...(cpuLimit !== undefined && { cpuLimit }),
    memoryRequest: memory,
    memoryLimit: memoryLimit ?? memory,
  };
}

/** Name of the vault that a mount reads, or undefined for a mount without objects. */
export function vaultOf(mount: Mount): string | undefined {
  const [first] = mount.objects;
  return first && asMountedFile(first).object.vault;
}

/** Works one mount out. */
function resolveMount(workload: Workload, mount: Mount): ResolvedMount {
  const files = mount.objects.map(asMountedFile);
  const vault = vaultOf(mount) ?? "";
  const providerClass = mount.providerClass ?? naming.className(workload.name, vault);
  return {
    path: mount.path,
    vault,
    providerClass,
    volume: mount.volume ?? naming.volumeName(providerClass),
    files: files.map(resolveFile),
    sync: (mount.sync ?? []).map((synced) => resolveSyncedSecret(synced, files)).sort(byText(({ name }) => name)),
  };
}

function resolveVariable([name, value]: [string, string | { secret: string; key: string }]): ResolvedVariable {
  return typeof value === "string" ? { name, text: value } : { name, secret: value.secret, key: value.key };
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
