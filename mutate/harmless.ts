import type { Attempt } from "./attempts.js";
import type { Operator } from "./operators.js";

/** A break that harms nothing, and why. */
interface Harmless {
  /** End of the shape of the field. */
  readonly shape: RegExp;
  readonly how: readonly Operator[];
  readonly reason: string;
}

const HARMLESS: readonly Harmless[] = [];

/** Why a break that was not found harms nothing; undefined where nobody can say. */
export function reasonFor({ shape, how }: Attempt): string | undefined {
  return HARMLESS.find((one) => one.shape.test(shape) && one.how.includes(how))?.reason;
}
