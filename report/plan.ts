import {
  adviseOnCredentials,
  federatedCredentialsPerIdentity,
  outgrows,
  type PlannedIdentity,
  roomFor,
} from "../model/index.js";
import { type Emphasis, plain } from "./emphasis/index.js";
import { renderProblems } from "./problems.js";

/** Columns, as the heading names them. */
const HEADING = ["identity", "credentials", "split", "environments"] as const;

/** Lays out how full each identity is with federated credentials, and what to do where room is short. */
export function renderPlan(planned: readonly PlannedIdentity[], style: Emphasis = plain): string {
  if (planned.length === 0) {
    return "No identity holds a federated credential.\n";
  }
  const rows = planned.map(({ identity, subjects, others, parts, environments }) => [
    identity.key,
    `${subjects.length + others} of ${federatedCredentialsPerIdentity}`,
    parts === 1 ? "-" : `${parts} identities`,
    environments.join(", "),
  ]);
  const widths = HEADING.map((heading, column) =>
    Math.max(heading.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd();
  const warnings = adviseOnCredentials(planned);
  const full = planned.filter(({ parts, total }) => parts > 1 && outgrows(total));
  const better = [...new Map(full.map((one) => [one.identity.declaredKey, one])).values()].map(
    (one) => `${one.identity.declaredKey}: ${roomFor(one)}`,
  );
  return `${[
    [style.strong(line(HEADING)), ...rows.map(line)].join("\n"),
    ...(warnings.length === 0 ? [] : [renderProblems(warnings, style).trimEnd()]),
    ...better,
  ].join("\n\n")}\n`;
}
