import { problem, quote, within } from "../../problem.js";
import { attachmentTargetOf } from "../../resolve-controller.js";
import { namespaceOf, serviceAccountOf } from "../../resolve-workload.js";
import type { Attachment, Workload } from "../../workload.js";
import type { Problems } from "../checks.js";

/** A workload and where the description has it. */
interface Placed {
  readonly workload: Workload;
  readonly at: string;
}

/** Checks what is attached to one target against each other, and that the target is not a workload of the description. */
export function* checkAttachments(placed: readonly Placed[]): Problems {
  const owned = new Set(placed.flatMap(({ workload }) => (workload.kind === "Attachment" ? [] : [idOf(workload)])));
  const seen = new Map<string, Attachment>();
  for (const { workload, at } of placed) {
    if (workload.kind !== "Attachment") {
      continue;
    }
    const id = idOf(workload);
    const first = seen.get(id);
    seen.set(id, first ?? workload);
    // Under the workload's own name it is told of as a name that is taken.
    if (owned.has(id) && attachmentTargetOf(workload).name !== workload.name) {
      yield problem({
        rule: "match-attachment",
        message: `attachment ${quote(workload.name)} is for ${id}, which the environment writes itself`,
        at: within(at, "target"),
        allowed: "a workload of somebody else's",
        fix: "put the mounts into the workload",
      });
    }
    if (first !== undefined && serviceAccountOf(first) !== serviceAccountOf(workload)) {
      yield problem({
        rule: "match-attachment",
        message: `attachments ${quote(first.name)} and ${quote(workload.name)} are for ${id}, under service accounts ${quote(serviceAccountOf(first))} and ${quote(serviceAccountOf(workload))}`,
        at: within(at, "serviceAccount"),
        allowed: "one service account for a target: a pod has one, and its classes are made for it",
        fix: "give both the same serviceAccount, or attach all mounts at once",
      });
    }
  }
}

function idOf(workload: Workload): string {
  const { kind, name } = workload.kind === "Attachment" ? attachmentTargetOf(workload) : workload;
  return `${kind} ${namespaceOf(workload)}/${name}`;
}
