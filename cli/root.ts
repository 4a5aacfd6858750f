import { join } from "node:path";

/** Top of the repository. */
export const root = join(import.meta.dirname, "..");
