/** Levels of the Pod Security Standards. @see https://kubernetes.io/docs/concepts/security/pod-security-standards/ */
export type PodSecurityLevel = "restricted" | "baseline" | "privileged";

/** A level below `restricted`, and why. */
export interface RelaxedPodSecurity {
  readonly level: "baseline" | "privileged";
  /** Stands on the namespace as annotation `aks-key-vault/pod-security-reason`. */
  readonly reason: string;
}

/** A namespace that the environment creates. A plain string names one that exists. */
export interface NewNamespace {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly podSecurity: "restricted" | RelaxedPodSecurity | false;
  readonly quota?: Readonly<Record<string, string>>;
}

/** Describes a namespace that the environment creates. */
export function newNamespace(
  name: string,
  props: {
    /** @default - none but those of `podSecurity` */
    readonly labels?: Readonly<Record<string, string>>;
    /**
     * The Pod Security Standard that the API server enforces on pods of the namespace, and warns and audits by; `false`
     * leaves the labels to somebody else.
     *
     * @default "restricted"
     */
    readonly podSecurity?: "restricted" | RelaxedPodSecurity | false;
    /**
     * What all objects of the namespace together may ask for: quantities by resource, such as `requests.memory` or `pods`.
     *
     * @default - none
     */
    readonly quota?: Readonly<Record<string, string>>;
  } = {},
): NewNamespace {
  return { ...props, name, labels: props.labels ?? {}, podSecurity: props.podSecurity ?? "restricted" };
}

/** The level that pods of a namespace are held to, where it is known. */
export function enforcedLevel(namespace: string | NewNamespace): PodSecurityLevel | undefined {
  if (typeof namespace === "string" || namespace.podSecurity === false) {
    return undefined;
  }
  return namespace.podSecurity === "restricted" ? "restricted" : namespace.podSecurity.level;
}
