import type { Chain, EnvironmentVerdict, Excepted, Finding, Location, Unchecked, Verdict } from "../../verify/index.js";
import { inertJson } from "./inert.js";
import { tallyOf } from "./tally.js";

/** Version of the shape below; it changes when a field goes away or comes to mean something else. */
const VERSION = 1;

/*
 * Fields are picked one by one: the shape is a promise to programs, so a field that is new inside must be published on
 * purpose.
 */

/** A verdict for programs, as `docs/schemas/verdict-1.schema.json` describes it. */
export function renderJson(verdict: Verdict): string {
  return inertJson({
    version: VERSION,
    today: verdict.today,
    environments: verdict.environments.map(environmentOf),
    summary: tallyOf(verdict.environments),
  });
}

function environmentOf({ name, counts, findings, unchecked, excepted, chains }: EnvironmentVerdict) {
  const { manifests, resources, rules } = counts;
  const indexes = new Map(findings.map((finding, index) => [finding, index]));
  return {
    name,
    counts: { manifests, resources, rules },
    findings: findings.map(findingOf),
    unchecked: unchecked.map(uncheckedOf),
    excepted: excepted.map(exceptedOf),
    chains: chains.map((chain) => chainOf(chain, indexes)),
  };
}

function findingOf({ rule, severity, environment, message, at, got, allowed, fix, shows, related, docs }: Finding) {
  return {
    rule,
    severity,
    environment,
    message,
    at: locationOf(at),
    got,
    allowed,
    fix,
    shows,
    related: related.map(locationOf),
    docs,
  };
}

function locationOf({ file, line, resource, field, construct }: Location) {
  return { file, line, resource, field, construct };
}

function uncheckedOf({ rule, environment, message, needs, at }: Unchecked) {
  return { rule, environment, message, needs, at: at && locationOf(at) };
}

function exceptedOf({ finding, exception }: Excepted) {
  const { rule, target, reason, environment, until } = exception;
  return { finding: findingOf(finding), exception: { rule, target, reason, environment, until } };
}

function chainOf(
  { environment, workload, container, end, state, links }: Chain,
  indexes: ReadonlyMap<Finding, number>,
) {
  return {
    environment,
    workload,
    container,
    end,
    state,
    links: links.map(({ kind, thing, label, state: linkState, findings, at }) => ({
      kind,
      thing,
      label,
      state: linkState,
      findings: findings.map((finding) => indexes.get(finding)).filter((index) => index !== undefined),
      at: at && locationOf(at),
    })),
  };
}
