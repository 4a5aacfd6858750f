import type { Step } from "../reading/document.js";
import { withoutEachKey } from "./each-key.js";
import { Finder } from "./finder.js";
import type { Found, Scope } from "./found.js";
import { mentionsInExpression } from "./mentions.js";
import type { Resource } from "./resource.js";
import type { Stack } from "./stack.js";
import { partsOf } from "./template.js";
import { OWN_ROOTS, traversalOf } from "./traversal.js";
import type { Reference, Value } from "./value.js";

/** Longest text that is put together from expressions; beyond it the expressions multiply each other. */
const LONGEST = 32_768;

/** How many values are evaluated inside one another. */
const DEEPEST_VALUE = 200;

/** Evaluates what stands in stacks, each expression once. */
export class Evaluator {
  readonly finder: Finder;
  private readonly several: boolean;
  private readonly learned = new Map<string, string>();
  private readonly values = new Map<string, Value>();
  private depth = 0;

  constructor(stacks: readonly Stack[], sameAs?: ReadonlyMap<Resource, Resource>) {
    this.finder = new Finder(stacks, sameAs);
    this.several = stacks.length > 1;
  }

  /** Says what an attribute came to in a deployment. */
  learn({ resource, attribute }: Reference, text: string): void {
    this.learned.set(`${resource.id}.${attribute}`, text);
    this.values.clear();
  }

  /** What an argument of a resource comes to; undefined where it is not there, or holds more than one value. */
  valueOf(resource: Resource, path: readonly Step[]): Value | undefined {
    const found = this.finder.argument(resource, path);
    const value = found && this.valueOfFound(found);
    if (value?.known === true) {
      return value;
    }
    const [name] = path;
    const known = name === undefined || value?.opaque.length === 0 ? undefined : this.finder.known(resource, path);
    return (known && this.valueOfFound(known)) ?? value;
  }

  /** What an attribute of a resource comes to, whether it is an argument or not. */
  attributeOf(resource: Resource, attribute: string): Value {
    const found = this.finder.into({ kind: "resource", resource }, [attribute]);
    return (found && this.valueOfFound(found)) ?? this.reference({ resource, attribute });
  }

  /** The values of a list; one value stands for a list of one. Undefined where there is nothing. */
  valuesOf(resource: Resource, path: readonly Step[]): readonly Value[] | undefined {
    const found = this.finder.argument(resource, path);
    if (found?.kind !== "written" || !Array.isArray(found.value)) {
      const value = found && this.valueOfFound(found);
      return value && [value];
    }
    const { value: items, scope } = found;
    return items.flatMap((item: unknown) => this.valueOfFound(this.finder.find(item, scope)) ?? []);
  }

  /** What something found comes to; undefined for a list, a mapping, and null. */
  valueOfFound(found: Found): Value | undefined {
    switch (found.kind) {
      case "attribute":
        return this.reference(found);
      case "resource":
        return { text: `\${${found.resource.id}}`, known: false, references: [], opaque: [found.resource.address] };
      case "missing":
      case "opaque":
        return this.opaque(found.expression, found.scope);
      case "written":
        return this.scalar(found.value, found.scope);
    }
  }

  /** What a string with expressions in it comes to. */
  text(template: string, scope: Scope): Value {
    const parts = partsOf(template);
    const values = parts.map((part) => ("text" in part ? literal(part.text) : this.expression(part.expression, scope)));
    const [only, another] = values;
    if (only === undefined) {
      return literal("");
    }
    if (another === undefined) {
      return only;
    }
    const length = values.reduce((sum, value) => sum + value.text.length, 0);
    return length > LONGEST ? this.opaque(template, scope) : joined(values);
  }

  private scalar(value: unknown, scope: Scope): Value | undefined {
    if (typeof value === "string") {
      return this.text(value, scope);
    }
    return typeof value === "number" || typeof value === "boolean" ? literal(String(value)) : undefined;
  }

  private expression(written: string, scope: Scope): Value {
    const expression = withoutEachKey(written, scope);
    const traversal = traversalOf(expression);
    if (traversal === undefined || OWN_ROOTS.has(traversal[0]) || this.depth >= DEEPEST_VALUE) {
      return this.opaque(expression, scope);
    }
    const key = `${scope.stack.name}\n${scope.module}\n${expression}`;
    const before = this.values.get(key);
    if (before !== undefined) {
      return before;
    }
    const open = this.opaque(expression, scope);
    // Whoever comes here again before it is evaluated goes round in a circle.
    this.values.set(key, open);
    this.depth += 1;
    const value = this.valueOfFound(this.finder.follow(traversal, scope)) ?? open;
    this.depth -= 1;
    this.values.set(key, value);
    return value;
  }

  /** What an attribute that only a deployment knows comes to. */
  reference(reference: Reference): Value {
    const { resource, attribute } = reference;
    const name = `${resource.id}.${attribute}`;
    const learned = this.learned.get(name);
    return learned === undefined
      ? { text: `\${${name}}`, known: false, references: [{ resource, attribute }], opaque: [] }
      : literal(learned);
  }

  /** Two expressions are the same only where their names mean the same. */
  private opaque(expression: string, { stack, module, owner }: Scope): Value {
    const plain = expression.replaceAll(/\s+/g, " ").trim();
    const where = [
      this.several ? stack.name : "",
      module,
      owner !== undefined && isOwn(expression) ? owner.address : "",
    ].filter((part) => part !== "");
    const text = where.length === 0 ? plain : `${where.join(" ")}: ${plain}`;
    return { text: `\${?${text}}`, known: false, references: [], opaque: [plain] };
  }
}

/** A value that is known. */
function literal(text: string): Value {
  return { text, known: true, references: [], opaque: [] };
}

/** Whether an expression means something else in each resource. */
function isOwn(expression: string): boolean {
  return mentionsInExpression(expression).some(([root]) => OWN_ROOTS.has(root));
}

function joined(values: readonly Value[]): Value {
  const references = new Map<string, Reference>();
  for (const reference of values.flatMap((value) => value.references)) {
    references.set(`${reference.resource.id}.${reference.attribute}`, reference);
  }
  return {
    text: values.map(({ text }) => text).join(""),
    known: values.every(({ known }) => known),
    references: [...references.values()],
    opaque: [...new Set(values.flatMap((value) => value.opaque))],
  };
}
