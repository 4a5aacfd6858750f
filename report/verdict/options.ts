import type { Rule } from "../../verify/index.js";
import type { Emphasis } from "../emphasis/index.js";

/** How a verdict is told; every form takes these and uses what it can show. */
export interface ReportOptions {
  /** Whether warnings fail too. */
  readonly strict: boolean;
  /**
   * Whether the text shows every chain, the healthy ones too.
   *
   * @default false
   */
  readonly verbose?: boolean;
  /**
   * How the text stands out on a terminal.
   *
   * @default - not at all
   */
  readonly style?: Emphasis;
}

/** What a report says about a rule, whether it found something or not. */
export type RuleSummary = Pick<Rule, "id" | "severity" | "summary" | "link">;
