import { shortened } from "../../../shared/index.js";
import type { Mounting } from "../../chain/mounting.js";
import { isTemplate } from "../../facts/placeholder.js";
import type { PodTemplate, ProviderClass } from "../../kubernetes/types.js";
import { broken, defineRule, type Fault } from "../../rule.js";

/** Longest name of an object. @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ */
const MOST = 253;

/** Longest name of a namespace, and of a pod that a controller makes. */
const LABEL = 63;

const NAME = /^[a-z\d]([a-z\d-]*[a-z\d])?(\.[a-z\d]([a-z\d-]*[a-z\d])?)*$/;

/** The driver writes an object called `<pod>-<namespace>-<class>` for each mount; its name has to fit too. */
export const validClassName = defineRule({
  id: "valid-class-name",
  severity: "error",
  summary: "Each class has a name that Kubernetes accepts, and that leaves room for the names made of it.",
  link: "class",
  needs: ["kubernetes"],
  *check({ kubernetes, mountingsOf }) {
    for (const providerClass of kubernetes.classes) {
      const fault = faultOf(providerClass, mountingsOf(providerClass.id));
      if (fault !== undefined) {
        yield fault;
      }
    }
  },
});

function faultOf(providerClass: ProviderClass, mountings: readonly Mounting[]): Fault | undefined {
  const { name, manifest } = providerClass;
  const where = {
    on: providerClass,
    at: ["metadata", "name"],
    got: name.length > 100 ? `${name.slice(0, 99)}…` : name,
  };
  // A name that Kubernetes makes up (`generateName`) ends as it likes.
  const isGenerated = manifest.body.metadata !== undefined && !hasName(providerClass);
  if (!isGenerated && (name.length > MOST || !NAME.test(name))) {
    const isOpen = isTemplate(name);
    return broken({
      ...where,
      // Something may still fill in a template before it is applied.
      severity: isOpen ? "warning" : "error",
      message: `a provider class is called ${shortened(name)}, which ${isOpen ? "a tool has still to fill in" : "Kubernetes does not accept"}`,
      allowed: `at most ${MOST} lower case letters, digits, dashes and dots, with a letter or digit first and last`,
      fix: isOpen
        ? "give the manifest as it is applied, with its variables filled in"
        : "rename it, and the volumes that mount it",
      shows: `metadata.name: Invalid value: ${shortened(name)}: a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character`,
    });
  }
  const longest = Math.max(0, ...mountings.map(({ pod }) => statusLength(pod, providerClass)));
  const namespace = providerClass.namespace === "" ? LABEL : providerClass.namespace.length;
  const worst = mountings.length > 0 ? longest : LABEL + 1 + namespace + 1 + name.length;
  if (worst <= MOST) {
    return undefined;
  }
  const isSure = mountings.length > 0;
  return broken({
    ...where,
    severity: isSure ? "error" : "warning",
    message: `the name of ${providerClass.id} is so long that <pod>-<namespace>-<class> ${isSure ? "has" : "may have"} ${worst} characters`,
    allowed: `${MOST} characters for the three and two dashes; a class of at most ${MOST - 2 * LABEL - 2} always fits`,
    fix: "shorten the name of the class, and the volumes that mount it",
    shows: `FailedMount: failed to create secret provider class pod status for pod …, err: … metadata.name: Invalid value: … must be no more than ${MOST} characters`,
    also: mountings.map(({ pod }) => pod).slice(0, 5),
  });
}

function hasName({ manifest, name }: ProviderClass): boolean {
  const metadata = manifest.body.metadata;
  return typeof metadata === "object" && metadata !== null && "name" in metadata && name !== "";
}

function statusLength(pod: PodTemplate, { name, namespace }: ProviderClass): number {
  return podNameLength(pod) + 1 + (pod.namespace || namespace).length + 1 + name.length;
}

/** How long the names of the pods get: controllers add a suffix, and cut at 63. */
function podNameLength({ manifest }: PodTemplate): number {
  const suffixes: Readonly<Record<string, number>> = { DaemonSet: 6, Job: 6, StatefulSet: 4 };
  return manifest.kind === "Pod"
    ? manifest.name.length
    : Math.min(LABEL, manifest.name.length + (suffixes[manifest.kind] ?? 17));
}
