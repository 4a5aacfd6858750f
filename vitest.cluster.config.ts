import { defineConfig } from "vitest/config";

/** `npm run test:cluster`: what a real API server says of the artefacts in `dist/`. See docs/cluster-suite.md. */
export default defineConfig({
  test: {
    include: ["test/cluster/*.test.ts"],
    globalSetup: ["test/cluster/support/global-setup.ts"],
    // All files share one server.
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    reporters: ["verbose"],
  },
});
