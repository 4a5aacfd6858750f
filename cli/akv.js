#!/usr/bin/env node
// The door: runs the TypeScript of this repository as it is, without a build step.
import { register } from "tsx/esm/api";

register();
const { main } = await import("./main.ts");
process.exitCode = await main(process.argv);
