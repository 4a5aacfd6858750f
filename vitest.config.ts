import { configDefaults, defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Need a real API server and a real browser, and have configurations of their own.
    exclude: [...configDefaults.exclude, "test/cluster/**", "test/browser/**"],
    testTimeout: 60_000,
    // The report that .ci/run takes its last line from.
    reporters: ["default", ["json", { outputFile: "test-results/vitest.json" }]],
  },
});
