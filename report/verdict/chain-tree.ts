import type { Chain, ChainLink, Finding } from "../../verify/index.js";
import type { Emphasis } from "../emphasis/index.js";
import { inert } from "./inert.js";
import { counted } from "./tally.js";
import { MARGIN } from "./wrap.js";

/** Chains that are shown under one finding. */
const SHOWN = 3;

const MARKS = { holds: "✓", broken: "✗", unchecked: "?" } as const;

/** Width of the longest kind of link. */
const KIND = "service-account".length;

/** The chains that a finding is in. */
export type ChainsByFinding = ReadonlyMap<Finding, readonly Chain[]>;

/** Which chains each finding is in. */
export function chainsByFinding(chains: readonly Chain[]): ChainsByFinding {
  const found = new Map<Finding, Chain[]>();
  for (const chain of chains) {
    for (const finding of new Set(chain.links.flatMap(({ findings }) => findings))) {
      const among = found.get(finding) ?? [];
      among.push(chain);
      found.set(finding, among);
    }
  }
  return found;
}

/** The first chains that a finding is in, drawn beside the label `chain`. */
export function treesUnder(finding: Finding, among: ChainsByFinding, style: Emphasis): readonly string[] {
  const chains = among.get(finding) ?? [];
  const further = chains.length - SHOWN;
  return [
    ...chains.slice(0, SHOWN).flatMap((chain) => treeOf(chain, "chain", style)),
    ...(further > 0 ? [`${" ".repeat(MARGIN)}and ${counted(further, "more chain")}`] : []),
  ];
}

/** A chain as a tree: the container and what it gets, and below it link by link. */
export function treeOf({ workload, container, end, links }: Chain, label: string, style: Emphasis): readonly string[] {
  return [
    `  ${label.padEnd(MARGIN - 3)} ${inert(`${workload} › ${container} › ${end}`)}`,
    ...links.map((link, index) => linkLine(link, index === links.length - 1, style)),
  ];
}

function linkLine({ kind, label, state, findings }: ChainLink, isLast: boolean, { bad, dim }: Emphasis): string {
  const rules = [...new Set(findings.filter(({ severity }) => severity === "error").map(({ rule }) => rule))];
  const pointer = state === "broken" ? `  ◀ ${rules.join(", ")}`.trimEnd() : "";
  const text = `${MARKS[state]} ${kind.padEnd(KIND)}  ${inert(label)}${pointer}`;
  const emphasis = { holds: (plainly: string) => plainly, broken: bad, unchecked: dim }[state];
  return `${" ".repeat(MARGIN)}${isLast ? "└" : "├"} ${emphasis(text)}`;
}
