// One measurement of bench/growth.ts, in a process of its own: prints the milliseconds.
import { load } from "../cli/loader.js";

load("../bench/synthesize.ts").synthesize(Number(process.argv[2]), Number(process.argv[3]));
