import type { ProblemText } from "../../problem.js";

/** What an environment claims for itself, and what to say when another one does too. */
export interface Claim extends ProblemText {
  /** Identifies it, whatever the environment. */
  readonly id: string;
  /** What is claimed twice, as the beginning of a sentence that ends with the other environment's name. */
  readonly message: string;
}
