import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { replaceFiles } from "../../cli/replace-files.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "akv-replace-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

test("tells new, changed, unchanged and removed files apart, and leaves the unchanged alone", () => {
  mkdirSync(join(folder, "a"));
  writeFileSync(join(folder, "a/same.yaml"), "same");
  writeFileSync(join(folder, "a/old.yaml"), "old");
  writeFileSync(join(folder, "a/gone.yaml"), "gone");
  writeFileSync(join(folder, "a/other.txt"), "not ours");
  utimesSync(join(folder, "a/same.yaml"), 1000, 1000);

  const wanted = new Map([
    ["a/same.yaml", "same"],
    ["a/old.yaml", "new"],
    ["b/c/new.yaml", "new"],
  ]);
  const outcome = replaceFiles(folder, wanted, ["*/*.yaml"]);

  expect([...wanted.keys()].map(outcome.changeOf)).toEqual(["unchanged", "changed", "new"]);
  expect(outcome.removed).toEqual(["a/gone.yaml"]);
  expect(readFileSync(join(folder, "a/old.yaml"), "utf8")).toBe("new");
  expect(readFileSync(join(folder, "b/c/new.yaml"), "utf8")).toBe("new");
  expect(statSync(join(folder, "a/same.yaml")).mtimeMs).toBe(1_000_000);
  expect(readdirSync(join(folder, "a")).sort()).toEqual(["old.yaml", "other.txt", "same.yaml"]);
});

test("removes nothing outside the patterns, and folders only once they are empty", () => {
  mkdirSync(join(folder, "k8s/dev"), { recursive: true });
  mkdirSync(join(folder, "k8s/prod"), { recursive: true });
  writeFileSync(join(folder, "k8s/dev/x.yaml"), "x");
  writeFileSync(join(folder, "k8s/prod/x.yaml"), "x");

  const outcome = replaceFiles(folder, new Map(), ["k8s/dev/*.yaml"]);

  expect(outcome.removed).toEqual(["k8s/dev/x.yaml"]);
  expect(readdirSync(join(folder, "k8s"))).toEqual(["prod"]);
});

test("leaves the folder as it was when one of the files cannot be written", () => {
  writeFileSync(join(folder, "a.yaml"), "old");
  writeFileSync(join(folder, "b"), "a file where a folder is wanted");
  const wanted = new Map([
    ["a.yaml", "new"],
    ["b/c.yaml", "new"],
  ]);

  expect(() => replaceFiles(folder, wanted, ["*.yaml"])).toThrow();

  expect(readFileSync(join(folder, "a.yaml"), "utf8")).toBe("old");
  expect(readdirSync(folder).sort()).toEqual(["a.yaml", "b"]);
});
