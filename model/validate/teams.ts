import type { Environment } from "../environment.js";
import { dnsLabel } from "../limits/index.js";
import { problem, quote, within } from "../problem.js";
import { declaredIdentity } from "../resolve-identities.js";
import { namespaceOf } from "../resolve-workload.js";
import { checkName, type Problems } from "./checks.js";

/** Checks that what a team deploys apart is its own: its namespaces and its identities. */
export function* checkTeams({ name, workloads }: Environment): Problems {
  const owners = new Map<string, { readonly team: string | undefined; readonly workload: string }>();
  const checked = new Set<string>();
  for (const [index, workload] of workloads.entries()) {
    const { team } = workload;
    const at = within(name, `workloads[${index}] ${workload.name}`, "team");
    if (team !== undefined && !checked.has(team)) {
      checked.add(team);
      yield* checkName("valid-team-name", "team name", team, at, dnsLabel);
    }
    for (const thing of [
      `namespace ${quote(namespaceOf(workload))}`,
      `identity ${quote(declaredIdentity(workload).key)}`,
    ]) {
      const owner = owners.get(thing);
      owners.set(thing, owner ?? { team, workload: workload.name });
      if (owner !== undefined && owner.team !== team) {
        yield problem({
          rule: "match-team",
          message: `${thing} belongs to ${called(team)} here and to ${called(owner.team)} in workload ${quote(owner.workload)}`,
          at,
          allowed: "one team for each namespace and each identity, because teams deploy apart",
          fix: "give each team a namespace and an identity of its own, or all the workloads the same team",
        });
      }
    }
  }
}

function called(team: string | undefined): string {
  return team === undefined ? "the platform" : `team ${quote(team)}`;
}
