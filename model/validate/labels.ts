import { dnsSubdomain } from "../limits/index.js";
import { problem, quote } from "../problem.js";
import type { Problems } from "./checks.js";

const NAME = /^[A-Za-z0-9]([-_.A-Za-z0-9]{0,61}[A-Za-z0-9])?$/;
const LABEL_VALUE = /^([A-Za-z0-9]([-_.A-Za-z0-9]{0,61}[A-Za-z0-9])?)?$/;

/**
 * Checks labels or annotations: both have the same keys, and only the values of labels are restricted.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set
 */
export function* checkLabels(
  kind: "label" | "annotation",
  values: Readonly<Record<string, string>>,
  at: string,
): Problems {
  for (const [key, value] of Object.entries(values)) {
    const [name = "", prefix, ...rest] = key.split("/").reverse();
    if (!NAME.test(name) || (prefix !== undefined && !dnsSubdomain.test(prefix)) || rest.length > 0) {
      yield problem({
        rule: "valid-labels",
        message: `${kind} key ${quote(key)} is not valid`,
        at,
        allowed:
          "1 to 63 letters, digits, dashes, underscores and dots, first and last a letter or digit; a DNS name and a slash may stand before it",
        fix: "rename it",
      });
    }
    if (kind === "label" && !LABEL_VALUE.test(value)) {
      yield problem({
        rule: "valid-labels",
        message: `the value ${quote(value)} of label ${quote(key)} is not valid`,
        at,
        allowed: "up to 63 letters, digits, dashes, underscores and dots, first and last a letter or digit",
        fix: "change the value, or use an annotation where there is one",
      });
    }
  }
}
