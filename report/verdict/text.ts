import type { EnvironmentVerdict, Excepted, Finding, Location, Verdict } from "../../verify/index.js";
import { type Emphasis, plain } from "../emphasis/index.js";
import { type ChainsByFinding, chainsByFinding, treeOf, treesUnder } from "./chain-tree.js";
import { detailsOf, pathOf, subjectOf } from "./details.js";
import { inert } from "./inert.js";
import type { ReportOptions } from "./options.js";
import { counted, isFailing, linksLine, tallyLine, tallyOf } from "./tally.js";
import { firstFew, groupUnchecked, type UncheckedGroup } from "./unchecked.js";
import { labelled, withoutCommands, wrap } from "./wrap.js";

/**
 * A verdict for reading: environment by environment what is wrong and which chains that breaks, what could not be
 * checked, what somebody answered for, then notes; at the end how many of each.
 */
export function renderText(
  { environments }: Verdict,
  { strict, verbose = false, style = plain }: ReportOptions,
): string {
  const { errors, warnings } = tallyOf(environments);
  const fails = errors > 0 || (strict && warnings > 0);
  const tally = tallyLine(environments);
  const blocks = [
    ...environments.flatMap((environment) => blocksOf(environment, { strict, verbose, style })),
    [linksLine(environments), fails ? style.bad(tally) : style.strong(tally)],
  ];
  return withoutCommands(`${blocks.map((lines) => lines.join("\n")).join("\n\n")}\n`);
}

type Lines = readonly string[];

function blocksOf(environment: EnvironmentVerdict, options: Required<ReportOptions>): readonly Lines[] {
  const { findings, unchecked, excepted, chains } = environment;
  const { strict, verbose, style } = options;
  const among = chainsByFinding(chains);
  return [
    headlineOf(environment, style),
    ...inShort(
      findings.filter(({ severity }) => severity !== "note"),
      (finding) => findingBlock(finding, isFailing(finding, strict), among, style),
      verbose,
    ),
    ...groupUnchecked(unchecked).map((group) => uncheckedBlock(group, verbose, style)),
    ...groupExcepted(excepted).map((group) => exceptedBlock(group, style)),
    ...inShort(
      findings.filter(({ severity }) => severity === "note"),
      (note) => noteBlock(note, style),
      verbose,
    ),
    ...(verbose ? chains.map((chain) => treeOf(chain, "chain", style)) : []),
  ];
}

/** Findings of one rule that are told in full; of the others, a line each, and of those only so many. */
const IN_FULL = 3;
const IN_SHORT = 10;

/** The first findings of each rule in full, and where the others are: one mistake may be made two thousand times. */
function inShort(
  findings: readonly Finding[],
  inFull: (finding: Finding) => Lines,
  verbose: boolean,
): readonly Lines[] {
  const seen = new Map<string, Finding[]>();
  for (const finding of findings) {
    const alike = seen.get(finding.rule) ?? [];
    alike.push(finding);
    seen.set(finding.rule, alike);
  }
  return [...seen.values()].flatMap((alike) => {
    const full = verbose ? alike : alike.slice(0, IN_FULL);
    const others = alike.slice(full.length);
    const blocks = full.map(inFull);
    return others.length === 0 ? blocks : [...blocks, othersBlock(others)];
  });
}

function othersBlock(others: readonly Finding[]): Lines {
  const [first] = others;
  return [
    `${first?.severity} ${counted(others.length, "more finding")} of ${first?.rule} (in full with --verbose)`,
    ...firstPlaces(
      others.map(({ at }) => placeOf(at)),
      IN_SHORT,
    ),
  ];
}

/** How much was read, and how the chains stand. */
function headlineOf(environment: EnvironmentVerdict, { strong, dim }: Emphasis): Lines {
  const { name, counts, chains } = environment;
  const variables = chains.filter(({ links }) => links.some(({ kind }) => kind === "variable"));
  const containers = new Set(chains.map(({ workload, container }) => JSON.stringify([workload, container])));
  const ends = [
    counted(chains.length - variables.length, "file"),
    ...(variables.length === 0 ? [] : [counted(variables.length, "variable")]),
  ].join(" and ");
  const read = [
    counted(counts.manifests, "manifest"),
    counted(counts.resources, "resource"),
    `${ends} in ${counted(containers.size, "container")}`,
  ];
  return [`${strong(inert(name))}  ${read.join(", ")}`, `  ${dim(linksLine([environment]))}`];
}

function findingBlock(finding: Finding, isBad: boolean, among: ChainsByFinding, style: Emphasis): Lines {
  const { severity, message, rule, at, docs } = finding;
  return [
    ...headingOf(severity, message, rule, { ...style, bad: isBad ? style.bad : style.strong }),
    ...labelled("at", placeOf(at)),
    ...(at.construct === undefined ? [] : labelled("construct", at.construct)),
    ...detailsOf(finding).flatMap(([label, text]) => labelled(label, text)),
    ...labelled("docs", docs).map(style.dim),
    // A warning breaks no link: the chain would only say again where it is.
    ...(severity === "error" ? treesUnder(finding, among, style) : []),
  ];
}

function uncheckedBlock({ message, needs, entries, rules }: UncheckedGroup, verbose: boolean, style: Emphasis): Lines {
  const places = entries.flatMap(({ at }) => (at === undefined ? [] : [placeOf(at)]));
  const times = entries.length === 1 ? "" : ` (${entries.length} times)`;
  const [rule = ""] = rules;
  return [
    ...headingOf("unchecked", `${message}${times}`, rules.length === 1 ? rule : undefined, {
      ...style,
      bad: style.strong,
    }),
    ...labelled("needs", needs),
    ...(rules.length === 1 ? [] : labelled("rules", verbose ? rules.join(", ") : firstFew(rules))),
    ...firstPlaces(places, verbose ? places.length : undefined),
  ];
}

function firstPlaces(places: readonly string[], most = 3): Lines {
  const further = places.length - most;
  return [
    ...places.slice(0, most).flatMap((place) => labelled("at", place)),
    ...(further > 0 ? labelled("", `and ${counted(further, "more place")}`) : []),
  ];
}

/** Findings that one exception answers for. */
interface ExceptedGroup {
  readonly exception: Excepted["exception"];
  readonly findings: readonly Finding[];
}

function groupExcepted(excepted: readonly Excepted[]): readonly ExceptedGroup[] {
  const groups = new Map<Excepted["exception"], Finding[]>();
  for (const { exception, finding } of excepted) {
    const alike = groups.get(exception) ?? [];
    alike.push(finding);
    groups.set(exception, alike);
  }
  return [...groups].map(([exception, findings]) => ({ exception, findings }));
}

function exceptedBlock({ exception, findings }: ExceptedGroup, style: Emphasis): Lines {
  const { rule, reason, until } = exception;
  const times = findings.length === 1 ? "" : ` (and ${findings.length - 1} more like it)`;
  return [
    ...headingOf("excepted", `${findings[0]?.message}${times}`, rule, { ...style, bad: style.strong }),
    ...firstPlaces(findings.map(({ at }) => placeOf(at))),
    ...labelled("reason", reason),
    ...(until === undefined ? [] : labelled("until", until)),
  ];
}

function noteBlock({ severity, message, rule, at, fix }: Finding, style: Emphasis): Lines {
  return [
    ...headingOf(severity, message, rule, { ...style, bad: style.dim }),
    ...labelled("at", placeOf(at)),
    ...labelled("fix", fix),
  ];
}

/** `error <message> [rule]`, over several lines where it is long. */
function headingOf(word: string, message: string, rule: string | undefined, { strong, bad, dim }: Emphasis): Lines {
  const tag = rule === undefined ? "" : `[${rule}]`;
  const lines = wrap(`${word} ${message} ${tag}`.trimEnd(), 2);
  return lines.map((line, index) => {
    const end = index === lines.length - 1 && tag !== "" ? line.length - tag.length : line.length;
    const start = index === 0 ? word.length : 0;
    return `${bad(line.slice(0, start))}${strong(line.slice(start, end))}${dim(line.slice(end))}`;
  });
}

function placeOf(at: Location): string {
  return `${pathOf(at)}:${at.line}  ${subjectOf(at, "  ")}`;
}
