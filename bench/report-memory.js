// Tells the parent process, on file descriptor 3, the largest resident set of this one in kilobytes.
import { writeSync } from "node:fs";

process.on("exit", () => {
  try {
    writeSync(3, String(process.resourceUsage().maxRSS));
  } catch {
    // A child of the measured process has no such descriptor, and nobody asks it.
  }
});
