/** Script: mouse, keys, search, toggles and zoom. */
export const CONTROLS = `
const nodeAt = (target) => numberOf.get(target.closest?.(".node"));

stage.addEventListener("click", ({ target }) => {
  const node = nodeAt(target);
  select(node === undefined || node === selected ? null : node);
});

// A mouse focuses too, just before its click; only the keyboard selects by moving the focus. The stage listens, as an
// SVG that listens for the focus could be focused itself.
stage.addEventListener("focusin", ({ target }) => {
  const node = nodeAt(target);
  if (node !== undefined && node !== selected && target.matches(":focus-visible")) select(node);
});

// Tooltips are made when they are wanted: thousands of them would slow the page down.
stage.addEventListener("pointerover", ({ target }) => {
  const node = nodes[nodeAt(target)];
  if (node === undefined || node.querySelector("title") !== null) return;
  const title = document.createElementNS("http://www.w3.org/2000/svg", "title");
  title.textContent = node.getAttribute("aria-label");
  node.prepend(title);
});

// Left and right go along an edge, up and down in the column.
function neighbour(node, key) {
  const isSeen = (other) => !nodes[other].classList.contains("out");
  if (key === "ArrowUp" || key === "ArrowDown") {
    const column = data.columns.find((column) => column.includes(node)).filter(isSeen);
    return column[column.indexOf(node) + (key === "ArrowUp" ? -1 : 1)];
  }
  const side = key === "ArrowLeft" ? 0 : 1;
  return data.edges.find((edge) => edge[1 - side] === node && isSeen(edge[side]))?.[side];
}

graph.addEventListener("keydown", (event) => {
  const node = nodeAt(event.target);
  if (node === undefined) return;
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    select(node === selected ? null : node);
  } else if (event.key.startsWith("Arrow")) {
    event.preventDefault();
    const next = neighbour(node, event.key);
    if (next !== undefined) goTo(next);
  }
});

document.addEventListener("keydown", ({ key }) => {
  if (key !== "Escape") return;
  search.value = "";
  seek();
  select(null);
});

const search = byId("search");
function seek() {
  query = search.value.trim();
  const found = query === "" ? 0 : matches().length;
  byId("count").textContent = query === "" ? "" : found + " of " + nodes.length;
  light();
}
search.addEventListener("input", () => {
  if (selected !== null) select(null);
  seek();
});
search.addEventListener("keydown", ({ key }) => {
  const [first] = matches().filter((node) => !nodes[node].classList.contains("out"));
  if (key === "Enter" && query !== "" && first !== undefined) goTo(first);
});

for (const id of ["only-broken", "only-selected"]) {
  byId(id).addEventListener("change", () => {
    arrange();
    select(selected !== null && nodes[selected].classList.contains("out") ? null : selected);
    stage.scrollTop = 0;
    if (selected !== null) nodes[selected].scrollIntoView({ block: "center", inline: "center" });
  });
}

byId("smaller").addEventListener("click", () => zoom(scale / 1.25));
byId("larger").addEventListener("click", () => zoom(scale * 1.25));
byId("fit").addEventListener("click", () => zoom(Math.min(1, stage.clientWidth / data.width)));
stage.addEventListener("scroll", keepHeadings, { passive: true });
// All of it where that can be read, else most of it.
zoom(Math.min(1, Math.max(0.9, stage.clientWidth / data.width)));
// The first node need not be the highest.
stage.scrollTop = (data.nodes[0].y - data.head) * scale - 8;
`;
