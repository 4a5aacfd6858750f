import { isGuid } from "../facts/guid.js";
import { inside, type SourceDocument, type Step } from "../reading/document.js";
import { field, isObject, objectIn } from "../reading/json.js";
import { DEEPEST } from "../reading/limits.js";
import type { Found } from "../terraform/found.js";
import { folderOf, plainName } from "../terraform/grouping.js";
import { isPrintedOutput, terraformInput } from "../terraform/input.js";
import type { Stack } from "../terraform/stack.js";
import type { Context } from "./context.js";
import { differencesAt, unknownOutputs } from "./output-shapes.js";
import type { OutputsFile, PrintedAttribute, ShapeDifference } from "./types.js";

/** Values of a stack's outputs, as one file says. */
interface Said {
  readonly file: OutputsFile;
  readonly stack: Stack | undefined;
  readonly outputs: readonly { readonly name: string; readonly value: unknown; readonly path: readonly Step[] }[];
}

/**
 * Reads outputs files. What only a deployment knows, and an output is, is known from then on; what the artefacts fix and
 * a file says otherwise is a disagreement.
 */
export function readOutputsFiles(context: Context, documents: readonly SourceDocument[]): readonly OutputsFile[] {
  const said = documents
    .filter((document) => terraformInput(document) === "outputs")
    .flatMap((document) => saidIn(context, document));
  const read = said.map((one) => {
    const places = placesIn(context, one);
    const printed: PrintedAttribute[] = [];
    for (const { found, at, said: text } of places) {
      if (found.kind === "attribute" && typeof text === "string") {
        printed.push({ at, resource: found.resource, attribute: found.attribute, text });
        if (!context.evaluator.reference(found).known) {
          context.evaluator.learn(found, text);
        }
      }
    }
    return { one, places, printed };
  });
  // Only now everything is known that the files teach.
  return read.map(({ one, places, printed }) => {
    const disagreements: OutputsFile["disagreements"][number][] = [];
    const differences: ShapeDifference[] = [...unknownIn(one)];
    for (const { found, at, said: text } of places) {
      if (typeof text !== "string") {
        differences.push(...differencesAt(found, text, at));
        continue;
      }
      const value = context.evaluator.valueOfFound(found);
      if (value?.known === true && !same(value.text, text)) {
        disagreements.push({ at, artefact: value.text, file: text });
      }
    }
    return { ...one.file, disagreements, differences, printed };
  });
}

function unknownIn({ stack, outputs }: Said): readonly ShapeDifference[] {
  const root = stack?.modules.get("");
  return root === undefined || stack?.configuration.length === 0
    ? []
    : unknownOutputs([...root.outputs.keys()], outputs);
}

function saidIn({ stacks }: Context, document: SourceDocument): readonly Said[] {
  const { value } = document;
  const byName = new Map(stacks.map((stack) => [stack.name, stack]));
  const sample = field(value, "sample") === true;
  const entries = Object.entries(objectIn(document, "value")).filter(([, inner]) => isObject(inner));
  if (entries.every(([, inner]) => isPrintedOutput(inner))) {
    const name = plainName(document.file);
    const stack = byName.get(name) ?? onlyOne(stacks.filter((one) => isBeside(one, document))) ?? onlyOne(stacks);
    const file = outputsFile(stack?.name ?? name, document, [], sample);
    const outputs = entries.map(([name, inner]) => ({ name, value: field(inner, "value"), path: [name, "value"] }));
    return [{ file, stack, outputs }];
  }
  return entries.map(([name, inner]) => ({
    file: outputsFile(name, document, [name], sample),
    stack: byName.get(name),
    outputs: Object.entries(objectIn({ inner }, "inner")).map(([output, value]) => ({
      name: output,
      value,
      path: [output],
    })),
  }));
}

/** Whether a document stands in the folder of a stack. */
function isBeside({ configuration }: Stack, { file }: SourceDocument): boolean {
  return configuration.some(({ document }) => folderOf(document.file) === folderOf(file));
}

function onlyOne(stacks: readonly Stack[]): Stack | undefined {
  return stacks.length === 1 ? stacks[0] : undefined;
}

function outputsFile(stack: string, document: SourceDocument, path: readonly Step[], sample: boolean): OutputsFile {
  return {
    id: `outputs of ${stack}`,
    place: inside({ document, path: [] }, ...path),
    stack,
    sample,
    disagreements: [],
    differences: [],
    printed: [],
  };
}

/** A text or a mapping of an outputs file, and what stands there in the artefacts. */
interface OutputPlace {
  readonly found: Found;
  readonly at: readonly Step[];
  readonly said: unknown;
}

/** Goes through what a file says and what the stack's outputs are at once. */
function placesIn({ evaluator }: Context, { stack, outputs }: Said): readonly OutputPlace[] {
  const places: OutputPlace[] = [];
  const go = (found: Found, said: unknown, at: readonly Step[]): void => {
    places.push({ found, at, said });
    const steps: readonly Step[] = Array.isArray(said) ? [...said.keys()] : isObject(said) ? Object.keys(said) : [];
    if (at.length > DEEPEST) {
      return;
    }
    for (const step of steps) {
      const inner = evaluator.finder.into(found, [step]);
      if (inner !== undefined) {
        go(inner, Array.isArray(said) ? said[Number(step)] : field(said, String(step)), [...at, step]);
      }
    }
  };
  for (const { name, value, path } of outputs) {
    const output = stack?.modules.get("")?.outputs.get(name);
    if (stack !== undefined && output !== undefined) {
      go(evaluator.finder.find(output.value, { stack, module: output.module }), value, path);
    }
  }
  return places;
}

function same(artefact: string, file: string): boolean {
  const guids = isGuid(artefact) && isGuid(file);
  return guids ? artefact.toLowerCase() === file.toLowerCase() : artefact === file;
}
