import { readdirSync, readFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { draw } from "../cli/draw.js";
import { environments } from "../environments/index.js";
import { resolve, validate } from "../model/index.js";

/** The snapshot is `dist/` itself: what is committed is what a synthesis gives, and what will be applied. */

const root = join(import.meta.dirname, "..");
const drawn = draw(environments.map(resolve), root);
const fresh = new Map(drawn.flatMap(({ files }) => [...files]));

function committed(): readonly string[] {
  return readdirSync(join(root, "dist"), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".yaml") || path.endsWith("cdk.tf.json"))
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
    const again = new Map(draw(environments.map(resolve), root).flatMap(({ files }) => [...files]));

    expect(again).toEqual(fresh);
  });

  test("names no folder of the machine that made it, and no day", () => {
    const traces = [root, tmpdir(), homedir()].filter((place) => place.length > 1);

    for (const [path, text] of fresh) {
      expect(
        traces.filter((place) => text.includes(place)),
        path,
      ).toEqual([]);
      expect(text, path).not.toMatch(/\d{4}-\d{2}-\d{2}T\d{2}:/);
    }
  });
});
