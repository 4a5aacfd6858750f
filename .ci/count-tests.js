// Prints "N passed, N failed" from the report of the test runner; exit code 1 where there is none, no test or a failure.
import { readFileSync } from "node:fs";

const [path = ""] = process.argv.slice(2);
try {
  const { numPassedTests, numFailedTests, success } = JSON.parse(readFileSync(path, "utf8"));
  console.log(`${numPassedTests} passed, ${numFailedTests} failed`);
  process.exitCode = success && numPassedTests > 0 ? 0 : 1;
} catch (error) {
  console.error(`no report of the test runner: ${error instanceof Error ? error.message : error}`);
  console.log("0 passed, 0 failed");
  process.exitCode = 1;
}
