import { listed, quote, suggest } from "../../../shared/index.js";
import type { ProviderClass } from "../../kubernetes/types.js";
import { broken, defineRule } from "../../rule.js";
import { rotationOf } from "../sync/rotation.js";
import { mountsOf } from "./mounts.js";

/** A sub-path is bound once, to the file that was there: it never sees the next version. */
export const noSubPath = defineRule({
  id: "no-sub-path",
  severity: "warning",
  summary: "No container mounts a part of a provider class by subPath.",
  link: "file",
  needs: ["kubernetes"],
  *check(world) {
    const rotation = rotationOf(world);
    for (const { pod, volume, providerClass } of world.mountings) {
      for (const { container, mount } of mountsOf(pod, volume)) {
        const { subPath } = mount;
        if (subPath === undefined || subPath === "") {
          continue;
        }
        const files = providerClass === undefined ? [] : filesOf(providerClass);
        const isFixed = !subPath.includes("$(") && files.length > 0;
        const isMissing = isFixed && !files.some((file) => file === subPath || file.startsWith(`${subPath}/`));
        yield broken({
          on: mount,
          at: ["subPath"],
          severity: isMissing ? "error" : rotation === "off" ? "note" : "warning",
          message: isMissing
            ? `${container.id} mounts ${quote(subPath)} of ${providerClass?.id}, which writes no such file`
            : `${container.id} mounts ${quote(subPath)} by subPath, which never changes while the container runs`,
          got: subPath,
          allowed: isMissing ? `a file of the class: ${listed(files)}` : "a mount of the whole folder, without subPath",
          fix: isMissing ? suggest(subPath, files) : "mount the folder and let the program open the file in it",
          shows: isMissing
            ? `CreateContainerConfigError: failed to prepare subPath for volumeMount "${mount.volume}" of container "${container.name}"`
            : "nothing: the file stays as it was when the container started",
          also: [container, pod],
        });
      }
    }
  },
});

function filesOf({ objects, brokenObjects, objectsProblem }: ProviderClass): readonly string[] {
  const isReadable = brokenObjects.length === 0 && objectsProblem === undefined;
  return isReadable ? objects.flatMap(({ files }) => files) : [];
}
