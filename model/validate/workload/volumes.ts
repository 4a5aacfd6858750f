import { problem, quote, within } from "../../problem.js";
import type { ResolvedWorkload } from "../../resolved-workload.js";
import type { Workload } from "../../workload.js";
import { checkUnique, type Problems } from "../checks.js";

/** A volume of a pod, whoever asked for it. */
interface Volume {
  readonly name: string;
  /** What it is for, as a message says it. */
  readonly use: string;
  readonly at: string;
}

/** Checks that the volumes of a pod have different names: those of mounts, of folders to write to, and of disks. */
export function* checkVolumes(workload: Workload, resolved: ResolvedWorkload, at: string): Problems {
  yield* checkUnique(
    [...volumesOf(workload, resolved, at)],
    ({ name }) => name,
    (again, first) =>
      problem({
        rule: "unique-volume",
        message: `volume ${quote(again.name)} is used for ${first.use} and for ${again.use}`,
        at: again.at,
        allowed: "one volume of a name in a pod: of a disk and another, Kubernetes takes the disk and says nothing",
        fix: "set volume, or providerClass, on a mount, or rename the storage",
      }),
  );
}

function* volumesOf(
  workload: Workload,
  { mounts, containers, initContainers }: ResolvedWorkload,
  at: string,
): Iterable<Volume> {
  const classes = new Set<string>();
  for (const [index, { volume, providerClass }] of mounts.entries()) {
    // Two mounts of one class are told as what they are, not as two volumes of a name.
    if (!classes.has(providerClass)) {
      const where = within(at, `mounts[${index}]`, "volume");
      yield { name: volume, use: `provider class ${quote(providerClass)}`, at: where };
    }
    classes.add(providerClass);
  }
  for (const { name, scratch } of [...containers, ...initContainers]) {
    // A folder that a container lists twice is told of as a path.
    for (const { volume, path } of new Map(scratch.map((one) => [one.volume, one])).values()) {
      yield { name: volume, use: `folder ${quote(path)} of container ${quote(name)}`, at: within(at, "scratch") };
    }
  }
  if (workload.kind === "StatefulSet") {
    for (const [index, { name }] of (workload.storage ?? []).entries()) {
      yield { name, use: "storage", at: within(at, `storage[${index}]`, "name") };
    }
  }
}
