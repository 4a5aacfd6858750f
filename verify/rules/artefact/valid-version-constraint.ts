import { shortened } from "../../../shared/index.js";
import type { AzureWorld } from "../../azure/types.js";
import { inside, type Place } from "../../reading/document.js";
import { isObject, textIn } from "../../reading/json.js";
import { broken, defineRule } from "../../rule.js";
import { blocksAt } from "../../terraform/blocks.js";
import { rangeOf } from "../limits/version-range.js";

/** Terraform does not begin where it cannot read which versions are meant, or where there can be none. */
export const validVersionConstraint = defineRule({
  id: "valid-version-constraint",
  severity: "error",
  summary: "Each version constraint can be read, and admits a version.",
  link: "artefact",
  needs: ["azure"],
  *check({ azure }) {
    for (const { id, place, text } of constraintsIn(azure)) {
      const conditions = text.split(",").map((one) => one.trim());
      const wrong = conditions.find((one) => !CONDITION.test(one));
      const range = wrong === undefined ? rangeOf(text) : undefined;
      const { from, below } = range ?? {};
      const none = from !== undefined && below !== undefined && !isBefore(from, below);
      if (wrong === undefined && !none) {
        continue;
      }
      yield broken({
        on: { id, place },
        message: none
          ? `${id} asks for ${shortened(text)}, which no version is`
          : `${id} asks for ${shortened(text)}, in which ${shortened(wrong)} is no condition`,
        got: text,
        allowed: 'conditions with commas between them, such as ">= 4.81.0, < 6.0.0"',
        fix: none
          ? "write conditions that one version can meet"
          : "write =, !=, >, >=, <, <= or ~> and a version of numbers",
        shows: none
          ? "Terraform: Failed to query available provider packages: no available releases match the given constraints"
          : "Terraform: Invalid version constraint",
      });
    }
  },
});

/** @see https://developer.hashicorp.com/terraform/language/expressions/version-constraints */
const CONDITION = /^(=|!=|>=|<=|>|<|~>)?\s*v?\d+(\.\d+)*(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$/;

interface Constraint {
  readonly id: string;
  readonly place: Place;
  readonly text: string;
}

function constraintsIn(azure: AzureWorld): readonly Constraint[] {
  const several = azure.stacks.length > 1;
  return azure.stacks.flatMap((stack) => {
    const prefix = several ? `${stack}: ` : "";
    return azure.documentsOf(stack).flatMap((document) =>
      blocksAt(document.value, "terraform").flatMap(({ body, path }) => {
        const top = inside({ document, path: [] }, ...path);
        const own = textIn(body, "required_version");
        const ownPlace = inside(top, "required_version");
        return [
          ...(own === undefined ? [] : [{ id: `${prefix}terraform.required_version`, place: ownPlace, text: own }]),
          ...providersIn(body, top, prefix),
        ];
      }),
    );
  });
}

function providersIn(terraform: unknown, top: Place, prefix: string): readonly Constraint[] {
  return blocksAt(terraform, "required_providers").flatMap(({ body, path }) =>
    Object.entries(body).flatMap(([name, value]): Constraint[] => {
      const place = inside(top, ...path, name, ...(isObject(value) ? ["version"] : []));
      const text = typeof value === "string" ? value : textIn(value, "version");
      return name === "//" || text === undefined ? [] : [{ id: `${prefix}required_providers.${name}`, place, text }];
    }),
  );
}

type Version = readonly [number, number, number];

function isBefore(one: Version, other: Version): boolean {
  return (one[0] - other[0] || one[1] - other[1] || one[2] - other[2]) < 0;
}
