import { createHash } from "node:crypto";
import { COLUMNS } from "./columns.js";
import { inMarkup, inScript } from "./escape.js";
import { type Layout, layoutOf, SIZES } from "./layout.js";
import type { Graph } from "./model.js";
import { SCRIPT } from "./page/script.js";
import { STYLE } from "./page/style.js";
import type { Remark } from "./remark.js";
import { STATES, svgOf } from "./svg.js";

/** Draws a graph as one HTML page: its style, its script and its data are inside, and it may load nothing. */
export function pageOf(graph: Graph): string {
  const layout = layoutOf(graph);
  const title = `Chains of ${inMarkup(graph.environment)}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy()}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>${title}</h1>
<label class="search">Search <input id="search" type="search" autocomplete="off" spellcheck="false"></label>
<output id="count" for="search"></output>
<label><input id="only-broken" type="checkbox"> only broken</label>
<label><input id="only-selected" type="checkbox"> only the selection</label>
<span class="zoom">
<button id="smaller" type="button" aria-label="smaller">−</button>
<button id="larger" type="button" aria-label="larger">+</button>
<button id="fit" type="button">fit</button>
</span>
</header>
<main>
<div id="stage" tabindex="-1">
${graph.nodes.length === 0 ? "<p>No workload reads a vault.</p>" : svgOf(graph, layout)}
<p id="nothing" hidden>No chain is shown. Clear “only broken” or the selection.</p>
</div>
<aside aria-label="details">
<div id="about" aria-live="polite">
<section id="detail" hidden></section>
<section id="overview">${overview(graph)}</section>
</div>
<section id="ways" aria-label="chains" hidden></section>
${LEGEND}
</aside>
</main>
<script type="application/json" id="data">${inScript(dataOf(graph, layout))}</script>
<script>${SCRIPT}</script>
</body>
</html>
`;
}

/**
 * Nothing may be loaded, and nothing runs but the one style and the one script of this page.
 *
 * @see https://www.w3.org/TR/CSP3/
 */
function policy(): string {
  const hashed = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  return [
    "default-src 'none'",
    `style-src ${hashed(STYLE)}`,
    `script-src ${hashed(SCRIPT)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

/** What the page's script reads. */
function dataOf(graph: Graph, layout: Layout): unknown {
  return {
    head: SIZES.head,
    row: layout.row,
    node: layout.node,
    width: layout.width,
    height: layout.height,
    columns: graph.columns.map(({ nodes }) => nodes),
    nodes: graph.nodes.map(({ kind, label, things, state, remarks }, index) => {
      const { x, y, width } = layout.boxes[index] ?? { x: 0, y: 0, width: 0 };
      return { kind, heading: COLUMNS[kind].heading, label, things, state: STATES[state], remarks, x, y, width };
    }),
    edges: graph.edges.map(({ from, to }) => [from, to]),
    ways: graph.ways.map(({ workload, container, end, state, nodes }) => ({
      name: `${workload} · ${container} → ${end}`,
      state: STATES[state],
      nodes,
    })),
    remarks: graph.remarks,
  };
}

/** What the panel says while nothing is selected. */
function overview({ ways, elsewhere, undecided, excepted }: Graph): string {
  const counted = (state: string) => ways.filter((way) => way.state === state).length;
  const [holding, broken, unchecked] = [counted("holds"), counted("broken"), counted("unchecked")];
  return [
    `<h2>${ways.length} ${ways.length === 1 ? "chain" : "chains"}</h2>`,
    `<p>${holding} ${holding === 1 ? "holds" : "hold"}, ${broken} broken, ${unchecked} not checked.</p>`,
    "<p>Select a node to see what is before and behind it.</p>",
    listOf("Findings on no chain", elsewhere),
    listOf("Not checked", undecided),
    listOf("Excepted", excepted),
  ].join("\n");
}

function listOf(heading: string, remarks: readonly Remark[]): string {
  if (remarks.length === 0) {
    return "";
  }
  const items = remarks.map(({ severity, rule, message, place, fix }) =>
    [
      `<li class="remark ${inMarkup(severity.replaceAll(" ", "-"))}">`,
      `<p><strong>${inMarkup(severity)}</strong> ${inMarkup(message)} <code>${inMarkup(rule)}</code></p>`,
      place === undefined ? "" : `<p class="place">${inMarkup(place)}</p>`,
      fix === undefined ? "" : `<p>${inMarkup(fix)}</p>`,
      "</li>",
    ].join(""),
  );
  return `<h3>${heading} (${remarks.length})</h3><ul>${items.join("")}</ul>`;
}

const LEGEND = `<section class="legend" aria-label="legend">
<h3>Legend</h3>
<ul>
<li><svg width="44" height="14" aria-hidden="true"><path class="edge holds" d="M2 7h40"/></svg> holds</li>
<li><svg width="44" height="14" aria-hidden="true"><path class="edge broken" d="M2 7h40"/><path class="mark"
 d="M17 2 27 12M17 12 27 2"/></svg> × broken</li>
<li><svg width="44" height="14" aria-hidden="true"><path class="edge unchecked" d="M2 7h40"/></svg> ? not checked</li>
<li><svg width="44" height="14" aria-hidden="true"></svg> ! holds, with a finding</li>
</ul>
<p><kbd>Tab</kbd> and arrow keys move, <kbd>Enter</kbd> selects, <kbd>Esc</kbd> clears.</p>
</section>`;
