import type { EnvironmentVerdict, Finding } from "../../verify/index.js";

/** How many of each there are. */
export interface Tally {
  readonly errors: number;
  readonly warnings: number;
  readonly notes: number;
  readonly unchecked: number;
  readonly excepted: number;
}

/** Counts what was found in environments. */
export function tallyOf(environments: readonly EnvironmentVerdict[]): Tally {
  const findings = environments.flatMap((environment) => environment.findings);
  const of = (severity: Finding["severity"]) => findings.filter((finding) => finding.severity === severity).length;
  return {
    errors: of("error"),
    warnings: of("warning"),
    notes: of("note"),
    unchecked: sum(environments.map(({ unchecked }) => unchecked.length)),
    excepted: sum(environments.map(({ excepted }) => excepted.length)),
  };
}

/** Whether a finding fails the run: an error, and a warning where warnings count. */
export function isFailing({ severity }: Finding, strict: boolean): boolean {
  return severity === "error" || (strict && severity === "warning");
}

/** `2 errors, 1 warning, 4 not checked in 3 environments`. */
export function tallyLine(environments: readonly EnvironmentVerdict[]): string {
  const { errors, warnings, notes, unchecked, excepted } = tallyOf(environments);
  const parts = [
    ...(errors === 0 ? [] : [counted(errors, "error")]),
    ...(warnings === 0 ? [] : [counted(warnings, "warning")]),
    ...(notes === 0 ? [] : [counted(notes, "note")]),
    ...(unchecked === 0 ? [] : [`${unchecked} not checked`]),
    ...(excepted === 0 ? [] : [`${excepted} excepted`]),
  ];
  return `${parts.length === 0 ? "no findings" : parts.join(", ")} in ${counted(environments.length, "environment")}`;
}

/** How the links of all chains stand: `all 214 links of 61 chains hold`. */
export function linksLine(environments: readonly EnvironmentVerdict[]): string {
  const counts = { holds: 0, broken: 0, unchecked: 0 };
  let chains = 0;
  for (const { links } of environments.flatMap((environment) => environment.chains)) {
    chains += 1;
    for (const { state } of links) {
      counts[state] += 1;
    }
  }
  const { holds, broken, unchecked } = counts;
  const all = holds + broken + unchecked;
  if (all === 0) {
    return "no pod reads a vault here: there is no chain to judge";
  }
  const of = `of ${counted(chains, "chain")}`;
  if (holds === all) {
    return `all ${counted(holds, "link")} ${of} hold`;
  }
  const rest = [
    ...(broken === 0 ? [] : [`${broken} broken`]),
    ...(unchecked === 0 ? [] : [`${unchecked} not checked`]),
  ];
  return `${holds} of ${counted(all, "link")} ${of} hold, ${rest.join(", ")}`;
}

/** `1 file`, `2 files`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
