import { groupBy } from "../../../shared/index.js";
import type { FederatedCredential, Identity } from "../../azure/types.js";
import { foundIn } from "../../chain/joined.js";
import type { Mounting } from "../../chain/mounting.js";
import { broken, defineRule, type Fault, type Undecided, undecided } from "../../rule.js";
import { accountsOf } from "./accounts.js";
import { misnamedClasses } from "./misnamed.js";
import { accountPath } from "./pods.js";
import { noSuchSubject } from "./shown.js";
import { type Explained, type SubjectHints, subjectHints } from "./subject-hints.js";

/** Entra gives a token only to a service account that a credential of the identity names, letter by letter. */
export const matchFederatedSubject = defineRule({
  id: "match-federated-subject",
  severity: "error",
  summary: "The identity of each mounted class trusts the service account of the pod.",
  link: "credential",
  needs: ["kubernetes", "azure"],
  *check(world) {
    const accounts = accountsOf(world);
    const hints = subjectHints(world);
    const byIdentity = groupBy(world.azure.credentials, ({ identity }) => identity?.id);
    const misnamed = misnamedClasses(world);
    const said = new Set<string>();
    for (const mounting of world.mountings) {
      const { pod, providerClass, credential } = mounting;
      if (providerClass?.mode !== "workload-identity" || !pod.namesServiceAccount || credential.state === "found") {
        continue;
      }
      // Where the class names the wrong identity, that is said of the class.
      if (accounts.isWrongByBothEnds(mounting) || misnamed.has(providerClass.id)) {
        continue;
      }
      const account = accounts.of(pod);
      const on = account ?? pod;
      const identity = foundIn(mounting.identity);
      const key = JSON.stringify([on.id, identity?.id]);
      if (said.has(key)) {
        continue;
      }
      said.add(key);
      yield* judged(mounting, identity, identity && (byIdentity.get(identity.id) ?? []), hints, {
        on,
        at: account === undefined ? accountPath(pod) : ["metadata", "name"],
      });
    }
  },
});

type Spot = Pick<Fault, "on" | "at">;

function* judged(
  mounting: Mounting,
  identity: Identity | undefined,
  own: readonly FederatedCredential[] | undefined,
  hints: SubjectHints,
  spot: Spot,
): Iterable<Fault | Undecided> {
  const subject = mounting.subject ?? `system:serviceaccount:<namespace>:${mounting.pod.serviceAccountName}`;
  // Whose a credential is that trusts the pod is another rule's to say.
  if (hints.isTrustedForNobody(subject)) {
    return;
  }
  if (identity === undefined || own === undefined) {
    const orphan = mounting.identity.state === "unknown" ? hints.orphanNear(subject) : undefined;
    const untold = mounting.credential.state === "missing" || hints.none;
    if (orphan === undefined && untold && hints.idle !== undefined) {
      yield untrusted(spot, subject, [hints.idle], IDLE, "warning");
      return;
    }
    yield orphan === undefined
      ? open(spot, subject, mounting)
      : untrusted(spot, subject, [orphan], hints.explain(subject, orphan));
    return;
  }
  // A credential that is not well formed is reported as that.
  if (hints.isMeantByBroken(subject, own)) {
    return;
  }
  if (mounting.credential.state === "unknown" || (own.length === 0 && identity.existing)) {
    const orphan = hints.orphanNear(subject);
    if (orphan !== undefined && orphan.identity === undefined) {
      // Its owner is written out, or made elsewhere too, and may well be this identity.
      yield untrusted(spot, subject, [orphan, identity], hints.explain(subject, orphan), "warning");
      return;
    }
    const elsewhere = own.length > 0 || identity.existing || identity.kind === "stated";
    yield elsewhere ? open(spot, subject, mounting) : untrusted(spot, subject, [identity], NOWHERE);
    return;
  }
  const near = hints.nearestOf(subject, own);
  const explained = near === undefined ? NONE_NEAR : hints.explain(subject, near);
  yield untrusted(spot, subject, near === undefined ? [identity] : [near, identity], explained);
}

const NONE_NEAR: Explained = {
  why: "no federated credential of the identity names it",
  fix: "add a federated credential with this subject to the identity, or use the service account that it trusts",
};

const IDLE: Explained = {
  why: "no federated credential names it, and an identity with access to a vault trusts nobody",
  fix: "add a federated credential with this subject to the identity, or hand in the outputs of the deployment",
};

const NOWHERE: Explained = {
  why: "its identity is made here, and no federated credential is among the artefacts",
  fix: "add a federated credential with this subject, or hand in the Terraform that holds it",
};

function untrusted(
  spot: Spot,
  subject: string,
  also: Fault["also"],
  { why, fix }: Explained,
  severity: "error" | "warning" = "error",
): Fault {
  return broken({
    ...spot,
    severity,
    message: `nothing trusts ${subject}: ${why}`,
    got: subject,
    allowed: "a federated credential of the identity whose subject is the same letter by letter",
    fix,
    shows: noSuchSubject(subject),
    also,
  });
}

function open(spot: Spot, subject: string, { identity, credential }: Mounting): Undecided {
  const why = [identity, credential].find((joined) => joined.state === "unknown");
  const reason = why?.state === "unknown" ? why.reason : "the identity is not among the artefacts";
  return undecided({
    ...spot,
    message: `whether ${subject} is trusted: ${reason}`,
    needs: why?.state === "unknown" ? why.needs : "the Terraform of the identity and of its federated credentials",
  });
}
