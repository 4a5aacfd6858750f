import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 60_000,
    // The report that .ci/run takes its last line from.
    reporters: ["default", ["json", { outputFile: "test-results/vitest.json" }]],
  },
});
