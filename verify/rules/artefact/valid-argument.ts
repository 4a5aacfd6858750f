import { listed, nearest, quote } from "../../../shared/index.js";
import { REMOVED_ARGUMENTS } from "../../facts/azurerm-removed.js";
import { META_ARGUMENTS, type Shape } from "../../facts/provider-arguments.js";
import type { Step } from "../../reading/document.js";
import { field, type JsonObject } from "../../reading/json.js";
import { broken, defineRule, type Fault, type Undecided, undecided } from "../../rule.js";
import { blocksAt } from "../../terraform/blocks.js";
import type { Resource } from "../../terraform/resource.js";
import { type Admitted, admitsUnknown, admittedVersions } from "./known-versions.js";
import { dynamicNames, writtenResources } from "./written-resources.js";

/** Terraform plans nothing of a stack in which one argument is misspelt. */
export const validArgument = defineRule({
  id: "valid-argument",
  severity: "error",
  summary: "Each argument of a resource of a chain is one that its type takes.",
  link: "artefact",
  needs: ["azure"],
  *check({ azure }) {
    const admitted = admittedVersions(azure);
    const names = new Names();
    for (const { resource, body, shape } of writtenResources(azure)) {
      yield* unknownIn({ resource, admitted: admitted(resource), names }, body, shape, []);
    }
  },
});

interface Owner {
  readonly resource: Resource;
  readonly admitted: Admitted;
  readonly names: Names;
}

/** What Terraform itself takes inside of a block. */
const IN_BLOCKS = ["//", "dynamic"];

/** The names of a shape: made once for each, as many resources are of one type. */
class Names {
  private readonly before5 = new Map<Shape, NamesOfShape>();
  private readonly from5 = new Map<Shape, NamesOfShape>();

  of(shape: Shape, { resource, admitted: { versions } }: Owner, at: readonly Step[]): NamesOfShape {
    const before5 = versions.length > 0 && versions.every((version) => version.startsWith("4."));
    const made = before5 ? this.before5 : this.from5;
    const names = made.get(shape) ?? namesOf(shape, before5, at.length === 0 ? resource.type : undefined);
    made.set(shape, names);
    return names;
  }
}

interface NamesOfShape {
  /** Arguments that can be set. */
  readonly known: readonly string[];
  readonly computed: ReadonlySet<string>;
  /** Everything that may stand there, or is judged elsewhere. */
  readonly taken: ReadonlySet<string>;
}

function namesOf(shape: Shape, before5: boolean, type: string | undefined): NamesOfShape {
  const { requires, requiresBefore5 = [], requiresFrom5 = [], takes, since5, blocks, gives, lists } = shape;
  const settable = [...requires, ...takes, ...blocks.keys(), ...requiresFrom5, ...(before5 ? requiresBefore5 : [])];
  const known = [...new Set([...settable, ...since5])].filter((name) => !before5 || !since5.includes(name));
  const ofTerraform = type === undefined ? IN_BLOCKS : [...META_ARGUMENTS, ...removedFrom(type)];
  return { known, computed: new Set([...gives, ...lists.keys()]), taken: new Set([...known, ...ofTerraform, "id"]) };
}

function* unknownIn(owner: Owner, body: JsonObject, shape: Shape, at: readonly Step[]): Iterable<Fault | Undecided> {
  const { resource, names } = owner;
  const { known, computed, taken } = names.of(shape, owner, at);
  for (const name of [...Object.keys(body), ...dynamicNames(body)]) {
    if (computed.has(name) && !taken.has(name)) {
      yield unsettable(resource, at, name);
    } else if (!taken.has(name)) {
      const left = known.filter((one) => (field(body, one) ?? null) === null);
      yield unknown(owner, at, name, left);
    }
  }
  for (const [name, inner] of shape.blocks) {
    for (const block of inner === undefined ? [] : blocksAt(body, name)) {
      yield* unknownIn(owner, block.body, inner ?? shape, [...at, ...block.path]);
    }
  }
}

/** Arguments that another rule is about. */
function removedFrom(type: string): readonly string[] {
  return REMOVED_ARGUMENTS.filter((one) => one.type === type && one.path.length === 1).map(({ path }) => path[0] ?? "");
}

function unknown(
  { resource, admitted }: Owner,
  at: readonly Step[],
  name: string,
  candidates: readonly string[],
): Fault | Undecided {
  const near = nearest(name, candidates);
  if (near === undefined && admitted.versions.length === 0) {
    return undecided({
      on: resource,
      at: [...at, name],
      message: `${resource.id} sets ${quote(name)}, which may belong to a version of its provider that is not known here`,
      needs: "terraform validate with the provider's version",
    });
  }
  return broken({
    on: resource,
    at: [...at, name],
    message: `${resource.id} sets ${quote(name)}, which ${resource.type} does not take`,
    got: name,
    allowed:
      near === undefined ? `arguments of ${resource.type}: ${listed(candidates)}` : `arguments of ${resource.type}`,
    fix: near === undefined ? "remove it, or write it as the provider's page has it" : `write ${near}`,
    shows: `Terraform: Unsupported argument: An argument named "${name}" is not expected here.`,
    // A lock file may hold an older version, where nothing is stated.
    severity: !admitsUnknown(admitted) && (near !== undefined || admitted.stated) ? "error" : "warning",
  });
}

function unsettable(resource: Resource, at: readonly Step[], name: string): Fault {
  return broken({
    on: resource,
    at: [...at, name],
    message: `${resource.id} sets ${quote(name)}, which only the provider sets`,
    got: name,
    allowed: `arguments of ${resource.type}`,
    fix: "remove it; refer to it where it is needed",
    shows: `Terraform: Value for unconfigurable attribute: Can't configure a value for "${name}"`,
  });
}
