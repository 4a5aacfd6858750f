import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { Checkout } from "./support/checkout.js";

const root = join(import.meta.dirname, "..");
const read = (path: string) => readFileSync(join(root, path), "utf8");
const readme = read("README.md");

/** Fenced blocks of a language, in order. */
function blocks(language: string): readonly string[] {
  return [...readme.matchAll(new RegExp(`^ *\`\`\`${language}\n([\\s\\S]*?)^ *\`\`\``, "gm"))].map(
    ([, text]) => text ?? "",
  );
}

describe("the README", () => {
  test("shows dev as it is described", () => {
    expect(blocks("ts")[0]).toBe(read("environments/dev.ts"));
  });

  test("shows parts of dev's artefacts as they are written", () => {
    expect(read("dist/infra/stacks/dev/cdk.tf.json")).toContain(blocks("json")[0]);
    expect(read("dist/k8s/dev/default.yaml")).toContain(blocks("yaml")[0]);
  });

  test("shows what akv verify says of a broken manifest", () => {
    using checkout = new Checkout();
    checkout.edit("dist/k8s/dev/default.yaml", "provider: azure\n", "provider: azurekeyvault\n");

    const { code, stdout } = checkout.akv(["verify"]);

    expect(code).toBe(1);
    expect(stdout).toContain(blocks("text")[0]);
  });

  test("adds a workload in the way that works, and shows what npm start then says", () => {
    using checkout = new Checkout();
    const [, objects = "", workload = ""] = blocks("ts");
    checkout.edit("environments/dev.ts", '  objects: { appSecret: secret("MyApplicationSecret") },\n', objects);
    checkout.edit("environments/dev.ts", "  workloads: [\n", `  workloads: [\n${workload}`);

    // As if the binding were of a deployment: a sample that no longer fits is no news.
    checkout.edit("bindings/dev.json", '  "sample": true,\n', "");

    const { code, stdout } = checkout.akv(["synth", "dev"]);

    expect(code).toBe(1);
    expect(stdout).toContain(blocks("text")[1]);
    expect(checkout.read("dist/infra/stacks/dev/cdk.tf.json")).toContain('"system:serviceaccount:default:worker"');
  });

  test("names commands that exist", () => {
    const { scripts } = JSON.parse(read("package.json"));
    const named = [...readme.matchAll(/npm (?:run )?([a-z:]+)/g)]
      .map(([, name]) => name ?? "")
      .filter((name) => name !== "ci");

    expect(new Set(named.filter((name) => !(name in scripts)))).toEqual(new Set());
    expect(named.length).toBeGreaterThan(5);
  });

  test("links to files that exist", () => {
    const links = [...readme.matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)].map(([, link]) => link ?? "");

    expect(links.filter((link) => !link.startsWith("http") && !existsSync(join(root, link)))).toEqual([]);
  });
});
