import { quote } from "../../../shared/index.js";
import type { MountedObject } from "../../kubernetes/types.js";
import { broken, defineRule, type Fault } from "../../rule.js";
import { blankField } from "./blanks.js";
import { atField } from "./places.js";
import { fileUnreadable } from "./refusals.js";

const FIELD = "filePermission";

/** What the provider cannot read as an octal number becomes mode 0000, without a word. */
export const validFilePermission = defineRule({
  id: "valid-file-permission",
  severity: "error",
  summary: "Each filePermission is an octal number from 0 to 0777 that lets somebody read.",
  link: "file",
  needs: ["kubernetes"],
  *check({ kubernetes }) {
    for (const object of kubernetes.classes.flatMap(({ objects }) => objects)) {
      const written = object.fields.get(FIELD) ?? "";
      const fault = written === "" || blankField(written) !== undefined ? undefined : faultOf(object, written);
      if (fault !== undefined) {
        yield broken({
          ...atField(object, FIELD),
          got: written,
          allowed: 'an octal number from "0000" to "0777", such as "0444"; nothing for 0644',
          ...fault,
        });
      }
    }
  },
});

function faultOf(
  object: MountedObject,
  written: string,
): Pick<Fault, "message" | "fix" | "shows" | "severity"> | undefined {
  const { id } = object;
  const mode = octal(written);
  if (mode === undefined) {
    return {
      message: `${FIELD} of ${id} is ${quote(written)}, which is no octal number, so the file gets mode 0000`,
      fix: `write ${quote(mended(written))}`,
      shows: fileUnreadable(object),
    };
  }
  if (mode < 0 || mode > 0o777) {
    return {
      message: `${FIELD} of ${id} is ${quote(written)}, which is more than permissions`,
      fix: `write ${quote(mended(written))}`,
    };
  }
  return (mode & 0o444) === 0
    ? {
        severity: "warning",
        message: `${FIELD} of ${id} is ${quote(written)}, which lets nobody read the file`,
        fix: 'write "0444", or "0400" for a container that runs as root',
        shows: fileUnreadable(object),
      }
    : undefined;
}

/** A text as Go's `strconv.ParseInt` reads it in base 8, for 32 bits. */
function octal(text: string): number | undefined {
  if (!/^[+-]?[0-7]+$/.test(text)) {
    return undefined;
  }
  const value = Number.parseInt(text, 8);
  return value >= -(2 ** 31) && value < 2 ** 31 ? value : undefined;
}

/** The octal number that was probably meant: `0o644`, `rw-r--r--` and `644x` are near to one. */
function mended(text: string): string {
  const digits = /^(?:0o|\\)?0*([0-7]{3})$/i.exec(text)?.[1];
  return digits === undefined ? "0444" : `0${digits}`;
}
