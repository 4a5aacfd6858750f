import { expect, test } from "vitest";
import { layoutOf, SIZES } from "../../../report/graph/layout.js";
import { graphOf } from "../../../report/graph/model.js";
import { inLines, widthOf } from "../../../report/graph/words.js";
import { chain, large, link, shop, verdict } from "./support/verdicts.js";

test.each([
  ["a small graph", shop()],
  ["a large graph", large(300)],
])("no two nodes of %s overlap, and all are inside of the drawing", (_, verdict) => {
  const graph = graphOf(verdict);

  const { boxes, width, height, node, row } = layoutOf(graph);

  for (const { nodes } of graph.columns) {
    const tops = nodes.map((number) => boxes[number]?.y ?? Number.NaN);
    const distances = tops.slice(1).map((y, index) => y - (tops[index] ?? 0));
    expect(distances.filter((distance) => !(distance >= row - 1))).toEqual([]);
  }
  expect(boxes.filter(({ y }) => y < SIZES.head || y + node > height)).toEqual([]);
  expect(boxes.filter(({ x, width: own }) => x < 0 || x + own > width)).toEqual([]);
});

test("columns stand side by side with room for the edges", () => {
  const { lanes } = layoutOf(graphOf(shop()));

  const gaps = lanes.slice(1).map(({ x }, index) => x - (lanes[index]?.x ?? 0) - (lanes[index]?.width ?? 0));

  expect(new Set(gaps)).toEqual(new Set([SIZES.gap]));
});

test("a label breaks at a space, a mark or where the line is full, and its last line loses its middle", () => {
  expect(inLines("short", 10, 2)).toEqual(["short"]);
  expect(inLines("Deployment shop/api", 12, 2)).toEqual(["Deployment", "shop/api"]);
  expect(inLines("system:serviceaccount:a:b", 22, 2)).toEqual(["system:serviceaccount:", "a:b"]);
  expect(inLines("abcdefghij", 6, 2)).toEqual(["abcdef", "ghij"]);
  expect(inLines("abcdefghijklmnopq", 6, 2)).toEqual(["abcdef", "gh…opq"]);
  expect(inLines("abcdefghijklmnopq", 6, 3)).toEqual(["abcdef", "ghijkl", "mnopq"]);
});

test("wide characters take two columns, and no character is cut in two", () => {
  const lines = inLines("鍵の保管庫🔑🔑🔑🔑🔑🔑", 8, 2);

  expect(lines).toEqual(["鍵の保管", "庫…🔑🔑"]);
  expect(lines.map(widthOf).every((width) => width <= 8)).toBe(true);
});

test("all nodes are as high as the label with the most lines needs", () => {
  const short = graphOf(verdict([chain("a", "x", [link("pod", "p"), link("class", "k")])]));
  const long = graphOf(verdict([chain("a", "x", [link("pod", "p"), link("class", "k".repeat(60))])]));

  expect(layoutOf(short).node).toBe(SIZES.line + 2 * SIZES.inset);
  expect(layoutOf(long).node).toBe(3 * SIZES.line + 2 * SIZES.inset);
});
