import { listed, nearest, quote } from "../../../shared/index.js";
import type { AttributeReference } from "../../azure/types.js";
import { REMOVED_ARGUMENTS } from "../../facts/azurerm-removed.js";
import { KNOWN_VERSIONS, type Shape, shapeOf } from "../../facts/provider-arguments.js";
import { broken, defineRule, type Fault, type Undecided, undecided } from "../../rule.js";
import { written } from "../../terraform/traversal.js";
import { type Admitted, admitsUnknown, admittedVersions } from "./known-versions.js";

/** Terraform plans nothing of a stack in which one reference is to an attribute that nothing has. */
export const validAttribute = defineRule({
  id: "valid-attribute",
  severity: "error",
  summary: "Each reference is to an attribute that the type of the resource has.",
  link: "artefact",
  needs: ["azure"],
  *check({ azure }) {
    const admitted = admittedVersions(azure);
    const problems = new Map<string, Problem | undefined>();
    for (const reference of azure.references) {
      const shape = shapeOf(reference.resource);
      if (shape === undefined) {
        continue;
      }
      // The same attribute is referred to from everywhere.
      const key = `${reference.resource.address}${written(reference.path)}`;
      const problem = problems.has(key) ? problems.get(key) : problemOf(reference, shape);
      problems.set(key, problem);
      if (problem !== undefined) {
        yield judged(reference, problem, admitted(reference.resource));
      }
    }
  },
});

interface Problem {
  /** What is wrong, behind the id of who refers. */
  readonly wrong: string;
  /** How the path is written correctly, where that is known. */
  readonly near: string | undefined;
  readonly names: readonly string[];
  readonly title: string;
}

function problemOf({ resource, path }: AttributeReference, outermost: Shape): Problem | undefined {
  let shape = outermost;
  let names = [...namesOf(shape), ...formerNames(resource.type)];
  for (const [index, step] of path.entries()) {
    const before = path.slice(0, index);
    if (typeof step !== "string") {
      continue;
    }
    if (index > 0 && typeof path[index - 1] === "string") {
      const near = `${written(before)}[0]${written(path.slice(index))}`;
      const name = String(path[index - 1]);
      return {
        wrong: `has a list as ${quote(name)}`,
        near,
        names,
        title: "Can't access attributes on a list of objects",
      };
    }
    if (!names.includes(step)) {
      const found = nearest(step, names);
      const near = found === undefined ? undefined : written([...before, found, ...path.slice(index + 1)]);
      const type = `${resource.existing ? "data." : ""}${resource.type}`;
      return { wrong: `is of the type ${type}, which has no ${quote(step)}`, near, names, title: unsupported(step) };
    }
    const inner = shape.blocks.get(step) ?? shape.lists.get(step);
    if (inner === undefined) {
      return undefined;
    }
    shape = inner;
    names = namesOf(inner);
  }
  return undefined;
}

function unsupported(name: string): string {
  return `This object does not have an attribute named "${name}".`;
}

function namesOf({ requires, requiresBefore5, requiresFrom5, takes, since5, gives, blocks, lists }: Shape): string[] {
  const versioned = [...(requiresBefore5 ?? []), ...(requiresFrom5 ?? []), ...since5];
  return ["id", "timeouts", ...requires, ...versioned, ...takes, ...gives, ...blocks.keys(), ...lists.keys()];
}

/** Names that older versions gave what they read back. */
function formerNames(type: string): readonly string[] {
  const removed = REMOVED_ARGUMENTS.filter((one) => one.type === type).map(({ path }) => path[0] ?? "");
  return type.startsWith("azuread_") ? [...removed, "application_id"] : removed;
}

function judged(
  { on, at, resource, path }: AttributeReference,
  { wrong, near, names, title }: Problem,
  admitted: Admitted,
): Fault | Undecided {
  const { stated, versions } = admitted;
  const reference = `${resource.address}${written(path)}`;
  const older = `a version of its provider before ${KNOWN_VERSIONS.azurerm[0]}`;
  if (near === undefined && versions.length === 0 && !isOwn(resource.type)) {
    return undecided({
      on,
      at,
      message: `${on.id} refers to ${quote(reference)}, which may be an attribute of ${older}, or of a later one`,
      needs: "terraform validate with the provider's version",
    });
  }
  return broken({
    on,
    at,
    message: `${on.id} refers to ${quote(reference)}, but ${resource.address} ${wrong}`,
    got: reference,
    allowed: near === undefined ? `attributes of ${resource.type}: ${listed(names)}` : `attributes of ${resource.type}`,
    fix:
      near === undefined
        ? "refer to an attribute that the provider's page has"
        : `write ${quote(resource.address + near)}`,
    shows: `Terraform: Unsupported attribute: ${title}`,
    also: [resource],
    severity:
      isOwn(resource.type) || (!admitsUnknown(admitted) && (near !== undefined || stated)) ? "error" : "warning",
  });
}

/** Whether a type is Terraform's own, which has one version for everybody. */
function isOwn(type: string): boolean {
  return type.startsWith("terraform_");
}
