import { groupBy, nearest, quote } from "../../../shared/index.js";
import type { FederatedCredential, Identity } from "../../azure/types.js";
import { oncePer } from "../../once.js";
import type { World } from "../../world.js";
import { DEFAULT_ACCOUNT } from "./accounts.js";
import { isForPods } from "./credentials.js";
import { accountIn, subjectProblem } from "./subjects.js";

/** What is wrong in other words, and what to do. */
export interface Explained {
  readonly why: string;
  readonly fix: string;
}

/** Finds the credential that was meant for a service account, and says how the two differ. */
export class SubjectHints {
  private readonly bySubject: ReadonlyMap<string, readonly FederatedCredential[]>;
  /** Those that no pod of the artefacts uses, by the namespace and by the service account that they name. */
  private readonly orphans: ReadonlyMap<string, readonly FederatedCredential[]>;

  /** Whether no credential at all is among the artefacts. */
  readonly none: boolean;
  /** An identity that is made here and may read a vault, and that trusts nobody. */
  readonly idle: Identity | undefined;

  constructor({ azure, mountings }: World) {
    this.none = azure.credentials.length === 0;
    const trusting = new Set(azure.credentials.map(({ identity }) => identity?.id));
    const granted = new Set(azure.grants.map(({ identity }) => identity?.id));
    this.idle = azure.identities.find(
      ({ id, existing, clientId }) => !existing && !clientId.known && granted.has(id) && !trusting.has(id),
    );
    const credentials = azure.credentials.filter((one) => one.subject?.known === true && isForPods(one));
    this.bySubject = groupBy(credentials, textOf);
    const used = new Set(mountings.map(({ subject }) => subject));
    const orphans = credentials.filter((one) => !used.has(textOf(one)) && subjectProblem(textOf(one)) === undefined);
    this.orphans = new Map([
      ...groupBy(orphans, (one) => `${accountIn(textOf(one))?.namespace}/`),
      ...groupBy(orphans, (one) => `/${accountIn(textOf(one))?.name}`),
    ]);
  }

  /** Whether a credential trusts a subject, for an identity that is not known. */
  isTrustedForNobody(subject: string): boolean {
    return (this.bySubject.get(subject) ?? []).some(({ identity }) => identity === undefined);
  }

  /** Whether a subject is what a credential meant that says it in a form that nobody can have. */
  isMeantByBroken(subject: string, own: readonly FederatedCredential[]): boolean {
    const misshapen = own.filter((one) => one.subject?.known !== false && subjectProblem(textOf(one)) !== undefined);
    const texts = misshapen.filter(isForPods).map(textOf);
    return texts.includes("") || nearest(subject, texts) !== undefined || texts.some((text) => alike(text, subject));
  }

  /** A credential that no pod uses, and whose subject is nearly this one. */
  orphanNear(subject: string): FederatedCredential | undefined {
    const account = accountIn(subject);
    const candidates = [`${account?.namespace}/`, `/${account?.name}`].flatMap((key) =>
      (this.orphans.get(key) ?? []).slice(0, MOST_COMPARED),
    );
    const near = nearestSubject(subject, candidates.map(textOf));
    return candidates.find((one) => textOf(one) === near);
  }

  /** The credential that was probably meant: one of another identity for this subject, or the nearest of its own. */
  nearestOf(subject: string, own: readonly FederatedCredential[]): FederatedCredential | undefined {
    const [elsewhere] = this.bySubject.get(subject) ?? [];
    if (elsewhere !== undefined) {
      return elsewhere;
    }
    const candidates = own.filter((one) => one.subject?.known === true && isForPods(one));
    const account = accountIn(subject);
    const sameName = candidates.find((one) => accountIn(textOf(one))?.name === account?.name);
    const near = nearestSubject(subject, candidates.map(textOf));
    return candidates.find((one) => textOf(one) === near) ?? sameName ?? candidates[0];
  }

  /** How a credential misses a subject. */
  explain(subject: string, credential: FederatedCredential): Explained {
    const text = textOf(credential);
    const owner = credential.identity?.id ?? "another owner";
    if (text === subject) {
      return {
        why: `${credential.id} does, for ${owner}, which is not the identity of the class`,
        fix: `give the credential to the identity of the class, or the class the client id of ${owner}`,
      };
    }
    const meant = accountIn(text);
    const isDefault = accountIn(subject)?.name === DEFAULT_ACCOUNT && meant !== undefined;
    const fix = isDefault
      ? `let the pods use the service account ${quote(meant.name)}, which is for them alone`
      : `write ${quote(subject)} in ${credential.id}, or use the service account that it names`;
    if (text.toLowerCase() === subject.toLowerCase()) {
      return { why: `${credential.id} trusts ${quote(text)}, in another case`, fix };
    }
    const [wanted, trusted] = [accountIn(subject), accountIn(text)];
    if (wanted?.name !== undefined && wanted.name === trusted?.name) {
      return { why: `${credential.id} trusts it in the namespace ${quote(trusted.namespace)}`, fix };
    }
    if (wanted?.namespace !== undefined && wanted.namespace === trusted?.namespace) {
      return { why: `${credential.id} trusts the service account ${quote(trusted.name)} of that namespace`, fix };
    }
    return { why: `${credential.id} trusts ${quote(text)}`, fix };
  }
}

/** How many are compared letter by letter with one. */
const MOST_COMPARED = 25;

function textOf({ subject }: FederatedCredential): string {
  return subject?.text ?? "";
}

/** Subjects begin alike; what tells them apart is the end. */
function nearestSubject(subject: string, subjects: readonly string[]): string | undefined {
  const end = endOf(subject);
  const ends = new Map(subjects.map((one) => [endOf(one), one]));
  const near = nearest(end, [...ends.keys()]);
  return near === undefined ? undefined : ends.get(near);
}

function endOf(subject: string): string {
  return subject.split(":").slice(2).join(":");
}

function alike(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.toLowerCase();
}

/** The same for all rules that ask. */
export const subjectHints = oncePer((world: World) => new SubjectHints(world));
