import { SUBJECT_PREFIX } from "../../chain/mounting.js";

/** Longest subject, and longest issuer, that a federated credential takes. */
export const LONGEST_FIELD = 600;

const DNS_LABEL = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;
const LONGEST_LABEL = 63;
const LONGEST_NAME = 253;

/** A service account, as a subject names it. */
export interface NamedAccount {
  readonly namespace: string;
  readonly name: string;
}

/** The service account that a subject names; undefined where it is no subject of Kubernetes. */
export function accountIn(subject: string): NamedAccount | undefined {
  if (!subject.startsWith(SUBJECT_PREFIX)) {
    return undefined;
  }
  const [namespace, name, more] = subject.slice(SUBJECT_PREFIX.length).split(":");
  return namespace === undefined || name === undefined || more !== undefined ? undefined : { namespace, name };
}

/** Why no service account can have a subject; undefined where one can. */
export function subjectProblem(subject: string): string | undefined {
  if (subject.length > LONGEST_FIELD) {
    return `has ${subject.length} characters; Entra takes ${LONGEST_FIELD}`;
  }
  if (subject !== subject.trim()) {
    return "begins or ends with a space";
  }
  if (subject.includes("*")) {
    return "has a wildcard, which Entra compares as it stands";
  }
  if (!subject.startsWith(SUBJECT_PREFIX)) {
    const cased = subject.toLowerCase().startsWith(SUBJECT_PREFIX);
    return cased ? `writes ${SUBJECT_PREFIX} in another case` : `does not begin with ${SUBJECT_PREFIX}`;
  }
  const account = accountIn(subject);
  if (account === undefined) {
    return "does not have four parts";
  }
  if (!DNS_LABEL.test(account.namespace) || account.namespace.length > LONGEST_LABEL) {
    return "names a namespace that Kubernetes cannot have";
  }
  const labels = account.name.split(".");
  if (account.name.length > LONGEST_NAME || !labels.every((label) => DNS_LABEL.test(label))) {
    return "names a service account that Kubernetes cannot have";
  }
  return undefined;
}
