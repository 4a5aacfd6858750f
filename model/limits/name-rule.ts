/** A rule for one kind of name. */
export interface NameRule {
  /** What the platform accepts, as a phrase that completes "allowed: …". */
  readonly allowed: string;
  /** Longest value, in characters. */
  readonly max: number;
  /** Whether a value is accepted. */
  test(value: string): boolean;
}

/** Makes a rule of a pattern and bounds on the length. */
export function nameRule(allowed: string, min: number, max: number, pattern: RegExp): NameRule {
  return {
    allowed,
    max,
    test: (value) => value.length >= min && value.length <= max && pattern.test(value),
  };
}
