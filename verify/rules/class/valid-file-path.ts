import { quote, shortened } from "../../../shared/index.js";
import type { MountedObject } from "../../kubernetes/types.js";
import { broken, defineRule, type Fault } from "../../rule.js";
import { blankField } from "./blanks.js";
import { atField, objectFails } from "./places.js";

const FIELD = "objectAlias";
const MOST_BYTES = 4096;
const MOST_SEGMENT_BYTES = 255;

/** The provider refuses ways out of the mount, the driver everything that is not written in its shortest form. */
export const validFilePath = defineRule({
  id: "valid-file-path",
  severity: "error",
  summary: "Each objectAlias is a relative path in its shortest form, below the mount.",
  link: "file",
  needs: ["kubernetes"],
  *check({ kubernetes }) {
    for (const object of kubernetes.classes.flatMap(({ objects }) => objects)) {
      // Without an alias the name is the path, and a name that Key Vault can hold is one.
      const alias = object.fields.get(FIELD) ?? "";
      const fault = alias === "" || blankField(alias) !== undefined ? undefined : faultOf(object, alias);
      if (fault !== undefined) {
        yield broken({
          ...atField(object, FIELD),
          got: alias.length > 100 ? `${alias.slice(0, 99)}…` : alias,
          allowed: `a relative path without "..", ".", empty parts and a slash at the end; at most ${MOST_SEGMENT_BYTES} bytes a part and ${MOST_BYTES} in all`,
          ...fault,
        });
      }
    }
  },
});

function faultOf(
  object: MountedObject,
  alias: string,
): Pick<Fault, "message" | "fix" | "shows" | "severity"> | undefined {
  const said = `${FIELD} of ${object.id} is ${shortened(alias)}`;
  const clean = alias
    .split("/")
    .filter((part) => part !== "" && part !== "." && part !== "..")
    .join("/");
  const mended = clean === "" ? "write a path below the mount" : `write ${shortened(clean)}`;
  if (alias.startsWith("/")) {
    return {
      message: `${said}, an absolute path`,
      fix: mended,
      shows: objectFails(object, "file name must be a relative path"),
    };
  }
  if (alias.includes("..")) {
    const fix = clean.includes("..") ? "write a path without two dots in a row" : mended;
    return {
      message: `${said}, with two dots in a row`,
      fix,
      shows: objectFails(object, "file name must not contain '..'"),
    };
  }
  // A history of versions joins the alias with a number, which cleans it.
  if (clean !== alias && (object.history <= 1 || clean === "")) {
    return {
      message: `${said}, which is not its shortest form`,
      fix: mended,
      shows: clean === "" ? "FailedMount: … is a directory" : `FailedMount: … invalid filepath: ${quote(alias)}`,
    };
  }
  const long = tooLong(alias);
  if (long !== undefined) {
    return { message: `${said}, which is too long`, fix: "shorten it", shows: `FailedMount: … invalid path: ${long}` };
  }
  return alias.includes("\\")
    ? {
        severity: "warning",
        message: `${said}, with a backslash, which is a part of the name on Linux and a folder on Windows`,
        fix: `write ${shortened(alias.replaceAll("\\", "/"))}`,
      }
    : undefined;
}

function tooLong(alias: string): string | undefined {
  const bytes = new TextEncoder();
  if (bytes.encode(alias).length > MOST_BYTES) {
    return `must be less than or equal to ${MOST_BYTES} characters`;
  }
  return alias.split("/").some((part) => bytes.encode(part).length > MOST_SEGMENT_BYTES)
    ? `filenames must be less than or equal to ${MOST_SEGMENT_BYTES} characters`
    : undefined;
}
