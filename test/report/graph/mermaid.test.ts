import { expect, test } from "vitest";
import { renderMermaid } from "../../../report/graph/index.js";
import { chain, gap, hostile, large, link, verdict } from "./support/verdicts.js";

test("a graph is drawn with a subgraph for each kind, and broken and unchecked links stand out", () => {
  const chains = [
    chain("Deployment shop/api", "/x", [link("pod", "Deployment shop/api"), link("class", "api")]),
    chain("Deployment shop/web", "/x", [
      link("pod", "Deployment shop/web"),
      link("class", "web", { state: "unchecked" }),
      gap("identity", "no identity"),
    ]),
  ];

  expect(renderMermaid(verdict(chains))).toBe(`flowchart LR
  accTitle: Chains of prod
  subgraph c0["pod"]
    n0["Deployment shop/api"]
    n1["Deployment shop/web"]
  end
  subgraph c1["provider class"]
    n2["api"]
    n3["web"]
  end
  subgraph c2["identity"]
    n4["no identity"]
  end
  n0 --> n2
  n1 -.-> n3
  n3 --x n4
  classDef broken stroke:#d32f2f,stroke-width:3px
  class n4 broken
  linkStyle 2 stroke:#d32f2f,stroke-width:3px
  classDef unchecked stroke:#7a828c,stroke-dasharray:3 4
  class n3 unchecked
  linkStyle 1 stroke:#7a828c,stroke-dasharray:3 4
`);
});

test("whatever Mermaid could read as more than text becomes an entity code", () => {
  const text = renderMermaid(verdict([chain("a", "x", [link("pod", hostile)])], { name: 'p"\nq;r' }));

  expect(text).toBe(`flowchart LR
  accTitle: Chains of p#quot; q#59;r
  subgraph c0["pod"]
    n0["#60;/script#62;#60;img src=x onerror=#quot;window.hacked=1#quot;#62;#60;/title#62;#60;style#62;#42;#123;\
display#58;none#125;#60;/style#62;#39;#quot;#38;#65533;#37;#37;#123;init#125;#37;#37;"]
  end
`);
});

test("an environment without chains says so", () => {
  expect(renderMermaid(verdict([]))).toBe(`flowchart LR
  accTitle: Chains of prod
  none["no workload reads a vault"]
`);
});

test("more edges than Mermaid draws by itself are announced", () => {
  const [, , comment] = renderMermaid(large(200)).split("\n");

  expect(comment).toBe("  %% 1420 edges: Mermaid draws 500 unless maxEdges is raised.");
});

test("2,000 chains are drawn within two seconds", () => {
  const began = performance.now();

  const text = renderMermaid(large(2000));

  expect(text.match(/^ {4}n\d+\[/gm)?.length).toBeGreaterThan(10_000);
  expect(performance.now() - began).toBeLessThan(2000);
});
