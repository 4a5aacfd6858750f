import { configDefaults, defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Needs a real API server, and has a configuration of its own.
    exclude: [...configDefaults.exclude, "test/cluster/**"],
    testTimeout: 60_000,
    // The report that .ci/run takes its last line from.
    reporters: ["default", ["json", { outputFile: "test-results/vitest.json" }]],
  },
});
