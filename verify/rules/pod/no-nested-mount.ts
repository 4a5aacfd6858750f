import { quote } from "../../../shared/index.js";
import { broken, defineRule } from "../../rule.js";
import { mountsOf, trimmedPath } from "./mounts.js";

/** The folder of a class is read-only: nothing can be mounted inside it, and what it covers is hidden. */
export const noNestedMount = defineRule({
  id: "no-nested-mount",
  severity: "warning",
  summary: "Nothing is mounted inside the folder of a provider class.",
  link: "file",
  needs: ["kubernetes"],
  *check({ mountings }) {
    for (const { pod, volume } of mountings) {
      for (const { container, mount } of mountsOf(pod, volume)) {
        const folder = trimmedPath(mount.path);
        if (folder === "" || folder === "/" || mount.subPath !== undefined) {
          continue;
        }
        const inner = container.mounts.find(({ path }) => isInside(path, folder, pod.windows ? "\\/" : "/"));
        if (inner !== undefined) {
          yield broken({
            on: mount,
            at: ["mountPath"],
            message: `${container.id} mounts ${quote(inner.volume)} at ${quote(inner.path)}, inside the read-only folder ${quote(mount.path)} of a provider class`,
            got: mount.path,
            allowed: "folders that do not contain each other",
            fix: `mount one of the two beside the other, as ${quote(`${folder}-vault`)}`,
            shows:
              "CreateContainerError: the runtime cannot make the inner folder on a read-only file system; or the outer volume hides the inner",
            also: [inner, container, pod],
          });
        }
      }
    }
  },
});

/** Whether a path leads on from a folder, and is not that folder with a slash behind it. */
function isInside(path: string, folder: string, separators: string): boolean {
  return trimmedPath(path).startsWith(folder) && separators.includes(trimmedPath(path).charAt(folder.length) || "none");
}
