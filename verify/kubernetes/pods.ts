import { inside, type Place, type Step } from "../reading/document.js";
import { field, isObject, listIn, numberIn, objectIn, textIn, textsIn } from "../reading/json.js";
import { containerOf } from "./containers.js";
import type { ClassVolume, Container, Manifest, PodTemplate, Volume } from "./types.js";
import { isPartOfWorkflow, specPathOfWorkflow, stepsOf, volumesOfSteps } from "./workflows.js";

/** Name of the driver in a `csi` volume. */
export const DRIVER = "secrets-store.csi.k8s.io";

/** The pods that a manifest makes; undefined where it makes none. */
export function podsOf(manifest: Manifest): PodTemplate | undefined {
  const workflow = specPathOfWorkflow(manifest);
  if (workflow !== undefined) {
    return podOfWorkflow(manifest, workflow);
  }
  const path = pathOfTemplate(manifest);
  if (path === undefined) {
    return undefined;
  }
  const template = path.reduce<unknown>((value, step) => field(value, String(step)), manifest.body);
  const spec = field(template, "spec");
  const hasImage = listIn(spec, "containers").some((container) => textIn(container, "image") !== undefined);
  const partial = !hasImage && field(manifest.body, "spec", "selector") === undefined;
  const specPlace = inside(manifest.place, ...path, "spec");
  return podTemplate(manifest, { specPlace, metadataPath: [...path, "metadata"], partial }, template);
}

/** The pods of all steps of a workflow, as one: they share its volumes and its service account. */
function podOfWorkflow(manifest: Manifest, path: readonly string[]): PodTemplate {
  const spec = objectIn(manifest.body, ...path);
  const specPlace = inside(manifest.place, ...path);
  const template = {
    metadata: field(spec, "podMetadata"),
    spec,
  };
  const pod = podTemplate(
    manifest,
    { specPlace, metadataPath: [...path, "podMetadata"], partial: isPartOfWorkflow(manifest, spec) },
    template,
  );
  const known = new Set(pod.volumes.map(({ name }) => name));
  const own = volumesOfSteps(spec).map(({ body, path: at }) => volumeOf(manifest, inside(specPlace, ...at), body));
  const volumes = [...pod.volumes, ...own.filter(({ name }) => !known.has(name))];
  return {
    ...pod,
    volumes,
    classVolumes: volumes.filter(isClassVolume),
    containers: stepsOf(spec).map(({ body, path: at, name, init }) =>
      containerOf(manifest, inside(specPlace, ...at), { body, name, init, spec }),
    ),
  };
}

/** Where the pod stands in a manifest, of every kind that has a template of pods, also one that we never heard of. */
function pathOfTemplate({ kind, apiVersion, body }: Manifest): readonly Step[] | undefined {
  if (kind === "Pod" && apiVersion === "v1") {
    return [];
  }
  const candidates: readonly (readonly string[])[] = [
    ["spec", "template"],
    ["spec", "jobTemplate", "spec", "template"],
    ["spec", "jobTargetRef", "template"],
    ["template"],
  ];
  return candidates.find((path) => isObject(field(body, ...path, "spec")) && isPodSpec(field(body, ...path, "spec")));
}

function isPodSpec(spec: unknown): boolean {
  return Array.isArray(field(spec, "containers")) || Array.isArray(field(spec, "volumes"));
}

/**
 * Values of a Helm chart that mount a class, in the fields that `helm create` gives a chart: as pods of which only a part
 * is known. Undefined for a document that is no such thing.
 */
export function podsOfValues(document: Place["document"]): PodTemplate | undefined {
  const { value, file } = document;
  if (!isObject(value) || field(value, "kind") !== undefined) {
    return undefined;
  }
  const volumes = listIn(value, "volumes");
  if (!volumes.some(mountsClass)) {
    return undefined;
  }
  const name = file.split("/").at(-1) ?? file;
  const manifest: Manifest = {
    id: `Helm values ${name}`,
    place: { document, path: [] },
    apiVersion: "",
    kind: "Helm values",
    namespace: "",
    name,
    labels: new Map(),
    annotations: textsIn(value, "podAnnotations"),
    body: value,
  };
  const spec = {
    serviceAccountName: field(value, "serviceAccount", "name"),
    volumes: value.volumes,
    // The chart makes one container of these.
    containers: [{ name: "chart", volumeMounts: value.volumeMounts, env: value.env, envFrom: value.envFrom }],
  };
  const metadata = { labels: value.podLabels, annotations: value.podAnnotations };
  return podTemplate(manifest, { specPlace: manifest.place, metadataPath: [], partial: true }, { metadata, spec });
}

/** Whether a volume is of the driver, or was meant to be. */
function mountsClass(volume: unknown): boolean {
  const csi = field(volume, "csi");
  return textIn(csi, "driver") === DRIVER || field(csi, "volumeAttributes", "secretProviderClass") !== undefined;
}

type Where = Pick<PodTemplate, "specPlace" | "metadataPath" | "partial">;

function podTemplate(manifest: Manifest, where: Where, template: unknown): PodTemplate {
  const { specPlace } = where;
  const spec = objectIn(template, "spec");
  const named = textIn(spec, "serviceAccountName") ?? textIn(spec, "serviceAccount");
  const volumes = listIn(spec, "volumes").map((body, at) => volumeOf(manifest, inside(specPlace, "volumes", at), body));
  return {
    id: manifest.id,
    place: manifest.place,
    manifest,
    namespace: manifest.namespace,
    labels: textsIn(template, "metadata", "labels"),
    annotations: textsIn(template, "metadata", "annotations"),
    spec,
    ...where,
    serviceAccountName: named === undefined || named === "" ? "default" : named,
    namesServiceAccount: named !== undefined && named !== "",
    replicas: replicasOf(manifest),
    windows: textIn(spec, "os", "name") === "windows" || textIn(spec, "nodeSelector", "kubernetes.io/os") === "windows",
    volumes,
    classVolumes: volumes.filter(isClassVolume),
    containers: [
      ...containersOf(manifest, specPlace, spec, "initContainers"),
      ...containersOf(manifest, specPlace, spec, "containers"),
    ],
  };
}

function isClassVolume(volume: Volume): volume is ClassVolume {
  return "className" in volume;
}

function replicasOf({ kind, body }: Manifest): number | undefined {
  if (kind === "DaemonSet") {
    return undefined;
  }
  if (kind === "CronJob") {
    return numberIn(body, "spec", "jobTemplate", "spec", "parallelism") ?? 1;
  }
  return numberIn(body, "spec", "replicas") ?? numberIn(body, "spec", "parallelism") ?? 1;
}

function volumeOf({ id }: Manifest, place: Place, value: unknown): Volume | ClassVolume {
  const body = objectIn({ value }, "value");
  const name = textIn(body, "name") ?? "";
  const volume = { id: `${id} volume ${name}`, place, name, body };
  if (textIn(body, "csi", "driver") !== DRIVER) {
    return volume;
  }
  const className = textIn(body, "csi", "volumeAttributes", "secretProviderClass");
  return {
    ...volume,
    className: className === "" ? undefined : className,
    overrides: Object.keys(objectIn(body, "csi", "volumeAttributes")).filter((key) => key !== "secretProviderClass"),
    publishSecret: textIn(body, "csi", "nodePublishSecretRef", "name"),
  };
}

function containersOf(
  manifest: Manifest,
  specPlace: Place,
  spec: PodTemplate["spec"],
  kind: "initContainers" | "containers",
): readonly Container[] {
  return listIn(spec, kind).map((body, at) => {
    const place = placeOfContainer(specPlace, kind, at);
    return containerOf(manifest, place, {
      body,
      name: textIn(body, "name") ?? "",
      init: kind === "initContainers",
      spec,
    });
  });
}

/** Values of a chart have the fields of their one container at the top, beside the volumes. */
function placeOfContainer(specPlace: Place, kind: string, at: number): Place {
  return specPlace.path.at(-1) === "spec" ? inside(specPlace, kind, at) : specPlace;
}
