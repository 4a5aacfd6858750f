import { inside, type Place } from "../reading/document.js";
import { field, isObject, type JsonObject, listIn, numberIn, textIn } from "../reading/json.js";
import type { Container, Manifest, SecretVariable, VolumeMount } from "./types.js";

/** What a container is read from. */
export interface ContainerBody {
  readonly body: unknown;
  readonly name: string;
  readonly init: boolean;
  /** Spec of the pod, for what holds for all of its containers. */
  readonly spec: JsonObject;
}

/** Reads a container of a workload. */
export function containerOf({ id }: Manifest, place: Place, { body, name, init, spec }: ContainerBody): Container {
  const thing = `${id} container ${name}`;
  const nonRoot =
    field(body, "securityContext", "runAsNonRoot") ?? field(spec, "securityContext", "runAsNonRoot") ?? false;
  return {
    id: thing,
    place,
    name,
    init,
    mounts: listIn(body, "volumeMounts").map((mount, index) =>
      mountOf(thing, inside(place, "volumeMounts", index), mount),
    ),
    variables: [
      ...listIn(body, "env").flatMap((one, index) => variableOf(thing, inside(place, "env", index), one)),
      ...listIn(body, "envFrom").flatMap((one, index) => variablesOf(thing, inside(place, "envFrom", index), one)),
    ],
    runAsUser: numberIn(body, "securityContext", "runAsUser") ?? numberIn(spec, "securityContext", "runAsUser"),
    runAsNonRoot: nonRoot === true,
  };
}

function mountOf(container: string, place: Place, body: unknown): VolumeMount {
  const path = textIn(body, "mountPath") ?? "";
  const volume = textIn(body, "name") ?? "";
  return {
    id: `${container} mount ${path || volume}`,
    place,
    volume,
    path,
    subPath: textIn(body, "subPath") ?? textIn(body, "subPathExpr"),
  };
}

function variableOf(container: string, place: Place, body: unknown): readonly SecretVariable[] {
  const reference = field(body, "valueFrom", "secretKeyRef");
  if (!isObject(reference)) {
    return [];
  }
  const secret = textIn(reference, "name") ?? "";
  const name = textIn(body, "name") ?? "";
  const key = textIn(reference, "key");
  return [
    { id: `${container} env ${name}`, place, name, secret, key, optional: field(reference, "optional") === true },
  ];
}

function variablesOf(container: string, place: Place, body: unknown): readonly SecretVariable[] {
  const secret = textIn(body, "secretRef", "name");
  if (secret === undefined) {
    return [];
  }
  const optional = field(body, "secretRef", "optional") === true;
  return [{ id: `${container} envFrom ${secret}`, place, name: "*", secret, key: undefined, optional }];
}
