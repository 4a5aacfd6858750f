import { SUBJECT_PREFIX } from "../../chain/mounting.js";
import type { KubernetesWorld, Manifest, PodTemplate } from "../../kubernetes/types.js";
import { CLIENT_ID, USE } from "../trust/annotations.js";
import type { NamedAccount } from "../trust/subjects.js";

/** Which service accounts the pods of the manifests run as, and which ones other manifests name. */
export class AccountUse {
  private readonly exact = new Set<string>();
  /** Accounts of pods that leave their namespace to whoever applies them. */
  private readonly anywhere = new Set<string>();
  private readonly namespaces = new Set<string>();
  private readonly names = new Set<string>();

  constructor(pods: readonly PodTemplate[], mentioned: readonly NamedAccount[]) {
    for (const { namespace, serviceAccountName } of pods) {
      this.add(namespace, serviceAccountName);
      if (namespace !== "") {
        this.namespaces.add(namespace);
      }
    }
    for (const { namespace, name } of mentioned) {
      this.add(namespace, name);
    }
  }

  private add(namespace: string, name: string): void {
    this.names.add(name);
    if (namespace === "") {
      this.anywhere.add(name);
    } else {
      this.exact.add(`${namespace}:${name}`);
    }
  }

  /** Whether a pod runs as an account, or something else names it; where the account has no namespace, as one of that name in any. */
  uses(namespace: string, name: string): boolean {
    if (namespace === "") {
      return this.names.has(name);
    }
    return this.exact.has(`${namespace}:${name}`) || this.anywhere.has(name);
  }

  /** Whether there are pods in a namespace, so that a missing one is missing. */
  knows(namespace: string): boolean {
    return namespace === "" ? this.names.size > 0 : this.namespaces.has(namespace);
  }
}

/** Whether a pod takes part in workload identity: it mounts a class, or asks for the variables. */
export function takesPart({ classVolumes, labels }: PodTemplate): boolean {
  return classVolumes.length > 0 || labels.get(USE) === "true";
}

/** The service accounts that say which identity they are for. */
export function annotatedAccounts(kubernetes: KubernetesWorld): readonly Manifest[] {
  return kubernetes.ofKind("ServiceAccount").filter(({ annotations }) => annotations.has(CLIENT_ID));
}

/** Namespace and name of the service account that a subject is of; undefined for other subjects. */
export function accountOf(subject: string): { readonly namespace: string; readonly name: string } | undefined {
  const [namespace, name, ...more] = subject.startsWith(SUBJECT_PREFIX)
    ? subject.slice(SUBJECT_PREFIX.length).split(":")
    : [];
  return namespace === undefined || name === undefined || more.length > 0 ? undefined : { namespace, name };
}
