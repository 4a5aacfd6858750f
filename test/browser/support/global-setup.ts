import type { TestProject } from "vitest/node";
import { findBrowser } from "./browser.js";

declare module "vitest" {
  export interface ProvidedContext {
    /** Path of the browser; nothing where the suite is skipped. */
    readonly browser: string | undefined;
  }
}

/** Finds the browser, and says why the suite is skipped where there is none. */
export default function setUp({ provide }: TestProject): void {
  const found = findBrowser(process.env);
  if ("path" in found) {
    provide("browser", found.path);
    return;
  }
  if (process.env.AKV_BROWSER) {
    throw new Error(`the browser suite is required (AKV_BROWSER), but ${found.missing}`);
  }
  console.warn(`The browser suite is skipped: ${found.missing}`);
  provide("browser", undefined);
}
