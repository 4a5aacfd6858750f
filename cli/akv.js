#!/usr/bin/env node
// The door. Exit codes: 0 and 1 as cli/exit.ts says, 2 where the program itself could not run.
import { load } from "./loader.js";

try {
  const { main } = load("./main.ts");
  process.exitCode = await main(process.argv);
} catch (error) {
  process.setSourceMapsEnabled(true);
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  process.exitCode = 2;
}
