import type { FederatedCredential } from "../../azure/types.js";
import type { World } from "../../world.js";
import { isForPods } from "../trust/credentials.js";
import { subjectHints } from "../trust/subject-hints.js";
import { subjectProblem } from "../trust/subjects.js";

/**
 * Credentials that miss the service account that they are for: nobody can have their subject, or it is nearly that of a pod
 * that nothing trusts.
 */
export function missesIn(world: World): ReadonlySet<FederatedCredential> {
  const hints = subjectHints(world);
  const failed = world.mountings.filter(
    ({ pod, credential }) => pod.namesServiceAccount && credential.state !== "found",
  );
  const subjects = new Set(failed.flatMap(({ subject }) => subject ?? []));
  const misspelt = world.azure.credentials.filter(
    (one) => one.subject?.known === true && isForPods(one) && subjectProblem(one.subject.text) !== undefined,
  );
  return new Set([...misspelt, ...[...subjects].flatMap((subject) => hints.orphanNear(subject) ?? [])]);
}
