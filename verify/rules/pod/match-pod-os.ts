import { quote } from "../../../shared/index.js";
import type { AzureWorld } from "../../azure/types.js";
import { FILL_IN_FIRST, isTemplate } from "../../facts/placeholder.js";
import type { PodTemplate } from "../../kubernetes/types.js";
import { field, textIn } from "../../reading/json.js";
import { broken, defineRule, type Fault } from "../../rule.js";
import { nodePools } from "../limits/node-pools.js";

const SYSTEMS: readonly string[] = ["linux", "windows"];

/** `os.name` says what a pod is written for, the node selector where it is put; the scheduler reads only the second. */
export const matchPodOs = defineRule({
  id: "match-pod-os",
  severity: "error",
  summary: "Each pod that mounts a provider class is put on the system that it is written for.",
  link: "pod",
  needs: ["kubernetes"],
  *check({ kubernetes, azure }) {
    const onlyLinux = lacksWindows(azure);
    for (const pod of kubernetes.pods) {
      if (onlyLinux && pod.classVolumes.length > 0 && field(pod.spec, "nodeSelector", SELECTOR) === "windows") {
        yield withoutNodes(pod, azure);
        continue;
      }
      const system = textIn(pod.spec, "os", "name");
      const selected = field(pod.spec, "nodeSelector", SELECTOR);
      const isSilent = system === undefined && selected === undefined;
      const isFit = selected === system || (selected === undefined && system !== "windows");
      const isKnown = selected === undefined || SYSTEMS.includes(String(selected));
      const wanted = system ?? "";
      if (isSilent || pod.classVolumes.length === 0 || (isKnown && (isFit || system === undefined))) {
        continue;
      }
      if (typeof selected === "string" && isTemplate(selected)) {
        yield unfilled(pod, selected);
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
          : shownOf(String(selected)),
      });
    }
  },
});

/** @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set */
const LABEL_VALUE = /^([A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?)?$/;

/** What the cluster shows of a system that no node has. */
function shownOf(selected: string): string {
  return LABEL_VALUE.test(selected)
    ? "FailedScheduling: node(s) didn't match Pod's node affinity/selector"
    : `the API server refuses the pod: spec.nodeSelector: Invalid value: "${selected}": a valid label must be an empty string or consist of alphanumeric characters`;
}

function unfilled(pod: PodTemplate, selected: string): Fault {
  const path = pod.specPlace.path.slice(pod.place.path.length);
  return broken({
    on: pod,
    at: [...path, "nodeSelector", SELECTOR],
    // Something may yet fill it in before it is applied.
    severity: "warning",
    message: `${pod.id} asks for nodes with ${quote(selected)}, which a tool has still to fill in`,
    got: selected,
    allowed: SYSTEMS.map(quote).join(" or "),
    fix: FILL_IN_FIRST,
    shows: shownOf(selected),
  });
}

const SELECTOR = "kubernetes.io/os";

/** Whether all pools of all clusters are known, and none has nodes with Windows. */
function lacksWindows(azure: AzureWorld): boolean {
  const { clusters, stacks } = azure;
  const mayHaveMore =
    clusters.some(({ existing }) => existing) ||
    clusters.some(({ resource }) => {
      const mode = azure.valueOf(resource, "node_provisioning_profile", "mode");
      return mode !== undefined && mode.text !== "Manual";
    }) ||
    // A module may make pools too.
    stacks.some((stack) => azure.documentsOf(stack).some(({ value }) => field(value, "module") !== undefined));
  const systems = nodePools(azure).map(({ setting }) => setting("os_type"));
  const isLinux = (system: (typeof systems)[number]) =>
    system === undefined || (system.known && system.text !== "Windows");
  return clusters.length > 0 && !mayHaveMore && systems.every(isLinux);
}

function withoutNodes(pod: PodTemplate, { clusters }: AzureWorld): Fault {
  const path = pod.specPlace.path.slice(pod.place.path.length);
  return broken({
    on: pod,
    at: [...path, "nodeSelector", SELECTOR],
    message: `${pod.id} asks for nodes with ${quote("windows")}, and no node pool of the Terraform has any`,
    got: "windows",
    allowed: "a system that a node pool of the cluster has: linux",
    fix: "add an azurerm_kubernetes_cluster_node_pool with os_type Windows, or ask for linux",
    shows: "FailedScheduling: node(s) didn't match Pod's node affinity/selector",
    also: clusters,
  });
}
