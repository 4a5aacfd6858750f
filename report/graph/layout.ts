import type { LinkKind } from "../../verify/index.js";
import { COLUMNS } from "./columns.js";
import type { Graph } from "./model.js";
import { mean, neighboursOf } from "./order.js";
import { inLines, widthOf } from "./words.js";

/** Measures of the drawing, in pixels at full size. */
export const SIZES = {
  /** A line of text. */
  line: 14,
  /** Above and below a node's text. */
  inset: 8,
  /** Between a node and the one below it. */
  between: 12,
  /** Between two columns, where the edges run. */
  gap: 44,
  /** Headings, above the nodes. */
  head: 52,
  /** Around the drawing. */
  margin: 16,
  /** A character of the monospaced font. */
  character: 7.25,
  /** Left and right of a node's text; on the right there is room for its sign. */
  padding: 22,
  /** Narrowest node. */
  narrow: 72,
} as const;

/** Most characters of a line of a label. */
const MOST_CHARACTERS = 24;

/** Most lines of a label. */
const MOST_LINES = 3;

/** A node as it is drawn. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** Its label, line by line. */
  readonly lines: readonly string[];
}

/** A column as it is drawn. */
export interface Lane {
  readonly kind: LinkKind;
  readonly x: number;
  readonly width: number;
}

/** Where everything of a graph stands. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  /** Height of every node. */
  readonly node: number;
  /** From the top of a node to the top of the next below it. */
  readonly row: number;
  /** One for each node, by number. */
  readonly boxes: readonly Box[];
  readonly lanes: readonly Lane[];
}

/** Lays a graph out in columns, with each node about as high as its neighbours. */
export function layoutOf(graph: Graph): Layout {
  const rows = rowsOf(graph);
  const labels = graph.nodes.map(({ label }) => inLines(label, MOST_CHARACTERS, MOST_LINES));
  const lines = labels.reduce((most, { length }) => Math.max(most, length), 1);
  const node = lines * SIZES.line + 2 * SIZES.inset;
  const row = node + SIZES.between;
  const boxes: Box[] = [];
  const lanes: Lane[] = [];
  let x: number = SIZES.margin;
  for (const { kind, nodes } of graph.columns) {
    const width = widthFor([COLUMNS[kind].heading, ...nodes.flatMap((number) => labels[number] ?? [])]);
    for (const number of nodes) {
      const y = Math.round(SIZES.head + (rows[number] ?? 0) * row + SIZES.between / 2);
      boxes[number] = { x, y, width, lines: labels[number] ?? [] };
    }
    lanes.push({ kind, x, width });
    x += width + SIZES.gap;
  }
  const lowest = rows.reduce((most, one) => Math.max(most, one), 0);
  return {
    width: x - SIZES.gap + SIZES.margin,
    height: Math.ceil(SIZES.head + (lowest + 1) * row + SIZES.margin),
    node,
    row,
    boxes,
    lanes,
  };
}

function widthFor(lines: readonly string[]): number {
  const longest = lines.reduce((most, line) => Math.max(most, widthOf(line)), 0);
  return Math.max(SIZES.narrow, Math.ceil(longest * SIZES.character) + SIZES.padding);
}

/** Row of each node, from 0, with fractions: the longest column is even, and the others follow it to both sides. */
function rowsOf({ columns, nodes, edges }: Graph): readonly number[] {
  const neighbours = neighboursOf(
    nodes.length,
    edges.map(({ from, to }) => [from, to]),
  );
  const rows: number[] = [];
  const put = (index: number) => {
    const column = columns[index]?.nodes ?? [];
    let last = 0;
    const wishes = column.map((node) => {
      const seen = (neighbours[node] ?? []).flatMap((other) => rows[other] ?? []);
      last = mean(seen) ?? last;
      return last;
    });
    for (const [at, row] of apart(wishes).entries()) {
      rows[column[at] ?? 0] = row;
    }
  };

  const longest = columns.reduce(
    (most, { nodes }, at) => (nodes.length > (columns[most]?.nodes.length ?? 0) ? at : most),
    0,
  );
  put(longest);
  for (let index = longest - 1; index >= 0; index--) {
    put(index);
  }
  for (let index = longest + 1; index < columns.length; index++) {
    put(index);
  }
  const top = rows.reduce((least, row) => Math.min(least, row), 0);
  return rows.map((row) => row - top);
}

/**
 * The rows nearest to the wished ones that keep their order and are at least one apart. Wishes that are too close are
 * drawn together into blocks, each around the mean of its wishes (pool adjacent violators).
 *
 * @see https://en.wikipedia.org/wiki/Isotonic_regression
 */
function apart(wishes: readonly number[]): readonly number[] {
  const blocks: { sum: number; count: number }[] = [];
  for (const [index, wish] of wishes.entries()) {
    let block = { sum: wish - index, count: 1 };
    let above = blocks.at(-1);
    while (above !== undefined && above.sum / above.count >= block.sum / block.count) {
      blocks.pop();
      block = { sum: above.sum + block.sum, count: above.count + block.count };
      above = blocks.at(-1);
    }
    blocks.push(block);
  }
  return blocks.flatMap(({ sum, count }) => Array<number>(count).fill(sum / count)).map((row, index) => row + index);
}
