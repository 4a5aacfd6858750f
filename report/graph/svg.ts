import type { LinkState } from "../../verify/index.js";
import { COLUMNS } from "./columns.js";
import { inMarkup } from "./escape.js";
import { type Box, type Lane, type Layout, SIZES } from "./layout.js";
import type { Graph, Node } from "./model.js";

/** How a state is said to a reader. */
export const STATES: Readonly<Record<LinkState, string>> = {
  holds: "holds",
  unchecked: "not checked",
  broken: "broken",
};

/** Draws a graph. Nodes and edges stand in the order of their numbers, which is how the page's script finds them. */
export function svgOf(graph: Graph, layout: Layout): string {
  const { width, height, node: tall, boxes, lanes } = layout;
  const edges = graph.edges.map(({ from, to, state }) => {
    const [a, b] = [boxes[from], boxes[to]];
    return a && b ? `<path class="edge ${state}" d="${curve(a, b, tall)}"/>` : "";
  });
  const marks = graph.edges.map(({ from, to, state }, index) => {
    const [a, b] = [boxes[from], boxes[to]];
    return state === "broken" && a && b ? mark(index, a, b, tall) : "";
  });
  return [
    `<svg id="graph" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="group"`,
    ` aria-label="chains of ${inMarkup(graph.environment)}">`,
    `<g>${edges.join("\n")}${marks.join("")}</g>\n`,
    `<g>${graph.nodes.map((node, index) => drawn(node, boxes[index], tall)).join("\n")}</g>\n`,
    `<g id="heads" aria-hidden="true">${headings(lanes, width)}</g>`,
    "</svg>",
  ].join("");
}

/** From the right side of a node to the left side of another. */
function curve(from: Box, to: Box, tall: number): string {
  const [x1, y1, x2, y2] = [from.x + from.width, from.y + tall / 2, to.x, to.y + tall / 2];
  const middle = (x1 + x2) / 2;
  return `M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`;
}

/** A cross in the middle of a broken edge, for those who cannot tell its colour. */
function mark(edge: number, from: Box, to: Box, tall: number): string {
  const [x, y] = [(from.x + from.width + to.x) / 2, (from.y + to.y + tall) / 2];
  return `<path class="mark" data-edge="${edge}" transform="translate(${x} ${y})" d="M-5-5 5 5M-5 5 5-5"/>`;
}

function drawn(node: Node, box: Box | undefined, tall: number): string {
  if (box === undefined) {
    return "";
  }
  const remarked = node.remarks.length > 0;
  const heading = COLUMNS[node.kind].heading;
  const findings = remarked ? `, ${node.remarks.length} ${node.remarks.length === 1 ? "finding" : "findings"}` : "";
  const name = inMarkup(`${heading}: ${node.label}, ${STATES[node.state]}${findings}`);
  const classes = ["node", node.state, ...(remarked ? ["remarked"] : []), ...(node.things.length === 0 ? ["gap"] : [])];
  const sign = signOf(node.state, remarked);
  // Half of the text stands above the middle; letters stand on their line, 4 below its middle.
  const first = tall / 2 + 4 - ((box.lines.length - 1) * SIZES.line) / 2;
  const lines = box.lines.map(
    (line, index) => `<text x="9" y="${first + index * SIZES.line}">${inMarkup(line)}</text>`,
  );
  return [
    `<g class="${classes.join(" ")}" transform="translate(${box.x} ${box.y})" tabindex="0" role="button"`,
    ` aria-pressed="false" aria-label="${name}">`,
    `<rect width="${box.width}" height="${tall}" rx="6"/>${lines.join("")}`,
    sign === "" ? "" : `<text class="sign" x="${box.width - 11}" y="13">${sign}</text>`,
    "</g>",
  ].join("");
}

function signOf(state: LinkState, remarked: boolean): string {
  if (state === "broken") {
    return "×";
  }
  if (state === "unchecked") {
    return "?";
  }
  return remarked ? "!" : "";
}

/** Each column's heading, and above it whose columns these are. */
function headings(lanes: readonly Lane[], width: number): string {
  const owners = lanes.map(({ kind, x, width }, index) => {
    const { heading, owner } = COLUMNS[kind];
    const before = lanes[index - 1];
    const begins = before === undefined || COLUMNS[before.kind].owner !== owner;
    const above = begins ? `<text class="owner" x="${x}" y="18">${owner}</text>` : "";
    return `${above}<path class="rule" d="M${x} 24h${width}"/><text class="head" x="${x}" y="41">${heading}</text>`;
  });
  return `<rect class="bar" width="${width}" height="${SIZES.head - 4}"/>${owners.join("")}`;
}
