import type { Mount } from "./container.js";
import { containersOf, isSeen } from "./container-list.js";
import { asMountedFile, findFile, isPinned, type MountedFile } from "./mounted-file.js";
import type { SyncedSecret } from "./synced-secret.js";
import type { Workload } from "./workload.js";

/**
 * The mounts and synced Secrets that Reloader must follow so that pods restart when something that they read has a new
 * value.
 *
 * Files change first, then the Secrets made from them. So a Secret is followed where variables come from it: pods
 * restarted on the class alone could start with the old value. The class of a mount is followed where a container sees
 * files of which no followed Secret tells.
 */
export function followedOnRestart(workload: Workload): {
  readonly mounts: readonly Mount[];
  readonly secrets: readonly string[];
} {
  const named = secretsInVariables(workload);
  const followed = workload.mounts.map((mount) => {
    const files = mount.objects.map(asMountedFile);
    const changing = files.filter((file) => !isPinned(file));
    const secrets = (mount.sync ?? []).filter(
      (synced) => named.has(synced.name) && filesOf(synced, files).some((file) => changing.includes(file)),
    );
    const told = secrets.flatMap((synced) => filesOf(synced, files));
    const untold = isSeen(mount, workload) && changing.some((file) => !told.includes(file));
    return { mount, secrets: secrets.map(({ name }) => name), untold };
  });
  return {
    mounts: followed.filter(({ untold }) => untold).map(({ mount }) => mount),
    secrets: followed.flatMap(({ secrets }) => secrets),
  };
}

/** Names of the Secrets that variables of a workload's containers come from. */
function secretsInVariables(workload: Workload): ReadonlySet<string> {
  return new Set(
    containersOf(workload).flatMap(({ container: { env = {}, envFrom = [] } }) => [
      ...Object.values(env).flatMap((value) => (typeof value === "string" ? [] : value.secret)),
      ...envFrom.map((one) => ("secret" in one ? one.secret.name : one.name)),
    ]),
  );
}

function filesOf({ data }: SyncedSecret, files: readonly MountedFile[]): readonly MountedFile[] {
  return Object.values(data).flatMap((reference) => {
    const found = findFile(files, reference);
    return typeof found === "string" ? [] : found.file;
  });
}
