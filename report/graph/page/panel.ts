/** Script: what the panel says about the selected node. */
export const PANEL = `
const MOST = 100;

function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function described(remark) {
  const item = element("li", "remark " + remark.severity);
  const first = element("p");
  first.append(element("strong", "", remark.severity), " " + remark.message + " ", element("code", "", remark.rule));
  item.append(first);
  if (remark.place) item.append(element("p", "place", remark.place));
  const rest = [["allowed", remark.allowed], ["fix", remark.fix], ["shows", remark.shows]].filter(([, text]) => text);
  if (rest.length > 0) item.append(facts(rest));
  return item;
}

function facts(pairs) {
  const list = element("dl");
  for (const [term, text] of pairs) list.append(element("dt", "", term), element("dd", "", text));
  return list;
}

function listed(heading, items, make) {
  const list = element("ul");
  for (const item of items.slice(0, MOST)) {
    const entry = element("li");
    entry.append(make(item));
    list.append(entry);
  }
  if (items.length > MOST) list.append(element("li", "", "and " + (items.length - MOST) + " more"));
  return [element("h3", "", heading + " (" + items.length + ")"), list];
}

function link(node) {
  const made = element("button", "link", data.nodes[node].label);
  made.type = "button";
  made.addEventListener("click", () => goTo(node));
  return made;
}

function way(number) {
  const { name, state } = data.ways[number];
  const text = name + (state === "holds" ? "" : " (" + state + ")");
  const made = element("button", "way " + state.replace(" ", "-"), text);
  made.type = "button";
  made.setAttribute("aria-pressed", "false");
  made.addEventListener("click", () => {
    picked = picked === number ? null : number;
    for (const other of byId("ways").querySelectorAll(".way")) other.setAttribute("aria-pressed", "false");
    made.setAttribute("aria-pressed", String(picked === number));
    light();
    if (onlySelected()) arrange();
  });
  return made;
}

// The other end of the selection: a secret's pods, a pod's secrets, and both for what is between them.
const ENDS = [["pod", "Pods"], ["object", "Vault objects"]];

function describe() {
  const [overview, detail, ways] = [byId("overview"), byId("detail"), byId("ways")];
  overview.hidden = selected !== null;
  detail.hidden = ways.hidden = selected === null;
  if (selected === null) return;
  const { kind, heading, label, things, state, remarks } = data.nodes[selected];
  const through = followed();
  const reached = [...new Set(through.flatMap((number) => data.ways[number].nodes))].sort((a, b) => a - b);
  const badge = element("p");
  badge.append(element("span", "state " + state.replace(" ", "-"), state));
  detail.replaceChildren(element("p", "place", heading), element("h2", "", label), badge);
  if (things.length === 0) detail.append(element("p", "", "Not in the artefacts."));
  for (const { id, place } of things.slice(0, MOST)) {
    detail.append(facts([["id", id], ["place", place || "unknown"]]));
  }
  if (things.length > MOST) detail.append(element("p", "", "and " + (things.length - MOST) + " more"));
  if (remarks.length > 0) {
    const list = element("ul");
    for (const remark of remarks) list.append(described(data.remarks[remark]));
    detail.append(element("h3", "", "Findings (" + remarks.length + ")"), list);
  }
  const ends = ENDS.filter(([end]) => end !== kind).flatMap(([end, name]) =>
    listed(name, reached.filter((node) => data.nodes[node].kind === end), link));
  ways.replaceChildren(...ends, ...listed("Chains", through, way));
}
`;
