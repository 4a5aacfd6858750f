import type { NameRule } from "./name-rule.js";

/** Bounds and names of cron's five fields, in their order. */
const FIELDS = [
  { min: 0, max: 59, names: [] },
  { min: 0, max: 23, names: [] },
  { min: 1, max: 31, names: [] },
  { min: 1, max: 12, names: ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"] },
  { min: 0, max: 6, names: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] },
] as const;

/**
 * Schedule of a CronJob, as the controller's library reads it: Sunday is 0 and never 7, and there are no seconds.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax
 */
export const cronSchedule: NameRule = {
  allowed: 'five fields of cron (minute, hour, day, month, weekday 0 to 6), or "@hourly", "@daily", "@every 6h" …',
  max: 200,
  test: (text) => {
    if (text.startsWith("@")) {
      return /^@(yearly|annually|monthly|weekly|daily|midnight|hourly|every (\d+(\.\d+)?(h|m|s))+)$/.test(text);
    }
    const fields = text.split(/\s+/);
    return fields.length === FIELDS.length && FIELDS.every((field, index) => isField(fields[index] ?? "", field));
  },
};

function isField(text: string, field: (typeof FIELDS)[number]): boolean {
  return text.split(",").every((part) => {
    const match = /^(?:([*?])|([0-9a-z]+)(?:-([0-9a-z]+))?)(?:\/(\d+))?$/i.exec(part);
    if (match === null || match[4] === "0") {
      return false;
    }
    const [, any, from, to] = match;
    if (any !== undefined) {
      return true;
    }
    const [first, last] = [numberOf(from, field), numberOf(to ?? from, field)];
    return first >= field.min && last <= field.max && first <= last;
  });
}

/** A number or a name of a field; not a number for anything else. */
function numberOf(text: string | undefined, { min, names }: (typeof FIELDS)[number]): number {
  const index = (names as readonly string[]).indexOf(String(text).toLowerCase());
  return index >= 0 ? index + min : /^\d{1,2}$/.test(String(text)) ? Number(text) : Number.NaN;
}
