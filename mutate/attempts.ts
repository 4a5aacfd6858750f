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
  /** Whether an error or a warning is there that was not there before. */
  readonly found: boolean;
}

/** Day that breaks are judged on: dates are none of them. */
const TODAY = "2026-11-22";

/** Breaks every field of the chains of an environment in turn. */
export function attemptsOn(environment: Environment, all: readonly Environment[]): readonly Attempt[] {
  const sources = environment.artefacts.map(sourceOf);
  const before = new Set(failing(sources).map(keyOf));
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
          found: failing(broken).some((finding) => !before.has(keyOf(finding))),
        };
      });
    }),
  );
}

function sourcesOf({ file }: Artefact, { value }: Mutant): readonly Source[] {
  return value === undefined ? [] : [sourceOf({ file, value })];
}

/** What fails under `--strict`. */
function failing(sources: readonly Source[]): readonly Finding[] {
  const { environments } = verify(sources, { today: TODAY });
  return environments.flatMap(({ findings }) => findings).filter(({ severity }) => severity !== "note");
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
      : String(at(value, ["kind"]));
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
