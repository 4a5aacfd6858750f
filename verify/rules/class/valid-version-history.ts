import { quote } from "../../../shared/index.js";
import type { MountedObject } from "../../kubernetes/types.js";
import { broken, defineRule, type Fault } from "../../rule.js";
import { blankField } from "./blanks.js";
import { atField } from "./places.js";
import { historyRefused } from "./refusals.js";

const FIELD = "objectVersionHistory";
const ALLOWED = "a whole number without quotes; 0 or nothing for the latest version alone";

/** Versions beyond which a history is surely a slip: each is a request to the vault at every poll, and a file. */
const MOST = 100;

/** A history of versions changes the layout: the name becomes a folder, with a file for each version. */
export const validVersionHistory = defineRule({
  id: "valid-version-history",
  severity: "error",
  summary: "Each objectVersionHistory is a whole number above 1, or is left out.",
  link: "object",
  needs: ["kubernetes"],
  *check({ kubernetes }) {
    for (const providerClass of kubernetes.classes) {
      for (const object of providerClass.objects) {
        const written = object.fields.get(FIELD) ?? "";
        const fault = blankField(written) === undefined ? faultOf(object, written) : undefined;
        if (fault !== undefined) {
          yield broken({ ...atField(object, FIELD), got: written, allowed: ALLOWED, ...fault });
        }
      }
    }
  },
});

function faultOf(
  object: MountedObject,
  written: string,
): Pick<Fault, "message" | "fix" | "shows" | "severity"> | undefined {
  const { id, history, path } = object;
  if (written === "") {
    return undefined;
  }
  if (!isNumber(object, written)) {
    const tag = object.historyIsText ? "!!str" : /^\d/.test(written) ? "!!int" : "!!bool";
    return {
      message: `${FIELD} of ${id} is ${quote(written)}, which the provider does not read as a number`,
      fix:
        /^\d+$/.test(written) && object.historyIsText
          ? `write ${written} without quotes`
          : "write a number, or leave it out",
      shows: historyRefused(object, written, tag),
    };
  }
  if (history < 0 || !/^[\dxobXOBa-fA-F_+]+$/.test(written)) {
    return {
      severity: "warning",
      message: `${FIELD} of ${id} is ${written}, which counts as ${Math.max(history, 0)}`,
      fix: "write a whole number, or leave it out",
    };
  }
  if (history > MOST) {
    return {
      severity: "warning",
      message: `${FIELD} of ${id} asks for ${history} versions, each a request to the vault at every poll`,
      fix: "ask for as many versions as somebody reads",
    };
  }
  return history === 1
    ? {
        severity: "note",
        message: `${FIELD} of ${id} is 1, which is no history: the file is ${quote(path)}, not ${quote(`${path}/0`)}`,
        fix: "leave it out, or ask for 2 or more",
      }
    : undefined;
}

/** Whether the provider could read it: what it could not read has come to 0. */
function isNumber({ history, historyIsText }: MountedObject, written: string): boolean {
  return !historyIsText && (history !== 0 || Math.abs(Number(written.replaceAll("_", ""))) < 1);
}
