/** Until when AKS supports a minor version of Kubernetes. */
export interface KubernetesSupport {
  /** `1.35`. */
  readonly version: string;
  /** Last day of standard support: the last of the month that AKS names. */
  readonly until: string;
  /** Last day with long-term support, the plan `AKSLongTermSupport`. */
  readonly longTermUntil: string;
}

/**
 * Versions that AKS supports, oldest first, as its calendar of August 2026 has them.
 *
 * @see https://learn.microsoft.com/azure/aks/supported-kubernetes-versions#aks-kubernetes-release-calendar
 */
export const KUBERNETES_VERSIONS: readonly KubernetesSupport[] = [
  { version: "1.32", until: "2026-03-31", longTermUntil: "2027-03-31" },
  { version: "1.33", until: "2026-07-31", longTermUntil: "2027-07-31" },
  { version: "1.34", until: "2026-11-30", longTermUntil: "2027-11-30" },
  { version: "1.35", until: "2027-03-31", longTermUntil: "2028-03-31" },
  { version: "1.36", until: "2027-06-30", longTermUntil: "2028-06-30" },
  { version: "1.37", until: "2027-10-31", longTermUntil: "2028-10-31" },
];

/** The plan of a cluster that keeps a version for another year. */
export const LONG_TERM_SUPPORT = "AKSLongTermSupport";

/** The minor version, `1.35`, of `1.35.4` or `1.35`; undefined for anything else. */
export function minorOf(version: string): string | undefined {
  const [, minor] = /^v?(\d{1,3}\.\d{1,3})(?:\.\d{1,5})?$/.exec(version.trim()) ?? [];
  return minor;
}

/** Whether a minor version comes before another. */
export function isOlder(minor: string, other: string): boolean {
  const [major = 0, second = 0] = minor.split(".").map(Number);
  const [otherMajor = 0, otherSecond = 0] = other.split(".").map(Number);
  return major < otherMajor || (major === otherMajor && second < otherSecond);
}
