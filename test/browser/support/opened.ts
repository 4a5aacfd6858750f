import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium, type Locator, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, inject } from "vitest";
import { renderHtml } from "../../../report/graph/index.js";
import type { EnvironmentVerdict } from "../../../verify/index.js";

const path = inject("browser");
let browser: Browser;
let folder: string;

/** A group of tests that needs a browser, and is skipped where there is none. */
export function describeInBrowser(name: string, tests: () => void): void {
  describe.skipIf(path === undefined)(name, () => {
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), "akv-graph-"));
      browser = await chromium.launch({ executablePath: path });
    });

    afterAll(async () => {
      await browser.close();
      rmSync(folder, { recursive: true });
    });

    tests();
  });
}

/** A page of the graph, opened from its file, and everything that it did wrong. */
export interface Opened {
  readonly page: Page;
  /** Messages of the console, uncaught errors, and addresses that were asked for beside the page itself. */
  readonly complaints: readonly string[];
}

/** Writes the page of a verdict to a file and opens it; the page before it is closed. */
export async function open(verdict: EnvironmentVerdict, colorScheme: "light" | "dark" = "light"): Promise<Opened> {
  await Promise.all(browser.contexts().map((context) => context.close()));
  const file = join(folder, "graph.html");
  writeFileSync(file, renderHtml(verdict));
  const address = pathToFileURL(file).href;
  const page = await browser.newPage({ colorScheme, viewport: { width: 1440, height: 900 } });
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("dialog", (dialog) => complaints.push(dialog.message()));
  page.on("request", (request) => {
    if (request.url() !== address) {
      complaints.push(request.url());
    }
  });
  await page.goto(address);
  return { page, complaints };
}

/** Waits until what the page has come to is on the screen. */
export async function drawn(page: Page): Promise<void> {
  await page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
}

/** The node of a label, as `pod: Deployment shop/api`. */
export function node(page: Page, label: string): Locator {
  return page.getByRole("button", { name: label }).and(page.locator(".node"));
}

/** What a screen reader says of each node that a selector finds, without how it stands. */
export async function named(page: Page, selector: string): Promise<readonly string[]> {
  const names = await page.locator(selector).evaluateAll((nodes) => nodes.map((one) => one.getAttribute("aria-label")));
  return names.map((name) => name?.split(",")[0] ?? "");
}

/** The pods, or the vault objects, that are highlighted. */
export async function highlighted(page: Page, kind: "pod" | "vault object"): Promise<readonly string[]> {
  const all = await named(page, ".node.lit");
  return all.filter((name) => name.startsWith(`${kind}: `)).map((name) => name.slice(kind.length + 2));
}

/** A property of everything that a selector finds, as the browser draws it. */
export async function styles(page: Page, selector: string, property: string): Promise<readonly string[]> {
  const all = `[...document.querySelectorAll(${JSON.stringify(selector)})]`;
  return await page.evaluate<string[]>(`${all}.map((one) => getComputedStyle(one)[${JSON.stringify(property)}])`);
}

/** Red, green and blue of a colour. */
export function channels(colour: string): readonly number[] {
  return [...colour.matchAll(/\d+/g)].map(Number);
}
