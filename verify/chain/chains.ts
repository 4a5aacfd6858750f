import { groupBy } from "../../shared/index.js";
import type { Finding, Location, Unchecked } from "../finding.js";
import { lineOf } from "../reading/document.js";
import { ruleById } from "../rules/index.js";
import type { Thing } from "../thing.js";
import type { World } from "../world.js";
import type { Chain, ChainLink, LinkState } from "./chain.js";
import { type Draft, type DraftChain, draftChains } from "./drafts.js";
import type { LinkKind } from "./link.js";
import type { Mounting } from "./mounting.js";

/** Every way from a vault into a container, each link with what the findings say of it. */
export function chainsOf(
  world: World,
  findings: readonly Finding[],
  unchecked: readonly Unchecked[],
): readonly Chain[] {
  const mountings = world.mountings.filter((mounting) => !isOfOtherProvider(world, mounting));
  const chains = mountings.flatMap((mounting) => draftChains(world, mounting));
  const about = findingsByThing(findings, idsOn(chains, findings));
  const said = saidOf(findings, unchecked);
  return chains.map(({ workload, container, end, drafts, around }) => {
    const links = judged(drafts, around, about, said);
    const state = WORST.find((worst) => links.some((link) => link.state === worst)) ?? "holds";
    return { environment: world.name, workload, container, end, links, state };
  });
}

/** Ids of everything that findings name, and that chains go through or depend on. */
function idsOn(chains: readonly DraftChain[], findings: readonly Finding[]): ReadonlySet<string> {
  const named = new Set(findings.flatMap(({ at, related }) => [at, ...related].map(({ resource }) => resource)));
  const ids = new Set<string>();
  const note = (id: string) => {
    if (named.has(id)) {
      ids.add(id);
    }
  };
  for (const { around, drafts } of chains) {
    around.forEach(note);
    for (const { thing } of drafts) {
      if (thing !== undefined) {
        note(thing.id);
      }
    }
  }
  return ids;
}

/** Whether the class that is mounted is there, and for another provider than the one of Azure. */
function isOfOtherProvider({ kubernetes }: World, { pod, volume, providerClass }: Mounting): boolean {
  const { className } = volume;
  return (
    providerClass === undefined &&
    className !== undefined &&
    kubernetes.find("SecretProviderClass", pod.namespace, className) !== undefined
  );
}

/** What rules say that is on no finding of a chain. */
interface Said {
  /** Whether anything is wrong at all. */
  readonly fails: boolean;
  /** Kinds of links that a rule could not decide on somewhere. */
  readonly openKinds: ReadonlySet<LinkKind>;
  /** Links that a rule could not decide on, as kind and thing. */
  readonly unchecked: ReadonlySet<string>;
}

function saidOf(findings: readonly Finding[], unchecked: readonly Unchecked[]): Said {
  // Whether something is too much, or never used, leaves the link as it is.
  const open = unchecked.filter(({ rule }) => !rule.startsWith("no-"));
  return {
    fails: findings.some(({ severity }) => severity !== "note"),
    openKinds: new Set(open.flatMap(({ rule }) => ruleById(rule)?.link ?? [])),
    unchecked: new Set(open.map(({ rule, at }) => `${ruleById(rule)?.link} ${at?.resource}`)),
  };
}

/**
 * The findings about each thing that chains go through. One about something beside them, such as the private endpoint of a
 * vault, is about the things that it names as the other ends of its link.
 */
function findingsByThing(
  findings: readonly Finding[],
  ids: ReadonlySet<string>,
): ReadonlyMap<string, readonly Finding[]> {
  const pairs = findings.flatMap((finding) => {
    const { at, related } = finding;
    const others = related.map(({ resource }) => resource).filter((resource) => ids.has(resource));
    return (ids.has(at.resource) ? [at.resource] : others).map((resource) => ({ resource, finding }));
  });
  const groups = groupBy(pairs, ({ resource }) => resource);
  return new Map([...groups].map(([resource, some]) => [resource, some.map(({ finding }) => finding)]));
}

const WORST: readonly LinkState[] = ["broken", "unchecked"];

/** Puts each finding on the link that its rule judges, or on the last link before it where a chain has none. */
function judged(
  drafts: readonly Draft[],
  around: readonly string[],
  findings: ReadonlyMap<string, readonly Finding[]>,
  said: Said,
): readonly ChainLink[] {
  const hit = new Set(around.filter((id) => findings.has(id)));
  for (const { thing } of drafts) {
    if (thing !== undefined && findings.has(thing.id)) {
      hit.add(thing.id);
    }
  }
  if (hit.size === 0) {
    return drafts.map((draft) => linkOf(draft, NONE, said));
  }
  const about = new Map<Draft, Finding[]>();
  for (const id of hit) {
    for (const finding of findings.get(id) ?? []) {
      const draft = placeOf(finding, drafts);
      if (draft !== undefined) {
        about.set(draft, [...(about.get(draft) ?? []), finding]);
      }
    }
  }
  return drafts.map((draft) => linkOf(draft, about.get(draft) ?? NONE, said));
}

const NONE: readonly Finding[] = [];

function placeOf({ rule, at }: Finding, drafts: readonly Draft[]): Draft | undefined {
  const kind = ruleById(rule)?.link;
  return (
    drafts.find((draft) => draft.kind === kind) ?? drafts.find(({ thing }) => thing?.id === at.resource) ?? drafts[0]
  );
}

function linkOf(draft: Draft, findings: readonly Finding[], said: Said): ChainLink {
  const { kind, thing, end } = draft;
  const bad = findings.some(({ severity }) => severity === "error");
  // What would have to be there, and is not, breaks the link, whichever end a rule tells it of.
  const gone = end === "missing" && said.fails && !said.openKinds.has(kind);
  const untold = end !== "there" || (thing !== undefined && said.unchecked.has(`${kind} ${thing.id}`));
  const state = bad || gone ? "broken" : untold ? "unchecked" : "holds";
  return new JudgedLink(draft, state, findings);
}

class JudgedLink implements ChainLink {
  readonly kind: LinkKind;
  readonly label: string;
  readonly state: LinkState;
  readonly findings: readonly Finding[];
  readonly #end: Thing | undefined;

  constructor({ kind, label, thing }: Draft, state: LinkState, findings: readonly Finding[]) {
    this.kind = kind;
    this.label = label;
    this.state = state;
    this.findings = findings;
    this.#end = thing;
  }

  get thing(): string | undefined {
    return this.#end?.id;
  }

  /** Looked up when somebody asks: nobody does of most links of a large environment. */
  get at(): Location | undefined {
    return this.#end && locationOf(this.#end);
  }
}

function locationOf({ id, place, construct }: Thing): Location {
  return {
    file: place.document.file,
    line: lineOf(place),
    resource: id,
    ...(construct === undefined ? {} : { construct }),
  };
}
