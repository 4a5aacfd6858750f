import { writeFileSync } from "node:fs";
import { UnableError } from "./exit.js";

/** Writes a report where the person asked for it. */
export function writeOut(file: string, report: string): void {
  try {
    writeFileSync(file, report);
  } catch (error) {
    throw new UnableError(`${file} cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  }
}
