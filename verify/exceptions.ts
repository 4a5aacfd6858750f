import type { Finding } from "./finding.js";
import type { Thing } from "./thing.js";

/** A finding that is right and stays: for one rule, on one target, for a reason. */
export interface Exception {
  /** Id of the rule. */
  readonly rule: string;
  /**
   * What it is about: a resource as the finding names it, `Pod shop/api` or `azurerm_key_vault.shop`; `*` stands for any
   * characters.
   */
  readonly target: string;
  /** Why it is right here; for whoever reads it in a year. */
  readonly reason: string;
  /** Environment it is about; every one where it is left out. */
  readonly environment?: string;
  /** Last day that it holds, as `2027-06-30`; without an end where it is left out. */
  readonly until?: string;
}

/** An exception, and where it is written. */
export interface GivenException extends Thing {
  readonly exception: Exception;
}

/** Whether an exception answers for a finding on a day. */
export function covers(exception: Exception, finding: Finding, today: string): boolean {
  const { rule, target, reason, environment, until } = exception;
  return (
    rule === finding.rule &&
    reason.trim() !== "" &&
    (environment === undefined || environment === finding.environment) &&
    (until === undefined || today <= until) &&
    matches(target, finding.at.resource)
  );
}

/** Whether a pattern, in which `*` stands for any characters, covers a text: from piece to piece, without going back. */
function matches(pattern: string, text: string): boolean {
  const [first = "", ...rest] = pattern.split("*");
  const last = rest.pop();
  if (last === undefined) {
    return pattern === text;
  }
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) {
    return false;
  }
  let at = first.length;
  for (const piece of rest) {
    const next = text.indexOf(piece, at);
    if (next === -1 || next + piece.length > text.length - last.length) {
      return false;
    }
    at = next + piece.length;
  }
  return true;
}
