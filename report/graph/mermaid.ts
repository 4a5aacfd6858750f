import type { LinkState } from "../../verify/index.js";
import { COLUMNS } from "./columns.js";
import { inMermaid } from "./escape.js";
import type { Graph } from "./model.js";

/** Arrows tell the states apart without colour: a broken one ends in a cross. */
const ARROWS: Readonly<Record<LinkState, string>> = { holds: "-->", unchecked: "-.->", broken: "--x" };

const STYLES: Readonly<Record<Exclude<LinkState, "holds">, string>> = {
  unchecked: "stroke:#7a828c,stroke-dasharray:3 4",
  broken: "stroke:#d32f2f,stroke-width:3px",
};

/**
 * Edges that Mermaid draws unless its configuration raises `maxEdges`.
 *
 * @see https://mermaid.js.org/config/schema-docs/config.html
 */
const MOST_EDGES = 500;

/** Draws a graph as a Mermaid flowchart, with a subgraph for each kind of link. */
export function mermaidOf(graph: Graph): string {
  const title = `Chains of ${inMermaid(graph.environment)}`;
  const lines = [
    "flowchart LR",
    `  accTitle: ${title}`,
    ...(graph.edges.length > MOST_EDGES
      ? [`  %% ${graph.edges.length} edges: Mermaid draws ${MOST_EDGES} unless maxEdges is raised.`]
      : []),
    ...(graph.nodes.length === 0 ? ['  none["no workload reads a vault"]'] : []),
    ...graph.columns.flatMap(({ kind, nodes }, index) => [
      `  subgraph c${index}["${COLUMNS[kind].heading}"]`,
      ...nodes.map((node) => `    n${node}["${inMermaid(graph.nodes[node]?.label ?? "")}"]`),
      "  end",
    ]),
    ...graph.edges.map(({ from, to, state }) => `  n${from} ${ARROWS[state]} n${to}`),
    ...styled(graph, "broken"),
    ...styled(graph, "unchecked"),
  ];
  return `${lines.join("\n")}\n`;
}

/** Colours the nodes and edges of a state, where there are any. */
function styled({ nodes, edges }: Graph, state: keyof typeof STYLES): readonly string[] {
  const nodesOfState = nodes.flatMap((node, index) => (node.state === state ? [`n${index}`] : []));
  const edgesOfState = edges.flatMap((edge, index) => (edge.state === state ? [index] : []));
  return [
    ...(nodesOfState.length === 0
      ? []
      : [`  classDef ${state} ${STYLES[state]}`, `  class ${nodesOfState.join(",")} ${state}`]),
    ...(edgesOfState.length === 0 ? [] : [`  linkStyle ${edgesOfState.join(",")} ${STYLES[state]}`]),
  ];
}
