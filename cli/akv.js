#!/usr/bin/env node
// The door: runs the TypeScript of this repository as it is, without a build step.
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

// Loaded before the TypeScript loader is in place, which would read every one of their files a second time.
for (const big of ["cdktf", "cdk8s-plus-28", "zod", "commander"]) {
  require(big);
}
const { register } = await import("tsx/cjs/api");
register();
// Reading the libraries' inlined source maps costs more than the synthesis itself.
process.setSourceMapsEnabled(false);

const { main } = require("./main.ts");
process.exitCode = await main(process.argv);
