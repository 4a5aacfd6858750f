import { type Container, type ContainerProps, isMountView, type Mount, type MountView } from "./container.js";
import type { Workload } from "./workload.js";

/** A container of a workload, wherever in the description it stands. */
export interface PlacedContainer {
  /** Path from the workload inwards; nothing for the first container, whose settings are the workload's own. */
  readonly place: readonly string[];
  readonly name: string;
  readonly container: ContainerProps;
  /** What it is in its pod: a sidecar starts with those that end before the others, and goes on. */
  readonly role: "container" | "init" | "sidecar";
  /** The mounts that it sees, and where. */
  readonly views: readonly MountView[];
}

/**
 * Every container of a workload, the first first. Of an attachment it is the one that the vault objects are attached to,
 * of which only what is attached is known.
 */
export function containersOf(workload: Workload): readonly PlacedContainer[] {
  const views = workload.mounts.map(asView);
  if (workload.kind === "Attachment") {
    const { env, envFrom, target } = workload;
    const container = { image: "", ...(env && { env }), ...(envFrom && { envFrom }) };
    return [{ place: [], name: target?.container ?? workload.name, container, role: "container", views }];
  }
  const placed = (container: Container, place: string, role: PlacedContainer["role"]) => ({
    place: [`${place} ${container.name}`],
    name: container.name,
    container,
    role,
    views: (container.mounts ?? []).map(asView),
  });
  return [
    { place: [], name: workload.container ?? "app", container: workload, role: "container", views },
    ...(workload.containers ?? []).map((one, index) => placed(one, `containers[${index}]`, "container")),
    ...(workload.initContainers ?? []).map((one, index) =>
      placed(one, `initContainers[${index}]`, one.sidecar ? "sidecar" : "init"),
    ),
  ];
}

/** Whether a container sees files of a mount. */
export function isSeen(mount: Mount, workload: Workload): boolean {
  return containersOf(workload).some(({ views }) => showsFiles(views, mount));
}

/** Whether files of a mount appear in a container that has these views. */
export function showsFiles(views: readonly MountView[], mount: Mount): boolean {
  return views.some((view) => view.mount === mount && (view.path !== undefined || (view.subPaths ?? []).length > 0));
}

/** How a container sees a mount that its list names. */
function asView(entry: Mount | MountView): MountView {
  if (isMountView(entry)) {
    return entry;
  }
  const { path, subPaths } = entry;
  return { mount: entry, ...(path !== undefined && { path }), ...(subPaths && { subPaths }) };
}
