import type { EnvironmentVerdict, Excepted, Finding, Unchecked, Verdict } from "../../verify/index.js";
import { detailsOf, pathOf, subjectOf } from "./details.js";
import { inert } from "./inert.js";
import type { ReportOptions, RuleSummary } from "./options.js";
import { counted, isFailing, tallyOf } from "./tally.js";
import { groupUnchecked, type UncheckedGroup } from "./unchecked.js";

/** One rule in one environment. */
interface Case {
  readonly failing: readonly Finding[];
  readonly passing: readonly Finding[];
  readonly unchecked: readonly Unchecked[];
  readonly excepted: readonly Excepted[];
  readonly rule: RuleSummary;
}

/**
 * A verdict as JUnit XML: a suite for each environment, in it a case for each rule. A case carries one `failure` with
 * all of its findings, because several readers show only the first.
 *
 * @param rules every rule there is, found or not
 * @see https://github.com/testmoapp/junitxml
 */
export function renderJunit(
  verdict: Verdict,
  rules: readonly RuleSummary[],
  { strict }: Pick<ReportOptions, "strict">,
): string {
  const suites = verdict.environments.map((environment) => ({
    environment,
    cases: casesOf(environment, rules, strict),
  }));
  const all = suites.flatMap(({ cases }) => cases);
  return `${[
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="akv verify" ${countsOf(all)}>`,
    ...suites.flatMap(({ environment, cases }) => suiteOf(environment, cases, verdict.today)),
    "</testsuites>",
  ].join("\n")}\n`;
}

function casesOf(environment: EnvironmentVerdict, rules: readonly RuleSummary[], strict: boolean): readonly Case[] {
  const findings = byRule(environment.findings, ({ rule }) => rule);
  const unchecked = byRule(environment.unchecked, ({ rule }) => rule);
  const excepted = byRule(environment.excepted, ({ finding }) => finding.rule);
  return rules.map((rule) => {
    const found = findings.get(rule.id) ?? [];
    return {
      rule,
      failing: found.filter((finding) => isFailing(finding, strict)),
      passing: found.filter((finding) => !isFailing(finding, strict)),
      unchecked: unchecked.get(rule.id) ?? [],
      excepted: excepted.get(rule.id) ?? [],
    };
  });
}

function byRule<Entry>(entries: readonly Entry[], ruleOf: (entry: Entry) => string): ReadonlyMap<string, Entry[]> {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    const group = groups.get(ruleOf(entry)) ?? [];
    group.push(entry);
    groups.set(ruleOf(entry), group);
  }
  return groups;
}

function suiteOf(environment: EnvironmentVerdict, cases: readonly Case[], today: string): readonly string[] {
  const { name, counts, chains } = environment;
  const { errors, warnings, notes, unchecked, excepted } = tallyOf([environment]);
  const { manifests, resources } = counts;
  const properties = {
    today,
    manifests,
    resources,
    chains: chains.length,
    errors,
    warnings,
    notes,
    unchecked,
    excepted,
  };
  return [
    `  <testsuite name="${xml(name)}" ${countsOf(cases)}>`,
    "    <properties>",
    ...Object.entries(properties).map(
      ([key, value]) => `      <property name="${key}" value="${xml(String(value))}"/>`,
    ),
    "    </properties>",
    ...cases.flatMap((one) => caseOf(name, one)),
    "  </testsuite>",
  ];
}

function countsOf(cases: readonly Case[]): string {
  const failures = cases.filter(({ failing }) => failing.length > 0).length;
  const skipped = cases.filter(isSkipped).length;
  return `tests="${cases.length}" failures="${failures}" errors="0" skipped="${skipped}"`;
}

function isSkipped({ failing, unchecked }: Case): boolean {
  return failing.length === 0 && unchecked.length > 0;
}

function caseOf(environment: string, one: Case): readonly string[] {
  const { rule, failing, passing, unchecked, excepted } = one;
  const open = `    <testcase classname="${xml(environment)}" name="${xml(rule.id)}"`;
  const beside = [
    ...passing.map(findingText),
    ...groupUnchecked(unchecked).map(uncheckedText),
    ...excepted.map(
      ({ finding, exception }) => `excepted: ${xml(finding.message)}\n  reason: ${xml(exception.reason)}`,
    ),
  ];
  const inner = [
    ...failureOf(failing),
    ...(isSkipped(one) ? [`      <skipped message="${headline(unchecked, "not checked")}"/>`] : []),
    ...(beside.length === 0 ? [] : [`      <system-out>${beside.join("\n")}</system-out>`]),
  ];
  return inner.length === 0 ? [`${open}/>`] : [`${open}>`, ...inner, "    </testcase>"];
}

function failureOf(failing: readonly Finding[]): readonly string[] {
  const [first] = failing;
  if (first === undefined) {
    return [];
  }
  const body = failing.map(findingText).join("\n");
  return [`      <failure message="${headline(failing, "finding")}" type="${first.severity}">${body}</failure>`];
}

/** The message, or the first of several and how many there are. */
function headline(entries: readonly { readonly message: string }[], noun: "finding" | "not checked"): string {
  const first = xml(entries[0]?.message ?? "");
  if (entries.length === 1) {
    return noun === "finding" ? first : `not checked: ${first}`;
  }
  return `${noun === "finding" ? counted(entries.length, noun) : `${entries.length} ${noun}`}, first: ${first}`;
}

function findingText(finding: Finding): string {
  const { severity, message, at, docs } = finding;
  return [
    `${severity}: ${xml(message)}`,
    `  at: ${xml(`${pathOf(at)}:${at.line} ${subjectOf(at)}`)}`,
    ...detailsOf(finding).map(([label, text]) => `  ${label}: ${xml(text)}`),
    `  docs: ${xml(docs)}`,
  ].join("\n");
}

function uncheckedText({ message, needs, entries }: UncheckedGroup): string {
  const times = entries.length === 1 ? "" : ` (${entries.length} times)`;
  return `not checked: ${xml(message)}${times}\n  needs: ${xml(needs)}`;
}

/** Text as content or inside of double quotes; nothing in it can end an element or be refused by a parser. */
function xml(text: string): string {
  return inert(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&apos;");
}
