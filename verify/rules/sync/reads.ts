import type { PodTemplate } from "../../kubernetes/types.js";
import { oncePer } from "../../once.js";
import type { Step } from "../../reading/document.js";
import { field, listIn, objectIn, textIn } from "../../reading/json.js";
import type { Thing } from "../../thing.js";

/** A place where a pod reads a Secret. */
export interface SecretRead {
  /** What reads it: a variable, a volume, or the pod itself, which pulls its images. */
  readonly on: Thing;
  /** Where the name of the Secret stands in it. */
  readonly at: readonly Step[];
  /** Where the key stands in it. */
  readonly keyAt: readonly Step[];
  readonly how: "variable" | "volume" | "pull";
  /** Name of the volume; undefined for a variable and for the pod. */
  readonly volume?: string;
  readonly secret: string;
  /** Key that it wants; undefined where it takes what there is. */
  readonly key: string | undefined;
  /** Whether a key has to be written there and is not. */
  readonly lacksKey: boolean;
  readonly optional: boolean;
}

/** Every place where a pod reads a Secret: variables, volumes, and the pulling of images. */
export const secretReadsOf = oncePer(gathered);

function gathered(pod: PodTemplate): readonly SecretRead[] {
  const variables = pod.containers.flatMap((container) =>
    container.variables.map((variable): SecretRead => {
      const isWhole = variable.name === "*" && variable.key === undefined;
      const reference = isWhole ? ["secretRef"] : ["valueFrom", "secretKeyRef"];
      return {
        on: variable,
        at: [...reference, "name"],
        keyAt: [...reference, "key"],
        how: "variable",
        secret: variable.secret,
        key: variable.key,
        lacksKey: !isWhole && (variable.key ?? "") === "",
        optional: variable.optional,
      };
    }),
  );
  return [...variables, ...pod.volumes.flatMap(volumeReads), ...pullReads(pod)].filter(({ secret }) => secret !== "");
}

function volumeReads(volume: PodTemplate["volumes"][number]): readonly SecretRead[] {
  const { body } = volume;
  const whole = readsOfSource(volume, ["secret"], objectIn(body, "secret"), "secretName");
  const projected = listIn(body, "projected", "sources").flatMap((source, index) =>
    readsOfSource(volume, ["projected", "sources", index, "secret"], objectIn(source, "secret"), "name"),
  );
  return [...whole, ...projected];
}

function readsOfSource(
  volume: PodTemplate["volumes"][number],
  path: readonly Step[],
  source: unknown,
  nameField: string,
): readonly SecretRead[] {
  const secret = textIn(source, nameField);
  if (secret === undefined || secret === "") {
    return [];
  }
  const read = {
    on: volume,
    at: [...path, nameField],
    how: "volume",
    volume: volume.name,
    secret,
    lacksKey: false,
    optional: field(source, "optional") === true,
  } as const;
  const items = listIn(source, "items");
  return items.length === 0
    ? [{ ...read, keyAt: path, key: undefined }]
    : items.map((item, index) => ({ ...read, keyAt: [...path, "items", index, "key"], key: textIn(item, "key") }));
}

function pullReads(pod: PodTemplate): readonly SecretRead[] {
  const path = pod.specPlace.path.slice(pod.place.path.length);
  return listIn(pod.spec, "imagePullSecrets").flatMap((entry, index) => {
    const secret = textIn(entry, "name");
    const at = [...path, "imagePullSecrets", index, "name"];
    return secret === undefined || secret === ""
      ? []
      : [{ on: pod, at, keyAt: at, how: "pull", secret, key: undefined, lacksKey: false, optional: false } as const];
  });
}

/** What the cluster shows of a read whose Secret is not there. */
export function shownWithoutSecret({ how, volume, secret, optional }: SecretRead): string {
  const notFound = `secret "${secret}" not found`;
  if (how === "pull") {
    return `FailedToRetrieveImagePullSecret: Unable to retrieve some image pull secrets (${secret})`;
  }
  if (optional) {
    return "nothing: it is optional, and stays away";
  }
  return how === "variable" ? `CreateContainerConfigError: ${notFound}` : failedSetUp(volume, notFound);
}

/** What the kubelet says of a volume of a Secret that it cannot fill. */
export function failedSetUp(volume: string | undefined, reason: string): string {
  return `FailedMount: MountVolume.SetUp failed for volume "${volume}" : ${reason}`;
}
