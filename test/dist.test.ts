import { readdirSync, readFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join, relative } from "node:path";
import { describe, expect, test } from "vitest";
import { draw, drawArgoCd } from "../cli/draw.js";
import { environments } from "../environments/index.js";
import { resolve, validate } from "../model/index.js";

/** The snapshot is `dist/` itself: what is committed is what a synthesis gives, and what will be applied. */

const root = join(import.meta.dirname, "..");
const fresh = synthesis();

function synthesis(): ReadonlyMap<string, string> {
  const resolved = environments.map(resolve);
  return new Map([...draw(resolved, root).flatMap(({ files }) => [...files]), ...drawArgoCd(resolved)]);
}

/** What is kept in dist, but for what the engines of Terraform leave there and git ignores. */
function committed(): readonly string[] {
  return readdirSync(join(root, "dist"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(join(root, "dist"), join(entry.parentPath, entry.name)))
    .filter((path) => !/(^|\/)\.|terraform\.tfstate|^infra\/manifest\.json$/.test(path))
    .sort();
}

describe("dist", () => {
  test("is made from descriptions without problems", () => {
    expect(validate(environments)).toEqual([]);
  });

  test("holds the files that a fresh synthesis gives, and no others", () => {
    expect(committed()).toEqual([...fresh.keys()].sort());
  });

  test.each([...fresh])("%s is what a fresh synthesis gives", (path, text) => {
    expect(readFileSync(join(root, "dist", path), "utf8"), `run npm start and review the diff of dist/${path}`).toBe(
      text,
    );
  });

  test("comes out the same a second time, drawn in another folder", () => {
    expect(synthesis()).toEqual(fresh);
  });

  test("names no folder of the machine that made it, and no day", () => {
    // The folder for temporary files may be one that a container has as well: what is made there begins with "akv-".
    const traces = [root, join(tmpdir(), "akv-"), homedir()].filter((place) => place.length > 1);

    for (const [path, text] of fresh) {
      expect(
        traces.filter((place) => text.includes(place)),
        path,
      ).toEqual([]);
      expect(text, path).not.toMatch(/\d{4}-\d{2}-\d{2}T\d{2}:/);
    }
  });
});
