import { nameRule } from "./name-rule.js";

/** @see https://developer.hashicorp.com/terraform/language/syntax/configuration#identifiers */
export const terraformIdentifier = nameRule(
  "1 to 120 letters, digits, dashes and underscores, first a letter or underscore",
  1,
  120,
  /^[A-Za-z_][-_0-9A-Za-z]*$/,
);

/** Name of an argument or block, or a position in a list; providers' own names never begin with an underscore. */
export const terraformArgument = nameRule(
  "lower-case letters, digits and underscores, first a letter; or a position in a list",
  1,
  120,
  /^([a-z][a-z0-9_]*|\d+)$/,
);

/**
 * Names no environment may have: `index` would hide `environments/index.ts`, `constructor` is a property of every
 * JavaScript object and so no safe key in a binding, the others are devices that Windows refuses as folder names.
 */
export const reservedEnvironmentNames: readonly string[] = [
  "index",
  "constructor",
  "con",
  "prn",
  "aux",
  "nul",
  ...Array.from({ length: 9 }, (_, index) => [`com${index + 1}`, `lpt${index + 1}`]).flat(),
];

/**
 * A wait of the time provider: one number with its unit.
 *
 * @see https://registry.terraform.io/providers/hashicorp/time/latest/docs/resources/sleep
 */
export const sleepDuration = nameRule(
  'a number with its unit, ms, s, m or h, for example "10m"',
  2,
  12,
  /^(?=.*[1-9])\d+(\.\d+)?(ms|s|m|h)$/,
);

/** What {@link isGoDuration} accepts, in words. */
export const goDurationAllowed = 'a Go duration longer than zero, for example "2m", "90s", "1h30m"';

/** Whether a value is a duration above zero as Go's `time.ParseDuration` reads it. */
export function isGoDuration(value: string): boolean {
  return /^(\d+(\.\d+)?(ns|us|µs|ms|s|m|h))+$/.test(value) && /[1-9]/.test(value);
}
