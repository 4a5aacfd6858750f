import { expect, test } from "vitest";
import { chain, credentialMissing, hostile, large, link, shop, verdict } from "../report/graph/support/verdicts.js";
import { channels, describeInBrowser, drawn, highlighted, named, node, open, styles } from "./support/opened.js";

describeInBrowser("the page of a graph", () => {
  test("opens from its file without an error, a message or a request", async () => {
    const { page, complaints } = await open(shop());

    expect(await page.title()).toBe("Chains of prod");
    expect(await named(page, ".node")).toContain("pod: Deployment shop/api");
    expect(await page.locator("#overview").innerText()).toContain("2 hold, 1 broken, 1 not checked.");
    expect(complaints).toEqual([]);
  });

  test("follows a secret to the pods that read it, and fades the rest", async () => {
    const { page } = await open(shop());

    await node(page, "vault object: secret db-password").click();

    expect(await highlighted(page, "pod")).toEqual(["Deployment shop/api", "Deployment shop/worker"]);
    expect(await highlighted(page, "vault object")).toEqual(["secret db-password"]);
    const [faded] = await styles(page, '[aria-label^="pod: Deployment shop/web"] text', "fill");
    const [followed] = await styles(page, '[aria-label^="pod: Deployment shop/api"] text', "fill");
    expect(Math.min(...channels(faded ?? ""))).toBeGreaterThan(150);
    expect(Math.max(...channels(followed ?? ""))).toBeLessThan(60);
  });

  test("follows a pod to its secrets", async () => {
    const { page } = await open(shop());

    await node(page, "pod: Deployment shop/api").click();

    expect([...(await highlighted(page, "vault object"))].sort()).toEqual(["secret api-key", "secret db-password"]);
    expect(await highlighted(page, "pod")).toEqual(["Deployment shop/api"]);
  });

  test("follows one chain alone once it is picked from the panel", async () => {
    const { page } = await open(shop());

    await node(page, "pod: Deployment shop/api").click();
    await page.getByRole("button", { name: "Deployment shop/api · app → /mnt/secrets/api-key" }).click();

    expect(await highlighted(page, "vault object")).toEqual(["secret api-key"]);
  });

  test("clears the selection at a second click, at Escape and at a click beside the nodes", async () => {
    const { page } = await open(shop());
    const web = node(page, "pod: Deployment shop/web");
    const clearings = [
      () => web.click(),
      () => page.keyboard.press("Escape"),
      () => page.locator("#stage").click({ position: { x: 5, y: 600 } }),
    ];

    for (const clear of clearings) {
      await web.click();
      expect(await highlighted(page, "pod")).toEqual(["Deployment shop/web"]);
      await clear();
      expect(await page.locator(".lit, .fading").count()).toBe(0);
      expect(await page.locator("#overview").isVisible()).toBe(true);
    }
  });

  test("says in the panel what a node is, where it stands, what is wrong there and which chains go by", async () => {
    const { page } = await open(shop());

    await node(page, "federated credential: (no federated credential)").click();
    expect((await page.locator("#detail").innerText()).split("\n").filter((line) => line !== "")).toEqual([
      "federated credential",
      "(no federated credential)",
      "broken",
      "Not in the artefacts.",
      "Findings (1)",
      `error ${credentialMissing.message} ${credentialMissing.rule}`,
      "dist/k8s/prod/shop.yaml:44",
      "allowed",
      credentialMissing.allowed,
      "fix",
      credentialMissing.fix,
      "shows",
      credentialMissing.shows,
    ]);
    expect(await page.locator("#ways .way").allInnerTexts()).toEqual([
      "Deployment shop/worker · app → /mnt/secrets/db-password (broken)",
    ]);

    await page.getByRole("button", { name: "Deployment shop/worker", exact: true }).click();
    const facts = await page.locator("#detail dd").allInnerTexts();
    expect(facts).toEqual(["Deployment shop/worker", "dist/k8s/prod/shop.yaml:12"]);
  });

  test("marks what the search finds, counts it, and selects the first with Enter", async () => {
    const { page } = await open(shop());
    const search = page.getByLabel("Search");

    await search.fill("SESSION");
    expect(await named(page, ".node.lit")).toEqual([
      "vault object: secret session-key",
      "file: /mnt/secrets/session-key",
    ]);
    expect(await page.locator("#count").innerText()).toMatch(/^2 of \d+$/);

    await search.press("Enter");
    expect(await named(page, '[aria-pressed="true"].node')).toEqual(["vault object: secret session-key"]);
    expect(await highlighted(page, "pod")).toEqual(["Deployment shop/web"]);

    await search.fill("nothing is called this");
    expect(await page.locator("#count").innerText()).toMatch(/^0 of \d+$/);
    await search.press("Enter");
    expect(await named(page, '[aria-pressed="true"].node')).toEqual([]);
  });

  test("shows only what is broken, close together, and then everything where it was", async () => {
    const { page } = await open(large(100));
    const places = () => page.locator(".node").evaluateAll((all) => all.map((one) => one.getAttribute("transform")));
    const before = await places();

    await page.getByLabel("only broken").check();
    const visible = await named(page, ".node:not(.out)");
    expect(visible.filter((name) => name.startsWith("pod: "))).toEqual(["pod: Deployment shop/app-50"]);
    expect(await page.locator("#graph .edge:not(.out)").count()).toBe(8);
    expect(await node(page, "pod: Deployment shop/app-50").isVisible()).toBe(true);
    expect(Number(await page.locator("#graph").getAttribute("height"))).toBeLessThan(200);

    await page.getByLabel("only broken").uncheck();
    expect(await places()).toEqual(before);
    expect(await page.locator(".out").count()).toBe(0);
  });

  test("shows only the selection where it is asked to", async () => {
    const { page } = await open(large(100));

    await page.getByLabel("Search").fill("secret-7");
    await page.getByLabel("Search").press("Enter");
    await page.getByLabel("only the selection").check();

    const pods = (await named(page, ".node:not(.out)")).filter((name) => name.startsWith("pod: "));
    expect(pods).toEqual(Array.from({ length: 10 }, (_, index) => `pod: Deployment shop/app-${70 + index}`));
  });

  test.each(["light", "dark"] as const)("draws broken links red and with a cross in a %s scheme", async (scheme) => {
    const { page } = await open(shop(), scheme);

    const isRed = (colour: string) => {
      const [red = 0, green = 0, blue = 0] = channels(colour);
      return red > 150 && red > 1.8 * Math.max(green, blue);
    };
    const broken = await styles(page, "#graph .edge.broken, #graph .mark", "stroke");
    const others = await styles(page, "#graph .edge:not(.broken)", "stroke");

    expect(broken.map(isRed)).toEqual([true, true]);
    expect(others.filter(isRed)).toEqual([]);
    const dashes = (state: string) => styles(page, `#graph .edge.${state}`, "strokeDasharray");
    const kinds = [await dashes("holds"), await dashes("unchecked"), await dashes("broken")].map(([first]) => first);
    expect(new Set(kinds).size).toBe(3);
  });

  test("is used by keyboard alone: focus follows, arrows walk the chain, Enter and Escape clear", async () => {
    const { page } = await open(shop());
    const pressed = () => named(page, '[aria-pressed="true"].node');

    await page.locator("#fit").focus();
    await page.keyboard.press("Tab");
    expect(await pressed()).toEqual(["pod: Deployment shop/api"]);
    await page.keyboard.press("ArrowRight");
    expect(await pressed()).toEqual(["service account: ServiceAccount shop/api"]);
    await page.keyboard.press("ArrowDown");
    expect(await pressed()).toEqual(["service account: ServiceAccount shop/worker"]);
    await page.keyboard.press("ArrowLeft");
    expect(await highlighted(page, "pod")).toEqual(["Deployment shop/worker"]);
    await page.keyboard.press("Enter");
    expect(await pressed()).toEqual([]);
    await page.keyboard.press(" ");
    expect(await pressed()).toEqual(["pod: Deployment shop/worker"]);
    await page.keyboard.press("Escape");
    expect(await pressed()).toEqual([]);
  });

  test("does nothing that a hostile name asks for", async () => {
    const finding = { ...credentialMissing, message: hostile, fix: hostile, shows: hostile };
    const links = [link("pod", hostile), link("class", hostile, { state: "broken", findings: [finding] })];
    const hostileVerdict = verdict([chain(hostile, hostile, links)], {
      name: hostile,
      findings: [finding, { ...finding, message: `${hostile} elsewhere` }],
    });
    const { page, complaints } = await open(hostileVerdict);

    await page.locator(".node.broken").click();
    await page.locator("#ways .way").click();

    expect(await page.locator("#detail h2").innerText()).toBe(hostile.replace("\u202e", "\ufffd"));
    expect(await page.locator("img").count()).toBe(0);
    expect(await page.evaluate("window.hacked")).toBeUndefined();
    expect(complaints).toEqual([]);
  });

  test("refuses a script that somebody puts into it", async () => {
    const { page, complaints } = await open(shop());

    await page.evaluate(`{
      const script = document.createElement("script");
      script.textContent = "window.hacked = 1";
      document.body.append(script);
    }`);

    expect(await page.evaluate("window.hacked")).toBeUndefined();
    expect(complaints).toEqual([expect.stringContaining("Content Security Policy")]);
  });

  test("opens without chains", async () => {
    const { page, complaints } = await open(verdict([]));

    expect(await page.locator("#stage").innerText()).toContain("No workload reads a vault.");
    expect(complaints).toEqual([]);
  });

  test("opens with 2,000 chains and answers a click, each within a few seconds", async () => {
    const began = performance.now();
    const { page, complaints } = await open(large(2000));
    await drawn(page);
    const openedAfter = performance.now() - began;

    const clicked = performance.now();
    await page.locator('[aria-label^="pod: Deployment shop/app-7,"]').click();
    await drawn(page);
    const answeredAfter = performance.now() - clicked;

    expect(await highlighted(page, "vault object")).toEqual(["secret secret-0"]);
    console.log(
      `2,000 chains: open after ${Math.round(openedAfter)} ms, followed after ${Math.round(answeredAfter)} ms`,
    );
    expect(openedAfter).toBeLessThan(10_000);
    expect(answeredAfter).toBeLessThan(3000);
    expect(complaints).toEqual([]);
  });
});
