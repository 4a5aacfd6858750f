import { quote } from "../../../shared/index.js";
import { daysUntil } from "../../facts/days.js";
import { POD_IDENTITY_ENDED, parsedFlag } from "../../facts/parameters.js";
import type { KubernetesWorld, PodTemplate, ProviderClass } from "../../kubernetes/types.js";
import { broken, defineRule, type Fault } from "../../rule.js";
import { atParameter, mountFails } from "./places.js";

/** Nothing answers for AAD pod identity any more. */
export const noPodIdentity = defineRule({
  id: "no-pod-identity",
  severity: "error",
  summary: "Nothing relies on AAD pod identity, which is retired.",
  link: "identity",
  needs: ["kubernetes"],
  *check({ kubernetes, mountings, today }) {
    // Of a pod whose class reads so, the class is what is to be changed first.
    const told = new Set(mountings.flatMap(({ pod, providerClass }) => (readsSo(providerClass) ? [pod] : [])));
    yield* leftovers(kubernetes, told);
    const days = -daysUntil(today, POD_IDENTITY_ENDED);
    for (const providerClass of kubernetes.classes) {
      if (!readsSo(providerClass)) {
        continue;
      }
      yield broken({
        ...atParameter(providerClass, FLAG),
        message: `${providerClass.id} reads through AAD pod identity, whose support ${ended(days)}`,
        got: providerClass.parameter(FLAG) ?? "",
        allowed: "workload identity: clientID, and none of the flags",
        fix: "leave usePodIdentity out, set clientID, and federate the service account with that identity",
        shows: mountFails("… nmi response failed with status code: 404"),
      });
    }
  },
});

const FLAG = "usePodIdentity";

function readsSo(providerClass: ProviderClass | undefined): boolean {
  return parsedFlag(providerClass?.parameter(FLAG)) === true;
}

/** Label of pods, and kinds, that only the components of pod identity read. */
const LABEL = "aadpodidbinding";
const GROUP = "aadpodidentity.k8s.io/";

/** What does nothing any more, since nobody reads it. */
function* leftovers({ pods, manifests }: KubernetesWorld, told: ReadonlySet<PodTemplate>): Iterable<Fault> {
  for (const pod of pods) {
    const binding = pod.labels.get(LABEL);
    if (binding !== undefined && !told.has(pod)) {
      yield broken({
        on: pod,
        at: [...pod.metadataPath, pod.manifest.apiVersion === "" ? "podLabels" : "labels", LABEL],
        severity: "warning",
        message: `${pod.id} has the label ${LABEL} of AAD pod identity, which is retired`,
        got: binding,
        allowed: "pods without it; workload identity goes by the service account",
        fix: "remove the label",
        shows: "nothing: nobody reads it, and the pod gets no identity by it",
      });
    }
  }
  for (const manifest of manifests.filter(({ apiVersion }) => apiVersion.startsWith(GROUP))) {
    yield broken({
      on: manifest,
      severity: "warning",
      message: `${manifest.id} is of AAD pod identity, which is retired`,
      got: manifest.kind,
      allowed: "a federated credential of the identity for the service account of the pods",
      fix: "remove the manifest, and federate the service account with the identity",
      shows: `error: resource mapping not found: no matches for kind ${quote(manifest.kind)} in version ${quote(manifest.apiVersion)}, where nothing of pod identity is installed`,
    });
  }
}

function ended(days: number): string {
  return days > 0 ? `ended on ${POD_IDENTITY_ENDED}, ${days} days ago` : `ends on ${POD_IDENTITY_ENDED}`;
}
