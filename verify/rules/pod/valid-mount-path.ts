import { quote } from "../../../shared/index.js";
import type { Severity } from "../../finding.js";
import type { PodTemplate } from "../../kubernetes/types.js";
import { broken, defineRule } from "../../rule.js";
import { mountsOf, trimmedPath } from "./mounts.js";

/** Folders that an image needs: a volume over one of them hides what is in it. */
const OF_THE_IMAGE: readonly string[] = [
  "/bin",
  "/dev",
  "/etc",
  "/lib",
  "/proc",
  "/run",
  "/sbin",
  "/sys",
  "/usr",
  "/var",
  "/var/run",
];

/** Where files appear is where a container looks for them. */
export const validMountPath = defineRule({
  id: "valid-mount-path",
  severity: "error",
  summary: "Each mount of a provider class has an absolute path that suits the system of its pod.",
  link: "file",
  needs: ["kubernetes"],
  *check({ mountings }) {
    for (const { pod, volume } of mountings) {
      for (const { container, mount } of mountsOf(pod, volume)) {
        const problem = problemOf(mount.path, pod);
        if (problem === undefined) {
          continue;
        }
        yield broken({
          on: mount,
          at: ["mountPath"],
          severity: problem.severity,
          message: `${container.id} mounts ${quote(mount.volume)} at ${quote(mount.path)}, ${problem.reason}`,
          ...(mount.path === "" ? {} : { got: mount.path }),
          allowed: pod.windows
            ? "an absolute path, as c:\\secrets"
            : "an absolute path without a colon, as /mnt/secrets",
          fix: problem.fix,
          shows: problem.shows,
          also: [container, pod],
        });
      }
    }
  },
});

interface Problem {
  readonly severity: Severity;
  readonly reason: string;
  readonly fix: string;
  readonly shows: string;
}

function problemOf(path: string, pod: PodTemplate): Problem | undefined {
  if (path === "") {
    return {
      severity: "error",
      reason: "which is no path",
      fix: "write the folder that the container reads, as /mnt/secrets",
      shows: "the API server refuses the pod: mountPath: Required value",
    };
  }
  return pod.windows ? onWindows(path) : onLinux(path);
}

function onWindows(path: string): Problem | undefined {
  const isAbsolute = /^[a-z]:[\\/]/i.test(path) || path.startsWith("/") || path.startsWith("\\");
  return isAbsolute ? undefined : relative(`write c:\\${path}`, `the files appear in c:\\${path}`);
}

function onLinux(path: string): Problem | undefined {
  if (/^[a-z]:/i.test(path)) {
    return {
      severity: "warning",
      reason: "a Windows path, and nothing says that the pod runs on Windows",
      fix: "write a Linux path, or set os.name and the node selector kubernetes.io/os to windows",
      shows: "nothing, where the pod is put on Linux: the files are in a folder of that name below /",
    };
  }
  if (path.includes(":")) {
    return {
      severity: "error",
      reason: "which contains a colon",
      fix: "write a path without a colon",
      shows: "container runtimes take the colon for the end of the path, and the container does not start",
    };
  }
  if (!path.startsWith("/")) {
    return relative(`write /${path}`, `nothing: the files appear in /${path}`);
  }
  const trimmed = trimmedPath(path);
  if (trimmed === "/") {
    return {
      severity: "error",
      reason: "over the whole image",
      fix: "mount it in a folder of its own, as /mnt/secrets",
      shows: "CreateContainerError: the runtime cannot mount over the root of the container",
    };
  }
  return OF_THE_IMAGE.includes(trimmed)
    ? {
        severity: "warning",
        reason: "which hides a folder of the image",
        fix: "mount it in a folder of its own, as /mnt/secrets",
        shows: "nothing from the driver; the program misses the files that the image has there",
      }
    : undefined;
}

function relative(fix: string, shows: string): Problem {
  return { severity: "warning", reason: "a relative path", fix, shows };
}
