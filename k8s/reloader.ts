import type { ResolvedWorkload } from "../model/index.js";

/**
 * Annotations by which Stakater Reloader restarts the pods of a workload: on a new version of a mounted object (with its
 * flag `--enable-csi-integration`), or on a change of a synced Secret. They belong on the workload, not on its pods.
 *
 * @see https://github.com/stakater/Reloader
 */
export function reloaderAnnotations({ reloadOn }: ResolvedWorkload): Readonly<Record<string, string>> {
  const { classes, secrets } = reloadOn;
  return {
    ...(classes.length > 0 && { "secretproviderclass.reloader.stakater.com/reload": classes.join(",") }),
    ...(secrets.length > 0 && { "secret.reloader.stakater.com/reload": secrets.join(",") }),
  };
}
