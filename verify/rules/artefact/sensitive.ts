import type { OutputsFile } from "../../azure/types.js";
import type { Step } from "../../reading/document.js";
import { field } from "../../reading/json.js";

/** Whether an outputs file marks a value as one that is not to be printed. */
export function isSensitive({ place }: OutputsFile, [name]: readonly Step[]): boolean {
  return field(place.document.value, String(name), "sensitive") === true;
}
