import { expect, test } from "vitest";
import { graphOf } from "../../../report/graph/model.js";
import { chain, credentialMissing, gap, large, link, reading, shop, verdict } from "./support/verdicts.js";

const labels = (graph: ReturnType<typeof graphOf>, kind: string) =>
  graph.nodes.filter((node) => node.kind === kind).map(({ label }) => label);

test("chains meet in one node where they go through the same thing", () => {
  const graph = graphOf(verdict([reading("api", "db-password"), reading("worker", "db-password")]));

  expect(labels(graph, "vault")).toEqual(["kv-shop"]);
  expect(labels(graph, "object")).toEqual(["secret db-password"]);
  expect(labels(graph, "pod")).toEqual(["Deployment shop/api", "Deployment shop/worker"]);
});

test("equal files of two pods are two nodes", () => {
  const graph = graphOf(verdict([reading("api", "db-password"), reading("worker", "db-password")]));

  expect(labels(graph, "file")).toEqual(["/mnt/secrets/db-password", "/mnt/secrets/db-password"]);
});

test("an object is one node for all classes that name it, and keeps their ids", () => {
  const graph = graphOf(verdict([reading("api", "db-password"), reading("worker", "db-password")]));

  expect(graph.nodes.find(({ kind }) => kind === "object")?.things).toEqual([
    { id: "SecretProviderClass shop/api db-password", place: "dist/k8s/prod/shop.yaml:12" },
    { id: "SecretProviderClass shop/worker db-password", place: "dist/k8s/prod/shop.yaml:12" },
  ]);
});

test("objects of one name in two vaults are two nodes", () => {
  const other = link("vault", "azurerm_key_vault.other");
  const graph = graphOf(verdict([reading("api", "key"), reading("worker", "key", { vault: other })]));

  expect(labels(graph, "object")).toEqual(["secret key", "secret key"]);
});

test("a vault outside of the artefacts is one node for all that name it", () => {
  const outside = link("vault", "kv-central", { thing: undefined, state: "unchecked" });
  const graph = graphOf(verdict([reading("api", "a", { vault: outside }), reading("worker", "b", { vault: outside })]));

  expect(labels(graph, "vault")).toEqual(["kv-central"]);
});

test.each([
  ["placeholders", gap("vault", "(no vault)")],
  ["accounts without a namespace", gap("service-account", "ServiceAccount default")],
])("%s behind different things stay apart, and behind one thing are one", (_, missing) => {
  const chains = ["a", "b"].flatMap((secret) => [
    chain("Deployment shop/api", secret, [link("pod", "api"), missing]),
    chain("Deployment shop/worker", secret, [link("pod", "worker"), missing]),
  ]);

  const graph = graphOf(verdict(chains));

  expect(labels(graph, missing.kind)).toEqual([missing.label, missing.label]);
  expect(graph.edges).toEqual([
    { from: 0, to: 2, state: "broken" },
    { from: 1, to: 3, state: "broken" },
  ]);
});

test("nodes, edges and ways of a graph are told by number, column by column", () => {
  const chains = [
    chain("Deployment a/b", "/x", [link("pod", "one"), link("class", "k"), link("object", "s")]),
    chain("Deployment a/c", "/x", [link("pod", "two"), link("class", "k", { state: "unchecked" })]),
  ];

  const { nodes, ...graph } = graphOf(verdict(chains));

  expect(nodes.map(({ label, state }) => [label, state])).toEqual([
    ["one", "holds"],
    ["two", "holds"],
    ["k", "unchecked"],
    ["s", "holds"],
  ]);
  expect(graph).toEqual({
    environment: "prod",
    columns: [
      { kind: "pod", nodes: [0, 1] },
      { kind: "class", nodes: [2] },
      { kind: "object", nodes: [3] },
    ],
    edges: [
      { from: 0, to: 2, state: "holds" },
      { from: 1, to: 2, state: "unchecked" },
      { from: 2, to: 3, state: "holds" },
    ],
    ways: [
      { workload: "Deployment a/b", container: "app", end: "/x", state: "holds", nodes: [0, 2, 3] },
      { workload: "Deployment a/c", container: "app", end: "/x", state: "unchecked", nodes: [1, 2] },
    ],
    remarks: [],
    elsewhere: [],
    undecided: [],
    excepted: [],
  });
});

test("an edge that several chains share has the worst of their states", () => {
  const through = (workload: string, state: "holds" | "broken" | "unchecked") =>
    chain(workload, "/x", [link("pod", "p"), link("class", "k", { state })]);

  const states = ["holds", "broken", "unchecked"] as const;
  const graph = graphOf(verdict(states.map((state) => through(state, state))));

  expect(graph.edges).toEqual([{ from: 0, to: 1, state: "broken" }]);
});

test("a node has its findings, each once, and where it stands", () => {
  const broken = link("credential", "fc", { state: "broken", findings: [credentialMissing] });
  const chains = ["a", "b"].map((end) => chain("Deployment shop/api", end, [link("pod", "p"), broken]));

  const graph = graphOf(verdict(chains));

  expect(graph.nodes[1]).toEqual({
    kind: "credential",
    label: "fc",
    things: [{ id: "fc", place: "dist/k8s/prod/shop.yaml:12" }],
    state: "broken",
    remarks: [0],
  });
  expect(graph.remarks).toEqual([
    {
      severity: "error",
      rule: "match-federated-subject",
      message: credentialMissing.message,
      place: "dist/k8s/prod/shop.yaml:44",
      allowed: credentialMissing.allowed,
      fix: credentialMissing.fix,
      shows: credentialMissing.shows,
    },
  ]);
});

test("what stands on no chain is told apart: findings, what was not checked, and what is excepted", () => {
  const exception = { rule: "match-federated-subject", target: "*", reason: "made by hand" };
  const at = credentialMissing.at;
  const unchecked = { rule: credentialMissing.rule, environment: "prod", message: "unknown", needs: "a plan", at };

  const graph = graphOf(
    verdict([], {
      findings: [credentialMissing],
      unchecked: [unchecked],
      excepted: [{ finding: credentialMissing, exception }],
    }),
  );

  expect(graph.elsewhere.map(({ message }) => message)).toEqual([credentialMissing.message]);
  expect(graph.undecided).toEqual([
    {
      severity: "not checked",
      rule: credentialMissing.rule,
      message: "unknown",
      place: "dist/k8s/prod/shop.yaml:44",
      fix: "a plan",
    },
  ]);
  expect(graph.excepted.map(({ severity, fix }) => [severity, fix])).toEqual([["excepted", "made by hand"]]);
});

test("nodes are ordered so that parallel chains do not cross", () => {
  const chains = [
    chain("a", "/x", [link("pod", "a"), link("class", "z")]),
    chain("b", "/x", [link("pod", "b"), link("object", "m")]),
    chain("c", "/x", [link("pod", "c"), link("class", "y"), link("object", "n")]),
    chain("a", "/y", [link("pod", "a"), link("class", "z"), link("object", "o")]),
  ];

  const graph = graphOf(verdict(chains));

  expect(labels(graph, "pod")).toEqual(["a", "b", "c"]);
  expect(labels(graph, "object")).toEqual(["o", "m", "n"]);
});

test("nodes that tie keep the order in which the chains name them", () => {
  const names = Array.from({ length: 25 }, (_, index) => `Deployment shop/app-${index}`);
  const chains = names.flatMap((name) =>
    ["s", "t"].map((secret) => chain(name, secret, [link("pod", name), link("vault", "v"), link("object", secret)])),
  );

  expect(labels(graphOf(verdict(chains)), "pod")).toEqual(names);
});

test("the same chains make the same graph", () => {
  expect(graphOf(shop())).toEqual(graphOf(shop()));
});

test("a character that cannot be seen, or that turns the text around, is shown as such", () => {
  const graph = graphOf(verdict([chain("a\u0000b", "x\ny", [link("pod", "p\u202eq\u200b\ud800")])]));

  expect(graph.nodes[0]?.label).toBe("p\ufffdq\ufffd\ufffd");
  expect(graph.ways[0]).toMatchObject({ workload: "a\ufffdb", end: "x y" });
});

test("a link that comes twice in a row is no edge to itself", () => {
  const graph = graphOf(verdict([chain("a", "x", [link("pod", "p"), link("pod", "p"), link("class", "k")])]));

  expect(graph.edges).toEqual([{ from: 0, to: 1, state: "holds" }]);
});

test("names such as __proto__ are names", () => {
  const graph = graphOf(
    verdict([chain("__proto__", "constructor", [link("pod", "__proto__"), link("class", "constructor")])]),
  );

  expect(graph.nodes.map(({ things }) => things[0]?.id)).toEqual(["__proto__", "constructor"]);
});

test("2,000 chains are no work", () => {
  const began = performance.now();

  const graph = graphOf(large(2000));

  expect(graph.ways).toHaveLength(2000);
  expect(performance.now() - began).toBeLessThan(2000);
});
