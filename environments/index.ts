import type { Environment } from "../model/index.js";
import classroom from "./classroom.js";
import dev from "./dev.js";
import prod from "./prod.js";

/** Every environment of this repository, in the order of the summary. */
export const environments: readonly Environment[] = [dev, classroom, prod];
