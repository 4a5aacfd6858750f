#!/usr/bin/env node
// The door. Exit codes: 0 and 1 as cli/exit.ts says, 2 where the program itself could not run.
import { load } from "./loader.js";

// Whoever reads our output may stop reading: `akv --help | head`.
process.stdout.on("error", (error) => {
  if (error.code !== "EPIPE") {
    throw error;
  }
});

try {
  const { main } = load("./main.ts");
  process.exitCode = await main(process.argv);
} catch (error) {
  process.setSourceMapsEnabled(true);
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const place = /\benvironments\/[^\s:()]+:\d+:\d+/.exec(text)?.[0];
  if (place === undefined) {
    process.stderr.write(`${text}\n`);
    process.exitCode = 2;
  } else {
    // A description that cannot even be read is the person's to mend, like any other problem in it.
    process.stderr.write(`error ${error.name}: ${error.message}\n  at       ${place}\n\nNothing was written.\n`);
    process.exitCode = 1;
  }
}
