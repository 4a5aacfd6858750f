import type { Chain } from "./chain/chain.js";
import { chainsOf } from "./chain/chains.js";
import { covers, type GivenException } from "./exceptions.js";
import type { Excepted, Finding, Location, Severity, Unchecked } from "./finding.js";
import { lineOf, type Step } from "./reading/document.js";
import type { Fault, Rule, Undecided } from "./rule.js";
import { type RuleId, rules } from "./rules/index.js";
import type { Thing } from "./thing.js";
import type { EnvironmentVerdict } from "./verdict.js";
import type { World } from "./world.js";

/** Rules about exceptions, which come last: whether one was used shows only when everything else was judged. */
const ABOUT_EXCEPTIONS: ReadonlySet<string> = new Set(["no-unused-exception", "valid-exception"]);

/** Runs every rule over environments, together because an exception may be for several of them. */
export function judge(worlds: readonly World[], exceptions: readonly GivenException[]): readonly EnvironmentVerdict[] {
  const judged = worlds.map((world) => {
    const outcome = outcomeOf(
      rules.filter(({ id }) => !ABOUT_EXCEPTIONS.has(id)),
      world,
    );
    return { world, outcome, excepted: exceptedAmong(outcome.findings, world) };
  });
  const used = new Set(judged.flatMap(({ excepted }) => excepted.map(({ exception }) => exception)));
  return judged.map(({ world, outcome, excepted }) => {
    const ownExceptions = exceptions
      .filter((given) => homeOf(given, worlds) === world.name)
      .map((given) => ({ ...given, used: used.has(given.exception) }));
    const last = outcomeOf(
      rules.filter(({ id }) => ABOUT_EXCEPTIONS.has(id)),
      { ...world, ownExceptions },
    );
    return verdictOn(world, { outcome, last, excepted });
  });
}

/**
 * The environment that an exception is told about in, where something is wrong with it. Whether one for no environment in
 * particular is used cannot be told where not all environments are judged: then it is told about nowhere.
 */
function homeOf({ exception }: GivenException, worlds: readonly World[]): string | undefined {
  const [first] = worlds;
  const { environment } = exception;
  if (environment !== undefined && first?.environments.includes(environment) === true) {
    return environment;
  }
  return worlds.length === first?.environments.length ? first.name : undefined;
}

function verdictOn(
  world: World,
  {
    outcome,
    last,
    excepted,
  }: { readonly outcome: Outcome; readonly last: Outcome; readonly excepted: readonly Excepted[] },
): EnvironmentVerdict {
  const silenced = new Set(excepted.map(({ finding }) => finding));
  const findings = [...outcome.findings, ...last.findings].filter((finding) => !silenced.has(finding)).sort(byWeight);
  const unchecked = [...outcome.unchecked, ...last.unchecked];
  const chains: readonly Chain[] = chainsOf(world, findings, unchecked);
  return {
    name: world.name,
    findings,
    unchecked,
    excepted,
    chains,
    counts: {
      manifests: world.kubernetes.manifests.length,
      resources: world.azure.resources.length,
      rules: rules.length,
    },
  };
}

interface Outcome {
  readonly findings: readonly Finding[];
  readonly unchecked: readonly Unchecked[];
}

function outcomeOf(some: readonly Rule<RuleId>[], world: World): Outcome {
  const outcomes = some.map((rule) => outcomeOfRule(rule, world));
  return {
    findings: outcomes.flatMap(({ findings }) => findings),
    unchecked: outcomes.flatMap(({ unchecked }) => unchecked),
  };
}

function outcomeOfRule(rule: Rule<RuleId>, world: World): Outcome {
  const missing = rule.needs.filter((half) => !world.has(half));
  if (missing.length > 0) {
    return { findings: [], unchecked: missing.map((half) => withoutHalf(rule, half, world)) };
  }
  const said = [...rule.check(world)];
  return {
    findings: said.flatMap((one) => (one.kind === "fault" ? [findingOf(rule, one, world)] : [])),
    unchecked: said.flatMap((one) => (one.kind === "undecided" ? [uncheckedOf(rule, one, world)] : [])),
  };
}

function withoutHalf(rule: Rule<RuleId>, half: "kubernetes" | "azure", { name }: World): Unchecked {
  const [message, needs] =
    half === "azure"
      ? [
          "there is no Terraform among the artefacts",
          "Terraform JSON: cdk.tf.json, or terraform show -json of a plan or a state",
        ]
      : [
          "there are no manifests among the artefacts",
          "the manifests of the pods, service accounts and provider classes",
        ];
  return { rule: rule.id, environment: name, message, needs };
}

function findingOf(rule: Rule<RuleId>, fault: Fault, { name }: World): Finding {
  const { on, at = [], message, got, allowed, fix, shows, also = [], severity = rule.severity } = fault;
  return {
    rule: rule.id,
    severity,
    environment: name,
    message,
    at: locationOf(on, at, fault.innerLine),
    ...(got === undefined ? {} : { got }),
    allowed,
    fix,
    ...(shows === undefined ? {} : { shows }),
    related: also.map((thing) => locationOf(thing, [])),
    docs: `docs/rules/${rule.id}.md`,
  };
}

function uncheckedOf(rule: Rule<RuleId>, { on, at = [], message, needs }: Undecided, { name }: World): Unchecked {
  const where = on === undefined ? {} : { at: locationOf(on, at) };
  return { rule: rule.id, environment: name, message, needs, ...where };
}

function locationOf(on: Thing, at: readonly Step[], innerLine?: number): Location {
  const path = [...on.place.path, ...at];
  const inner = innerLine ?? on.place.innerLine;
  const place = { document: on.place.document, path, ...(inner === undefined ? {} : { innerLine: inner }) };
  return {
    file: place.document.file,
    line: lineOf(place),
    resource: on.id,
    ...(at.length === 0 ? {} : { field: fieldOf(at) }),
    ...(on.construct === undefined ? {} : { construct: on.construct }),
  };
}

/** A path as people write it: `spec.volumes[0].csi`, `parameters["a.b"]`. */
function fieldOf(path: readonly Step[]): string {
  return path
    .map((step, index) => {
      if (typeof step === "number") {
        return `[${step}]`;
      }
      const plain = /^[\w-]+$/.test(step);
      return plain ? `${index === 0 ? "" : "."}${step}` : `[${JSON.stringify(step)}]`;
    })
    .join("");
}

const WEIGHT: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 };

function byWeight(one: Finding, other: Finding): number {
  return (
    WEIGHT[one.severity] - WEIGHT[other.severity] ||
    compare(one.at.file, other.at.file) ||
    one.at.line - other.at.line ||
    compare(one.rule, other.rule) ||
    compare(one.message, other.message)
  );
}

function compare(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}

function exceptedAmong(findings: readonly Finding[], world: World): readonly Excepted[] {
  return findings.flatMap((finding) => {
    const given = world.exceptions.find(({ exception }) => covers(exception, finding, world.today));
    return given === undefined ? [] : [{ finding, exception: given.exception }];
  });
}
