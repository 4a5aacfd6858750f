import { quote } from "../../../text/index.js";
import { field, textIn } from "../../reading/json.js";
import { broken, defineRule } from "../../rule.js";

const SYSTEMS: readonly string[] = ["linux", "windows"];

/** `os.name` says what a pod is written for, the node selector where it is put; the scheduler reads only the second. */
export const matchPodOs = defineRule({
  id: "match-pod-os",
  severity: "error",
  summary: "Each pod that mounts a provider class is put on the system that it is written for.",
  link: "pod",
  needs: ["kubernetes"],
  *check({ kubernetes }) {
    for (const pod of kubernetes.pods) {
      const system = textIn(pod.spec, "os", "name");
      const selected = field(pod.spec, "nodeSelector", SELECTOR);
      const isSilent = system === undefined && selected === undefined;
      const isFit = selected === system || (selected === undefined && system !== "windows");
      const isKnown = selected === undefined || SYSTEMS.includes(String(selected));
      const wanted = system ?? "";
      if (isSilent || pod.classVolumes.length === 0 || (isKnown && (isFit || system === undefined))) {
        continue;
      }
      const path = pod.specPlace.path.slice(pod.place.path.length);
      yield broken({
        on: pod,
        at: [...path, "nodeSelector", SELECTOR],
        severity: selected === undefined ? "warning" : "error",
        message:
          selected === undefined
            ? `${pod.id} is written for ${wanted}, and its node selector does not ask for it`
            : `${pod.id} asks for nodes with ${quote(selected)}${system === undefined ? "" : ` and is written for ${quote(wanted)}`}`,
        ...(selected === undefined ? {} : { got: String(selected) }),
        allowed: system === undefined ? SYSTEMS.map(quote).join(" or ") : `${SELECTOR}: ${wanted}`,
        fix: `set ${SELECTOR}: ${SYSTEMS.includes(wanted) ? wanted : "linux, or windows,"} in nodeSelector`,
        shows: isKnown
          ? "PodOSNotSupported: Failed to admit pod as the OS field doesn't match node OS"
          : "FailedScheduling: node(s) didn't match Pod's node affinity/selector",
      });
    }
  },
});

const SELECTOR = "kubernetes.io/os";
