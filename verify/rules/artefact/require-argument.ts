import { nearest, quote } from "../../../shared/index.js";
import { REMOVED_ARGUMENTS } from "../../facts/azurerm-removed.js";
import type { Shape } from "../../facts/provider-arguments.js";
import type { Step } from "../../reading/document.js";
import { field, type JsonObject } from "../../reading/json.js";
import { broken, defineRule, type Fault } from "../../rule.js";
import { blocksAt } from "../../terraform/blocks.js";
import type { Resource } from "../../terraform/resource.js";
import { argumentsJudgedElsewhere } from "./judged-elsewhere.js";
import { type Admitted, admitsUnknown, admittedVersions } from "./known-versions.js";
import { dynamicNames, writtenResources } from "./written-resources.js";

/** Terraform plans nothing of a stack in which one required argument is missing. */
export const requireArgument = defineRule({
  id: "require-argument",
  severity: "error",
  summary: "Each resource of a chain has the arguments that its provider requires.",
  link: "artefact",
  needs: ["azure"],
  *check({ azure }) {
    const admitted = admittedVersions(azure);
    const judged = argumentsJudgedElsewhere(azure);
    for (const { resource, body, shape } of writtenResources(azure)) {
      const lacking = [
        ...lackingIn(resource, body, shape, []),
        ...lackingInVersion(resource, body, shape, admitted(resource)),
      ];
      if (lacking.length > 0) {
        const elsewhere = judged(resource);
        const own = lacking.filter(({ name, at }) => at.length > 0 || !elsewhere.includes(name));
        // Older versions may call it otherwise.
        const isOpen = admitsUnknown(admitted(resource));
        yield* own.map((one): Fault => (isOpen ? { ...faultOf(one), severity: "warning" } : faultOf(one)));
      }
    }
  },
});

interface Lacking {
  readonly resource: Resource;
  readonly at: readonly Step[];
  readonly name: string;
  readonly isBlock: boolean;
}

function* lackingIn(resource: Resource, body: JsonObject, shape: Shape, at: readonly Step[]): Iterable<Lacking> {
  const dynamic = dynamicNames(body);
  // What is misspelt is a mistake of its own.
  const isMissing = (name: string) =>
    (field(body, name) ?? null) === null && !dynamic.has(name) && nearest(name, unknownIn(body, shape)) === undefined;
  for (const name of shape.requires.filter(isMissing)) {
    yield { resource, at, name, isBlock: false };
  }
  for (const name of shape.requiresBlocks) {
    const empty = Array.isArray(field(body, name)) && blocksAt(body, name).length === 0;
    if (isMissing(name) || empty) {
      yield { resource, at, name, isBlock: true };
    }
  }
  for (const [name, inner] of shape.blocks) {
    for (const block of inner === undefined ? [] : blocksAt(body, name)) {
      yield* lackingIn(resource, block.body, inner ?? shape, [...at, ...block.path]);
    }
  }
}

function unknownIn(body: JsonObject, { requires, takes, blocks }: Shape): readonly string[] {
  const known = new Set([...requires, ...takes, ...blocks.keys()]);
  return Object.keys(body).filter((name) => !known.has(name));
}

function* lackingInVersion(
  resource: Resource,
  body: JsonObject,
  { requiresBefore5 = [], requiresFrom5 = [] }: Shape,
  { versions }: Admitted,
): Iterable<Lacking> {
  const has = (name: string) => (field(body, name) ?? null) !== null;
  const newest = versions.at(-1);
  if (newest === undefined || requiresFrom5.every(has)) {
    return;
  }
  const is5 = !newest.startsWith("4.");
  // What is still called by its former name is another rule's.
  const former = REMOVED_ARGUMENTS.some(
    ({ type, path: [name = ""], instead }) => type === resource.type && requiresFrom5.includes(instead) && has(name),
  );
  if (is5 && former) {
    return;
  }
  const missing = (is5 ? requiresFrom5 : requiresBefore5).filter((name) => !has(name));
  yield* missing.map((name) => ({ resource, at: [], name, isBlock: false }));
}

function faultOf({ resource, at, name, isBlock }: Lacking): Fault {
  const names = at.filter((step) => typeof step === "string");
  const where = names.length === 0 ? "" : ` in ${names.join(".")}`;
  const what = isBlock ? `a block ${name}` : name;
  return broken({
    on: resource,
    at,
    message: `${resource.id} has no ${isBlock ? "block " : ""}${quote(name)}${where}, which its provider requires`,
    allowed: `${resource.type} with ${what}${where}`,
    fix: `write ${what}`,
    shows: isBlock
      ? `Terraform: Insufficient ${name} blocks: At least 1 "${name}" blocks are required.`
      : `Terraform: Missing required argument: The argument "${name}" is required, but no definition was found.`,
  });
}
