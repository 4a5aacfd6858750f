/** Script: what is selected, and which nodes and edges light up for it. */
export const FOLLOW = `
const byId = (id) => document.getElementById(id);
const data = JSON.parse(byId("data").textContent);
const [graph, stage] = [byId("graph"), byId("stage")];
const nodes = [...graph.querySelectorAll(".node")];
const edges = [...graph.querySelectorAll(".edge")];
const marks = new Map([...graph.querySelectorAll(".mark")].map((mark) => [Number(mark.dataset.edge), mark]));
const numberOf = new Map(nodes.map((node, number) => [node, number]));
const edgeBetween = new Map(data.edges.map(([from, to], edge) => [from + " " + to, edge]));
const waysThrough = data.nodes.map(() => []);
for (const [way, { nodes }] of data.ways.entries()) {
  for (const node of new Set(nodes)) waysThrough[node].push(way);
}

// The node, and of the chains through it the one that was picked.
let selected = null;
let picked = null;
let query = "";
const onlyBroken = () => byId("only-broken").checked;
const onlySelected = () => byId("only-selected").checked;

const isShown = (way) => !onlyBroken() || data.ways[way].state === "broken";
const followed = () => (picked === null ? waysThrough[selected].filter(isShown) : [picked]);

const edgesOf = (way) => {
  const path = data.ways[way].nodes;
  return path.slice(1).map((node, index) => edgeBetween.get(path[index] + " " + node)).filter((edge) => edge >= 0);
};

const matches = () => {
  const wanted = query.toLowerCase();
  return data.nodes.flatMap(({ label, things, heading }, node) =>
    [label, heading, ...things.map(({ id }) => id)].some((text) => text.toLowerCase().includes(wanted)) ? [node] : []);
};

let lit = [];
function light() {
  const [onNodes, onEdges] = [new Set(), new Set()];
  if (selected !== null) {
    onNodes.add(selected);
    for (const way of followed()) {
      for (const node of data.ways[way].nodes) onNodes.add(node);
      for (const edge of edgesOf(way)) onEdges.add(edge);
    }
  } else if (query !== "") {
    for (const node of matches()) onNodes.add(node);
  }
  for (const element of lit) element.classList.remove("lit");
  lit = [...onNodes].map((node) => nodes[node]);
  for (const edge of onEdges) {
    lit.push(edges[edge]);
    if (marks.has(edge)) lit.push(marks.get(edge));
  }
  for (const element of lit) element.classList.add("lit");
  graph.classList.toggle("fading", selected !== null || query !== "");
}

function select(node) {
  if (selected !== null) nodes[selected].setAttribute("aria-pressed", "false");
  if (node !== null) nodes[node].setAttribute("aria-pressed", "true");
  [selected, picked] = [node, null];
  light();
  if (onlySelected()) arrange();
  describe();
}

function goTo(node) {
  select(node);
  nodes[node].focus({ preventScroll: true });
  nodes[node].scrollIntoView({ block: "center", inline: "center" });
}
`;
