import type { Step } from "../reading/document.js";
import { field, isObject, type JsonObject, listIn, textIn } from "../reading/json.js";
import type { Manifest } from "./types.js";

/*
 * Workflows of Argo. Each step of one runs in a pod of its own, with the volumes and the service account of the workflow.
 *
 * @see https://argo-workflows.readthedocs.io/en/latest/fields/#workflowspec
 */

const SPEC_PATHS: ReadonlyMap<string, readonly string[]> = new Map([
  ["Workflow", ["spec"]],
  ["WorkflowTemplate", ["spec"]],
  ["ClusterWorkflowTemplate", ["spec"]],
  ["CronWorkflow", ["spec", "workflowSpec"]],
]);

/** Where the spec of a workflow stands; undefined for what is none, and for one that only refers to another. */
export function specPathOfWorkflow({ kind, apiVersion, body }: Manifest): readonly string[] | undefined {
  const path = apiVersion.startsWith("argoproj.io/") ? SPEC_PATHS.get(kind) : undefined;
  const spec = path && field(body, ...path);
  const isWritten = Array.isArray(field(spec, "templates")) || Array.isArray(field(spec, "volumes"));
  return isWritten ? path : undefined;
}

/** Whether a workflow leaves something to the one that uses it: a template takes the service account of that one. */
export function isPartOfWorkflow({ kind }: Manifest, spec: JsonObject): boolean {
  const isTemplate = kind === "WorkflowTemplate" || kind === "ClusterWorkflowTemplate";
  return (
    (isTemplate && textIn(spec, "serviceAccountName") === undefined) || isObject(field(spec, "workflowTemplateRef"))
  );
}

/** A container, or a volume, of one step. */
interface OfStep {
  readonly body: unknown;
  /** From the spec of the workflow inwards. */
  readonly path: readonly Step[];
}

interface StepContainer extends OfStep {
  /** Name of the step, and of the container where the step has several. */
  readonly name: string;
  readonly init: boolean;
}

/** The containers of all steps. */
export function stepsOf(spec: JsonObject): readonly StepContainer[] {
  return listIn(spec, "templates").flatMap((template, index) => {
    const step = textIn(template, "name") ?? String(index);
    const at: readonly Step[] = ["templates", index];
    const main = ["container", "script"].flatMap((kind) => {
      const body = field(template, kind);
      return isObject(body) ? [{ body, path: [...at, kind], name: step, init: false }] : [];
    });
    const others = LISTS.flatMap((kind) =>
      listIn(template, ...kind).map((body, place) => ({
        body,
        path: [...at, ...kind, place],
        name: `${step} ${textIn(body, "name") ?? place}`,
        init: kind[0] === "initContainers",
      })),
    );
    return [...others.filter(({ init }) => init), ...main, ...others.filter(({ init }) => !init)];
  });
}

const LISTS: readonly (readonly [string, ...string[]])[] = [
  ["initContainers"],
  ["sidecars"],
  ["containerSet", "containers"],
];

/** The volumes that steps have for themselves. */
export function volumesOfSteps(spec: JsonObject): readonly OfStep[] {
  return listIn(spec, "templates").flatMap((template, index) =>
    listIn(template, "volumes").map((body, at) => ({ body, path: ["templates", index, "volumes", at] })),
  );
}
