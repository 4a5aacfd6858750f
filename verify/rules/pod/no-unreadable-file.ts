import { quote } from "../../../shared/index.js";
import type { Container, MountedObject, PodTemplate } from "../../kubernetes/types.js";
import { broken, defineRule, undecided } from "../../rule.js";
import type { Thing } from "../../thing.js";
import { groupsOf } from "./container-body.js";
import { mountsOf } from "./mounts.js";

/** Files belong to root and its group, whatever `fsGroup` says: another user needs the bit that lets others read. */
export const noUnreadableFile = defineRule({
  id: "no-unreadable-file",
  severity: "error",
  summary: "Each file of a provider class can be read by the user of the containers that mount it.",
  link: "file",
  needs: ["kubernetes"],
  *check({ mountings, mountingsOf, kubernetes }) {
    if (mountings.length === 0) {
      return;
    }
    for (const { id, objects } of kubernetes.classes) {
      for (const object of objects) {
        const mode = modeOf(object);
        if (mode === undefined || (mode & OTHERS_READ) !== 0) {
          continue;
        }
        const containers = mountingsOf(id)
          .filter(({ pod }) => !pod.windows)
          .flatMap(({ pod, volume }) => mountsOf(pod, volume).map(({ container }) => ({ pod, container })));
        const judged = containers.map((one) => ({ ...one, reads: canRead(one.pod, one.container, mode) }));
        const denied = judged.filter(({ reads }) => reads === false).map(({ container }) => container);
        const [first] = denied;
        if (first !== undefined) {
          yield unreadable(object, first, denied);
        }
        const open = judged.find(({ reads }) => reads === undefined);
        if (first === undefined && open !== undefined) {
          yield undecided({
            on: object,
            at: ["filePermission"],
            message: `file ${quote(object.path)} has mode ${object.fields.get("filePermission")}, and which user and group ${open.container.id} runs as is not said`,
            needs: "runAsUser and runAsGroup in the security context of the container or the pod",
          });
        }
      }
    }
  },
});

const OTHERS_READ = 0o004;
const GROUP_READ = 0o040;

/** The mode of a file; undefined where none is set, or none that can be read. */
function modeOf({ fields }: MountedObject): number | undefined {
  const written = fields.get("filePermission") ?? "";
  return /^[0-7]{1,6}$/.test(written) ? Number.parseInt(written, 8) : undefined;
}

function canRead(pod: PodTemplate, container: Container, mode: number): boolean | undefined {
  const { runAsUser, runAsNonRoot } = container;
  if (runAsUser === 0) {
    return true;
  }
  if (runAsUser === undefined && !runAsNonRoot) {
    return undefined;
  }
  if ((mode & GROUP_READ) === 0) {
    return false;
  }
  const groups = groupsOf(pod, container);
  return groups.includes(0) ? true : groups.includes(undefined) ? undefined : false;
}

function unreadable(object: MountedObject, container: Container, denied: readonly Thing[]) {
  const written = object.fields.get("filePermission") ?? "";
  const user = container.runAsUser === undefined ? "another user than root" : `user ${container.runAsUser}`;
  return broken({
    on: object,
    at: ["filePermission"],
    innerLine: object.lineOfField("filePermission"),
    message: `file ${quote(object.path)} has mode ${written} and belongs to root, and ${container.id} runs as ${user}`,
    got: written,
    allowed: 'a mode that lets others read, as "0444"; fsGroup is not applied',
    fix: 'set filePermission to "0444", or leave it out',
    shows: `the program in ${quote(container.name)}: open ${object.path}: permission denied`,
    also: denied,
  });
}
