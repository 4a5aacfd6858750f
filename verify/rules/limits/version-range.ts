/** Major, minor and patch. */
type Version = readonly [number, number, number];

/** Versions of a provider that a stack admits: from the first, up to but without the second. */
export interface VersionRange {
  readonly from: Version;
  /** Undefined where there is no end. */
  readonly below: Version | undefined;
}

/** Every version. */
const ANY_VERSION: VersionRange = { from: [0, 0, 0], below: undefined };

const CONDITION = /^(=|>=|<=|>|<|~>)?\s*v?(\d{1,6})(?:\.(\d{1,6}))?(?:\.(\d{1,6}))?(?:-[0-9A-Za-z.-]{1,40})?$/;

/**
 * The versions that a constraint admits, as Terraform reads it: conditions with commas between them, which all hold.
 * Single versions that `!=` takes out count as admitted. Undefined where it is no constraint.
 *
 * @see https://developer.hashicorp.com/terraform/language/expressions/version-constraints
 */
export function rangeOf(constraint: string): VersionRange | undefined {
  let range: VersionRange | undefined = ANY_VERSION;
  for (const condition of constraint.split(",").map((part) => part.trim())) {
    if (condition.startsWith("!=")) {
      continue;
    }
    const one = rangeOfOne(condition);
    range = one && range && intersection(range, one);
  }
  return range;
}

function rangeOfOne(condition: string): VersionRange | undefined {
  const [whole, operator = "=", major, minor, patch] = CONDITION.exec(condition) ?? [];
  if (whole === undefined) {
    return undefined;
  }
  const version: Version = [Number(major), Number(minor ?? 0), Number(patch ?? 0)];
  const next: Version = [version[0], version[1], version[2] + 1];
  switch (operator) {
    case ">=":
      return { from: version, below: undefined };
    case ">":
      return { from: next, below: undefined };
    case "<":
      return { from: [0, 0, 0], below: version };
    case "<=":
      return { from: [0, 0, 0], below: next };
    case "~>":
      // The last number that is written may grow.
      return { from: version, below: patch === undefined ? [version[0] + 1, 0, 0] : [version[0], version[1] + 1, 0] };
    default:
      return { from: version, below: next };
  }
}

function compare(one: Version, other: Version): number {
  return one[0] - other[0] || one[1] - other[1] || one[2] - other[2];
}

/** The versions that are in both. */
export function intersection(one: VersionRange, other: VersionRange): VersionRange {
  const from = compare(one.from, other.from) > 0 ? one.from : other.from;
  const ends = [one.below, other.below].filter((end) => end !== undefined).sort(compare);
  return { from, below: ends[0] };
}

function versionOf(text: string): Version {
  const [major = 0, minor = 0, patch = 0] = text.split(".").map(Number);
  return [major, minor, patch];
}

/** Whether a range admits a version older than this one. */
export function admitsBefore({ from, below }: VersionRange, version: string): boolean {
  const limit = versionOf(version);
  return compare(from, limit) < 0 && (below === undefined || compare(from, below) < 0);
}

/** Whether a range admits this version or a later one. */
export function admitsFrom({ from, below }: VersionRange, version: string): boolean {
  return below === undefined || (compare(below, versionOf(version)) > 0 && compare(from, below) < 0);
}
