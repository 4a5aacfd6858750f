import { nearest, quote } from "../../../shared/index.js";
import { broken, defineRule } from "../../rule.js";

/** Namespaces that every cluster has. */
const BUILT_IN: readonly string[] = ["default", "kube-system", "kube-public", "kube-node-lease"];

/** A namespace that nearly has the name of one that the artefacts make, and leave empty, is probably a slip of the pen. */
export const matchPodNamespace = defineRule({
  id: "match-pod-namespace",
  severity: "warning",
  summary: "Each pod that mounts a provider class is in a namespace that exists.",
  link: "pod",
  needs: ["kubernetes"],
  *check({ kubernetes }) {
    const made = new Set(kubernetes.ofKind("Namespace").map(({ name }) => name));
    const used = new Set(kubernetes.manifests.map(({ namespace }) => namespace));
    const empty = [...made].filter((name) => !used.has(name));
    if (empty.length === 0) {
      return;
    }
    const nearby = new Map<string, string | undefined>();
    for (const pod of kubernetes.pods) {
      const { namespace } = pod;
      const isKnown = namespace === "" || made.has(namespace) || BUILT_IN.includes(namespace);
      if (isKnown || pod.classVolumes.length === 0) {
        continue;
      }
      if (!nearby.has(namespace)) {
        nearby.set(namespace, nearest(namespace, empty));
      }
      const near = nearby.get(namespace);
      if (near !== undefined) {
        yield broken({
          on: pod,
          at: ["metadata", "namespace"],
          message: `${pod.id} is in the namespace ${quote(namespace)}, which the artefacts do not make`,
          got: namespace,
          allowed: `a namespace that exists, as ${quote(near)}`,
          fix: `write ${quote(near)}, or add the Namespace ${quote(namespace)} to the artefacts`,
          shows: `kubectl: namespaces "${namespace}" not found`,
        });
      }
    }
  },
});
