/** Script: which nodes are shown and where, and how large. */
export const ARRANGE = `
const curve = ([x1, y1], [x2, y2]) => {
  const middle = (x1 + x2) / 2;
  return "M" + x1 + " " + y1 + "C" + middle + " " + y1 + " " + middle + " " + y2 + " " + x2 + " " + y2;
};

// Rows of the nodes to be shown: as drawn where that is all of them, else each column spread over the height.
function placed(visible) {
  if (visible.size === nodes.length) {
    return { rows: data.nodes.map(({ y }) => y), height: data.height };
  }
  const columns = data.columns.map((column) => column.filter((node) => visible.has(node)));
  const most = Math.max(1, ...columns.map((column) => column.length));
  const rows = [];
  for (const column of columns) {
    for (const [index, node] of column.entries()) {
      rows[node] = Math.round(data.head + ((index + 0.5) / column.length) * most * data.row - data.node / 2);
    }
  }
  return { rows, height: data.head + most * data.row + 16 };
}

let height = data.height;
function arrange() {
  const ways = onlySelected() && selected !== null ? followed() : [...data.ways.keys()].filter(isShown);
  const all = ways.length === data.ways.length;
  const visible = new Set(all ? nodes.keys() : ways.flatMap((way) => data.ways[way].nodes));
  if (onlySelected() && selected !== null) visible.add(selected);
  const drawn = new Set(all ? edges.keys() : ways.flatMap(edgesOf));
  const placing = placed(visible);
  height = placing.height;
  for (const [number, node] of nodes.entries()) {
    node.classList.toggle("out", !visible.has(number));
    if (visible.has(number)) {
      node.setAttribute("transform", "translate(" + data.nodes[number].x + " " + placing.rows[number] + ")");
    }
  }
  for (const [number, edge] of edges.entries()) {
    const [from, to] = data.edges[number];
    edge.classList.toggle("out", !drawn.has(number));
    marks.get(number)?.classList.toggle("out", !drawn.has(number));
    if (drawn.has(number)) {
      const start = [data.nodes[from].x + data.nodes[from].width, placing.rows[from] + data.node / 2];
      const end = [data.nodes[to].x, placing.rows[to] + data.node / 2];
      edge.setAttribute("d", curve(start, end));
      const [x, y] = [(start[0] + end[0]) / 2, (start[1] + end[1]) / 2];
      marks.get(number)?.setAttribute("transform", "translate(" + x + " " + y + ")");
    }
  }
  byId("nothing").hidden = visible.size > 0;
  zoom(scale);
}

let scale = 1;
function zoom(wanted) {
  scale = Math.min(2, Math.max(0.1, wanted));
  graph.setAttribute("viewBox", "0 0 " + data.width + " " + height);
  graph.setAttribute("width", Math.round(data.width * scale));
  graph.setAttribute("height", Math.round(height * scale));
  keepHeadings();
}

// The headings stay at the top of what is seen.
function keepHeadings() {
  byId("heads").setAttribute("transform", "translate(0 " + stage.scrollTop / scale + ")");
}
`;
