import { listed, nearest, quote } from "../../../shared/index.js";
import type { Manifest, PodTemplate } from "../../kubernetes/types.js";
import type { Step } from "../../reading/document.js";
import { broken, defineRule, type Fault } from "../../rule.js";
import type { Thing } from "../../thing.js";
import { ACCOUNT_ANNOTATIONS, CLIENT_ID, isMeant, POD_ANNOTATIONS, USE } from "./annotations.js";
import { metadataOf, metadataPath } from "./pods.js";

/** The mount does not need the label; an app that asks Azure itself does. */
export const validWorkloadIdentityLabel = defineRule({
  id: "valid-workload-identity-label",
  severity: "warning",
  summary:
    "Each label and annotation of workload identity is spelt right, in the right place, with a value that counts.",
  link: "pod",
  needs: ["kubernetes"],
  *check({ kubernetes }) {
    for (const pod of kubernetes.pods) {
      yield* labelsOf(pod);
      const account = kubernetes.find("ServiceAccount", pod.namespace, pod.serviceAccountName);
      const mounts = pod.classVolumes.length > 0 && !pod.partial;
      if (mounts && account?.annotations.has(CLIENT_ID) === true && !isMentioned(pod)) {
        yield withoutLabel(pod, account);
      }
    }
    for (const account of kubernetes.ofKind("ServiceAccount")) {
      for (const key of account.annotations.keys()) {
        if (isMeant(key) && !ACCOUNT_ANNOTATIONS.includes(key)) {
          yield unknownKey(account, ["metadata", "annotations"], key, ACCOUNT_ANNOTATIONS);
        }
      }
    }
  },
});

function* labelsOf(pod: PodTemplate): Iterable<Fault> {
  const labels = metadataOf(pod, "labels");
  const labelled = Object.hasOwn(labels, USE);
  if (labelled && labels[USE] !== "true") {
    yield wrongValue(pod, labels[USE]);
  } else if (labelled && LEFT_ALONE.has(pod.namespace)) {
    yield leftAlone(pod);
  }
  for (const key of Object.keys(labels)) {
    if (isMeant(key) && key !== USE) {
      yield unknownKey(pod, metadataPath(pod, "labels"), key, [USE]);
    }
  }
  for (const key of pod.annotations.keys()) {
    if (key === USE) {
      yield misplaced(pod, metadataPath(pod, "annotations"), "an annotation of the pod");
    } else if (isMeant(key) && !POD_ANNOTATIONS.includes(key)) {
      yield unknownKey(pod, metadataPath(pod, "annotations"), key, POD_ANNOTATIONS);
    }
  }
  const { manifest } = pod;
  if (!labelled && manifest.labels.has(USE) && manifest.kind !== "Pod") {
    yield misplaced(pod, ["metadata", "labels"], "a label of the workload");
  }
  if (manifest.annotations.has(USE) && manifest.kind !== "Pod") {
    yield misplaced(pod, ["metadata", "annotations"], "an annotation of the workload");
  }
}

/** Namespaces of AKS, out of which its admissions enforcer keeps the webhook. */
const LEFT_ALONE: ReadonlySet<string> = new Set([
  "kube-system",
  "calico-system",
  "gatekeeper-system",
  "tigera-operator",
]);

function leftAlone(pod: PodTemplate): Fault {
  return broken({
    on: pod,
    at: [...metadataPath(pod, "labels"), USE],
    message: `${pod.id} asks for workload identity in ${pod.namespace}, where the webhook of AKS does nothing`,
    got: pod.namespace,
    allowed: "a namespace that is not one of AKS itself",
    fix: "run it in another namespace, or remove the label where the app only reads mounted files",
    shows: "nothing: the pod starts without AZURE_CLIENT_ID, AZURE_TENANT_ID and AZURE_FEDERATED_TOKEN_FILE",
  });
}

/** Whether the label stands anywhere, right or wrong. */
function isMentioned(pod: PodTemplate): boolean {
  const { labels, annotations } = pod.manifest;
  const keys = [...Object.keys(metadataOf(pod, "labels")), ...pod.annotations.keys(), ...labels.keys()];
  return keys.some(isMeant) || annotations.has(USE);
}

function withoutLabel(pod: PodTemplate, account: Manifest): Fault {
  return broken({
    on: pod,
    at: metadataPath(pod, "labels"),
    // The mount needs neither, and an app that only reads files needs neither.
    severity: "note",
    message: `${pod.id} lacks the label ${USE}, so the client id of ${account.id} does not reach it`,
    allowed: `${USE}: "true" where the app asks Azure itself`,
    fix: `add the label to the pod's template, or remove the annotation of the service account`,
    also: [account],
  });
}

function wrongValue(pod: PodTemplate, value: unknown): Fault {
  const text = typeof value === "string";
  return broken({
    on: pod,
    at: [...metadataPath(pod, "labels"), USE],
    severity: text ? "warning" : "error",
    message: text
      ? `the label ${USE} of ${pod.id} is ${quote(value)}, for which the webhook does nothing`
      : `the label ${USE} of ${pod.id} is no text`,
    got: String(quote(value)),
    allowed: 'the text "true"',
    fix: `write ${USE}: "true", with the quotes`,
    ...(text || pod.manifest.apiVersion === "" ? {} : { shows: refusal(pod, value) }),
  });
}

/** What the API server says of a label that is no text: it reads the manifest as one of its types. */
function refusal({ manifest, metadataPath: path }: PodTemplate, value: unknown): string {
  const { kind, apiVersion } = manifest;
  const type = Array.isArray(value) ? "array" : typeof value === "boolean" ? "bool" : typeof value;
  const version = apiVersion.split("/").at(-1) ?? "";
  const refused = `${kind} in version ${quote(version)} cannot be handled as a ${kind}`;
  const at = [...path, "labels"].join(".");
  return `${refused}: json: cannot unmarshal ${type} into Go struct field ObjectMeta.${at} of type string`;
}

function misplaced(pod: PodTemplate, at: readonly Step[], what: string): Fault {
  return broken({
    on: pod,
    at: [...at, USE],
    message: `${USE} of ${pod.id} is ${what}, where the webhook does not look`,
    allowed: "a label of the pod: metadata.labels of the template",
    fix: `write ${USE}: "true" under the labels of the pod's template`,
  });
}

function unknownKey(
  on: Manifest | (PodTemplate & Thing),
  at: readonly Step[],
  key: string,
  known: readonly string[],
): Fault {
  const near = nearest(key, known);
  return broken({
    on,
    at: [...at, key],
    message: `${on.id} has ${quote(key)}, which nothing of workload identity reads there`,
    got: key,
    allowed: listed(known),
    fix: near === undefined ? "remove it, or put it where it is read" : `write ${quote(near)}`,
  });
}
