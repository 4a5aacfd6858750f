import { type Finding, type LinkKind, type Source, verify } from "../verify/index.js";
import { type Artefact, type Environment, sourceOf } from "./artefacts.js";
import { at, chainFieldsOf } from "./chain-fields.js";
import { type Mutant, mutantsOf, type Operator, type Others } from "./operators.js";

/** One thing broken in one environment, and whether that was found. */
export interface Attempt {
  readonly environment: string;
  readonly link: LinkKind;
  readonly file: string;
  /** Path in the document, after the manifest or the section it is in. */
  readonly field: string;
  /** The same without positions and names, to tell kinds of field by. */
  readonly shape: string;
  readonly how: Operator;
  readonly was: string;
  readonly now: string;
  /**
   * `found` where an error or a warning is there that was not there before; `untold` where only a "could not check" is, so
   * that nobody takes the chain for sound; `silent` where the verdict is as before.
   */
  readonly outcome: "found" | "untold" | "silent";
}

/** Day that breaks are judged on: dates are none of them. */
const TODAY = "2026-11-22";

/** Breaks every field of the chains of an environment in turn. */
export function attemptsOn(environment: Environment, all: readonly Environment[]): readonly Attempt[] {
  const sources = environment.artefacts.map(sourceOf);
  const before = judged(sources);
  const others = all.filter(({ name }) => name !== environment.name);
  const elsewhere = valuesByShape(others);
  const here = valuesByShape([environment]);
  return environment.artefacts.flatMap((artefact, index) =>
    chainFieldsOf(artefact).flatMap(({ path, link }) => {
      const shape = shapeOf(artefact, path);
      const was = at(artefact.value, path);
      const values: Others = {
        otherEnvironments: [...(elsewhere.get(shape) ?? [])].filter((value) => value !== was),
        sameEnvironment: [...(here.get(shape) ?? [])].filter((value) => value !== was),
      };
      return mutantsOf(artefact.value, path, values).map((mutant): Attempt => {
        const broken = sources.toSpliced(index, 1, ...sourcesOf(artefact, mutant));
        return {
          environment: environment.name,
          link,
          file: artefact.file,
          field: `${nameOf(artefact)}${path.join(".")}`,
          shape,
          how: mutant.how,
          was: JSON.stringify(was)?.slice(0, 100) ?? "(nothing)",
          now: mutant.now.slice(0, 100),
          outcome: compared(before, judged(broken)),
        };
      });
    }),
  );
}

function sourcesOf({ file }: Artefact, { value }: Mutant): readonly Source[] {
  return value === undefined ? [] : [sourceOf({ file, value })];
}

/** What a verdict says: what fails under `--strict`, and what it could not check. */
interface Said {
  readonly failing: ReadonlySet<string>;
  readonly unchecked: ReadonlySet<string>;
}

function judged(sources: readonly Source[]): Said {
  const { environments } = verify(sources, { today: TODAY });
  const findings = environments.flatMap((environment) => environment.findings);
  return {
    failing: new Set(findings.filter(({ severity }) => severity !== "note").map(keyOf)),
    unchecked: new Set(
      environments.flatMap(({ unchecked }) => unchecked.map(({ rule, message }) => `${rule} ${message}`)),
    ),
  };
}

function compared(before: Said, now: Said): Attempt["outcome"] {
  if ([...now.failing].some((key) => !before.failing.has(key))) {
    return "found";
  }
  return [...now.unchecked].some((key) => !before.unchecked.has(key)) ? "untold" : "silent";
}

function keyOf({ rule, message, at: { resource, field } }: Finding): string {
  return [rule, resource, field, message].join("\n");
}

function nameOf({ value }: Artefact): string {
  const kind = at(value, ["kind"]);
  return typeof kind === "string" ? `${kind} ${String(at(value, ["metadata", "name"]))}: ` : "";
}

/** Kind of the artefact, and the path without positions, and without the names of Terraform's resources. */
function shapeOf({ file, value }: Artefact, path: readonly string[]): string {
  const kind = file.startsWith("bindings/")
    ? "outputs"
    : file.endsWith(".tf.json")
      ? "terraform"
      : String(at(value, ["kind"]) ?? "Helm values");
  const generic = path.map((step, index) => {
    const isName = index === 2 && (path[0] === "resource" || path[0] === "data");
    return isName || /^\d+$/.test(step) ? "*" : step;
  });
  return `${kind} ${generic.join(".")}`;
}

/** The texts that stand in the fields of chains, by the shape of the field. */
function valuesByShape(environments: readonly Environment[]): ReadonlyMap<string, ReadonlySet<string>> {
  const values = new Map<string, Set<string>>();
  for (const artefact of environments.flatMap(({ artefacts }) => artefacts)) {
    for (const { path } of chainFieldsOf(artefact)) {
      const value = at(artefact.value, path);
      if (typeof value === "string") {
        const shape = shapeOf(artefact, path);
        values.set(shape, (values.get(shape) ?? new Set()).add(value));
      }
    }
  }
  return values;
}
