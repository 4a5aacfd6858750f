import { defineConfig } from "vitest/config";

/** `npm run test:browser`: the page of `akv graph`, opened and clicked through in a real Chromium. See docs/graph.md. */
export default defineConfig({
  test: {
    include: ["test/browser/*.test.ts"],
    globalSetup: ["test/browser/support/global-setup.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    reporters: ["verbose"],
  },
});
