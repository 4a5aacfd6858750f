import type { Chain, ChainLink, EnvironmentVerdict, LinkKind, LinkState } from "../../verify/index.js";
import { KINDS } from "./columns.js";
import { ordered } from "./order.js";
import { keyOfFinding, placeOf, type Remark, remarkOf } from "./remark.js";
import { shown } from "./words.js";

/** A thing of the artefacts, and where it stands. */
export interface Stand {
  readonly id: string;
  readonly place?: string;
}

/** Something that chains go through, or the gap where one of them ends. */
export interface Node {
  readonly kind: LinkKind;
  readonly label: string;
  /** The things that it is, such as a vault's object as each class names it; empty where there is none. */
  readonly things: readonly Stand[];
  /** The worst of the links that end here. */
  readonly state: LinkState;
  /** Numbers of the graph's remarks. */
  readonly remarks: readonly number[];
}

/** From one link to the next; the state is the later link's, of several chains the worst. */
export interface Edge {
  readonly from: number;
  readonly to: number;
  readonly state: LinkState;
}

/** A chain, as the numbers of the nodes that it goes through. */
export interface Way {
  readonly workload: string;
  readonly container: string;
  readonly end: string;
  readonly state: LinkState;
  readonly nodes: readonly number[];
}

/** The chains of an environment: nodes by column and place in it, from the left and from the top. */
export interface Graph {
  readonly environment: string;
  readonly columns: readonly { readonly kind: LinkKind; readonly nodes: readonly number[] }[];
  readonly nodes: readonly Node[];
  readonly edges: readonly Edge[];
  readonly ways: readonly Way[];
  /** The findings that stand at nodes, each once. */
  readonly remarks: readonly Remark[];
  /** Findings that no chain goes through. */
  readonly elsewhere: readonly Remark[];
  /** What no rule could decide. */
  readonly undecided: readonly Remark[];
  /** Findings that somebody answered for. */
  readonly excepted: readonly Remark[];
}

const GRAVITY: Readonly<Record<LinkState, number>> = { holds: 0, unchecked: 1, broken: 2 };

/** The graph of an environment's chains. Links at the same thing are one node, so chains meet where they share it. */
export function graphOf(environment: EnvironmentVerdict): Graph {
  const drafts = new Map<string, Draft>();
  const edges = new Map<string, { from: Draft; to: Draft; state: LinkState }>();
  const remarks = new Map<string, { number: number; remark: Remark }>();
  const ways = environment.chains.map((chain) => {
    let before: Draft | undefined;
    const path = chain.links.map((link) => {
      const draft = draftOf(drafts, keyOf(chain, link, before), link);
      for (const finding of link.findings) {
        const key = keyOfFinding(finding);
        const known = remarks.get(key) ?? { number: remarks.size, remark: remarkOf(finding) };
        remarks.set(key, known);
        draft.remarks.add(known.number);
      }
      if (before !== undefined && before !== draft) {
        const key = `${before.number} ${draft.number}`;
        const state = worse(edges.get(key)?.state ?? "holds", link.state);
        edges.set(key, { from: before, to: draft, state });
      }
      before = draft;
      return draft;
    });
    return { chain, path };
  });

  const columns = columnsOf([...drafts.values()], [...edges.values()]);
  // From here on a node's number is its place: column by column, from the top.
  const inOrder = columns.flatMap(({ drafts }) => drafts);
  for (const [index, draft] of inOrder.entries()) {
    draft.number = index;
  }
  return {
    environment: shown(environment.name),
    columns: columns.map(({ kind, drafts }) => ({ kind, nodes: drafts.map(({ number }) => number) })),
    nodes: inOrder.map(({ kind, label, things, state, remarks }) => ({
      kind,
      label,
      things: [...things.values()],
      state,
      remarks: [...remarks],
    })),
    edges: [...edges.values()]
      .map(({ from, to, state }) => ({ from: from.number, to: to.number, state }))
      .sort((a, b) => a.from - b.from || a.to - b.to),
    ways: ways.map(({ chain, path }) => ({
      workload: shown(chain.workload),
      container: shown(chain.container),
      end: shown(chain.end),
      state: chain.state,
      nodes: path.map(({ number }) => number),
    })),
    remarks: [...remarks.values()].map(({ remark }) => remark),
    elsewhere: environment.findings.filter((finding) => !remarks.has(keyOfFinding(finding))).map(remarkOf),
    undecided: environment.unchecked.map(({ rule, message, needs, at }) => ({
      severity: "not checked",
      rule,
      message: shown(message),
      place: at && placeOf(at),
      fix: shown(needs),
    })),
    excepted: environment.excepted.map(({ finding, exception }) => ({
      ...remarkOf(finding),
      severity: "excepted",
      fix: shown(exception.reason),
    })),
  };
}

/** A node while it is being made. */
interface Draft {
  number: number;
  readonly kind: LinkKind;
  readonly label: string;
  readonly things: Map<string, Stand>;
  state: LinkState;
  readonly remarks: Set<number>;
}

function draftOf(drafts: Map<string, Draft>, key: string, { kind, label, thing, at, state }: ChainLink): Draft {
  const draft = drafts.get(key) ?? {
    number: drafts.size,
    kind,
    label: shown(label),
    things: new Map(),
    state,
    remarks: new Set(),
  };
  drafts.set(key, draft);
  draft.state = worse(draft.state, state);
  // The line of a place is looked up when it is read, so it is read once.
  if (thing !== undefined && !draft.things.has(thing)) {
    draft.things.set(thing, { id: shown(thing), place: at && placeOf(at) });
  }
  return draft;
}

/** Kinds whose label is a name that all clusters of a tenant share: a client id, a vault's name. */
const NAMED: ReadonlySet<LinkKind> = new Set(["identity", "vault"]);

/**
 * What makes two links the same node. Files and variables are one container's own. An object is known by its vault and
 * its name, whichever class names it. Any other thing is itself wherever it is met. Where there is none, a name is
 * itself too; a placeholder, which verify puts in parentheses, is shared only by chains that come from one place.
 */
function keyOf({ workload, container }: Chain, { kind, thing, label }: ChainLink, before?: Draft): string {
  if (kind === "file" || kind === "variable") {
    return JSON.stringify([kind, workload, container, label]);
  }
  if (kind === "object") {
    return JSON.stringify([kind, before?.number, label]);
  }
  if (thing !== undefined) {
    return JSON.stringify([kind, thing]);
  }
  const isName = NAMED.has(kind) && !label.startsWith("(");
  return JSON.stringify([kind, label, isName ? "name" : before?.number, "no thing"]);
}

function columnsOf(
  drafts: readonly Draft[],
  edges: readonly { readonly from: Draft; readonly to: Draft }[],
): readonly { readonly kind: LinkKind; readonly drafts: readonly Draft[] }[] {
  const byKind = new Map<LinkKind, number[]>(KINDS.map((kind) => [kind, []]));
  for (const { kind, number } of drafts) {
    byKind.get(kind)?.push(number);
  }
  const kinds = KINDS.filter((kind) => byKind.get(kind)?.length);
  const sorted = ordered(
    kinds.map((kind) => byKind.get(kind) ?? []),
    edges.map(({ from, to }) => [from.number, to.number]),
  );
  return kinds.map((kind, index) => ({
    kind,
    drafts: (sorted[index] ?? []).flatMap((number) => drafts[number] ?? []),
  }));
}

function worse(a: LinkState, b: LinkState): LinkState {
  return GRAVITY[b] > GRAVITY[a] ? b : a;
}
