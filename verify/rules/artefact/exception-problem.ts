import { listed, nearest, quote, suggest } from "../../../shared/index.js";
import type { Exception } from "../../exceptions.js";
import { daysUntil } from "../../facts/days.js";

/** What is wrong with an exception itself. */
export interface ExceptionProblem {
  readonly field: keyof Exception;
  readonly message: string;
  readonly allowed: string;
  readonly fix: string;
}

/** Looks at an exception by itself; undefined where nothing is wrong with it. */
export function problemOf(
  exception: Exception,
  ruleIds: readonly string[],
  environments: readonly string[],
): ExceptionProblem | undefined {
  const { rule, target, reason, until, environment } = exception;
  if (!ruleIds.includes(rule)) {
    const near = nearest(rule, ruleIds);
    return {
      field: "rule",
      message: `there is no rule ${quote(rule)}, to which an exception is made`,
      allowed: "the id of a rule, as docs/rules/ has them",
      fix: near === undefined ? "take the id from the finding" : `write ${quote(near)}`,
    };
  }
  if (target.trim() === "") {
    return {
      field: "target",
      message: `the exception to ${rule} names no target`,
      allowed: 'a resource as the finding names it, "*" for any characters',
      fix: "take the resource from the finding",
    };
  }
  if (reason.trim() === "") {
    return {
      field: "reason",
      message: `the exception to ${rule} for ${target} gives no reason, and covers nothing without`,
      allowed: "a sentence for whoever reads it in a year",
      fix: "say why the finding is right to stay",
    };
  }
  if (until !== undefined && !isDay(until)) {
    return {
      field: "until",
      message: `the exception to ${rule} for ${target} ends on ${quote(until)}, which is no day`,
      allowed: "a day such as 2027-06-30",
      fix: "write year, month and day with two dashes between them",
    };
  }
  if (environment !== undefined && !environments.includes(environment)) {
    return {
      field: "environment",
      message: `the exception to ${rule} for ${target} is for the environment ${quote(environment)}, which the artefacts do not show`,
      allowed: listed(environments),
      fix: suggest(environment, environments),
    };
  }
  return undefined;
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && daysUntil(text, text) === 0 && Number(text.slice(8)) <= daysOf(text);
}

/** Days of a month; a date beyond them counts as one of the next month. */
function daysOf(day: string): number {
  const [year = 0, month = 0] = day.split("-").map(Number);
  const next = month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, "0")}-01`;
  return daysUntil(`${day.slice(0, 8)}01`, next);
}
