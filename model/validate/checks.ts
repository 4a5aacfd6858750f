import { guidAllowed, isGuid, type NameRule } from "../limits/index.js";
import { type Problem, problem, quote } from "../problem.js";
import type { RuleId } from "../rules.js";

/** Problems found by one check. */
export type Problems = Iterable<Problem>;

/** Checks one name against the platform's rule for its kind. */
export function* checkName(
  rule: RuleId,
  kind: string,
  value: unknown,
  at: string,
  names: NameRule,
  fix: string = `rename it${example(value, names)}`,
): Problems {
  if (typeof value !== "string" || !names.test(value)) {
    yield problem({ rule, message: `${kind} ${quote(value)} is not valid`, at, allowed: names.allowed, fix });
  }
}

/** Checks one GUID. */
export function* checkGuid(kind: string, value: unknown, at: string, fix: string): Problems {
  if (typeof value !== "string" || !isGuid(value)) {
    yield problem({
      rule: "valid-guid",
      message: `${kind} ${quote(value)} is not a GUID that names something`,
      at,
      allowed: guidAllowed,
      fix,
    });
  }
}

/** Checks one whole number. */
export function* checkInteger(
  rule: RuleId,
  kind: string,
  value: unknown,
  at: string,
  range: { readonly min: number; readonly max: number },
): Problems {
  if (!Number.isInteger(value) || (value as number) < range.min || (value as number) > range.max) {
    const allowed = `a whole number from ${range.min} to ${range.max}`;
    yield problem({ rule, message: `${kind} ${quote(value)} is not valid`, at, allowed, fix: `give ${allowed}` });
  }
}

/** Reports every item whose text stands before it in the list already. */
export function* checkUnique<Item>(
  items: readonly Item[],
  text: (item: Item) => string,
  report: (again: Item, first: Item) => Problem,
): Problems {
  const seen = new Map<string, Item>();
  for (const item of items) {
    const first = seen.get(text(item));
    if (first === undefined) {
      seen.set(text(item), item);
    } else {
      yield report(item, first);
    }
  }
}

function example(value: unknown, names: NameRule): string {
  const spelled = String(value);
  const candidates = [spelled, spelled.toLowerCase()].map((text) =>
    text
      .replace(/[^0-9A-Za-z]+/g, "-")
      .replace(/^-+|-+$/g, "")
      .slice(0, names.max)
      .replace(/-+$/, ""),
  );
  const joined = ["-", "_", ""].flatMap((dash) => candidates.map((text) => text.replaceAll("-", dash)));
  const valid = joined.find((text) => names.test(text));
  return valid === undefined ? "" : `, for example ${quote(valid)}`;
}
