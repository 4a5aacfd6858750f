import { groupBy, quote } from "../../../shared/index.js";
import { broken, defineRule } from "../../rule.js";
import { trimmedPath } from "./mounts.js";

/** Two mounts at one path: one of them would hide the other. */
export const uniqueMountPath = defineRule({
  id: "unique-mount-path",
  severity: "error",
  summary: "Each mount of a container has a path of its own.",
  link: "file",
  needs: ["kubernetes"],
  *check({ kubernetes }) {
    for (const pod of kubernetes.pods) {
      const classes = new Set(pod.classVolumes.map(({ name }) => name));
      for (const container of pod.containers) {
        const written = container.mounts.filter(({ path }) => path !== "");
        for (const [path, mounts] of groupBy(written, (mount) => trimmedPath(mount.path))) {
          const [first, ...others] = mounts;
          if (first === undefined || !mounts.some(({ volume }) => classes.has(volume))) {
            continue;
          }
          for (const mount of others) {
            yield broken({
              on: mount,
              at: ["mountPath"],
              message: `${container.id} mounts the volumes ${quote(first.volume)} and ${quote(mount.volume)} at one path, ${quote(path)}`,
              got: mount.path,
              allowed: "a path for each mount of a container",
              fix: `give the mount of ${quote(mount.volume)} another path`,
              shows:
                first.path === mount.path
                  ? `the API server refuses the pod: volumeMounts[${mount.place.path.at(-1)}].mountPath: Invalid value: "${mount.path}": must be unique`
                  : "nothing: the volume that is mounted last hides the other",
              also: [first, container, pod],
            });
          }
        }
      }
    }
  },
});
