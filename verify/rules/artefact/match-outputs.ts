import { listed, nearest, quote, shortened } from "../../../shared/index.js";
import type { AzureWorld, OutputsFile, ShapeDifference } from "../../azure/types.js";
import { field } from "../../reading/json.js";
import { broken, defineRule, type Fault, undecided } from "../../rule.js";
import { isPrintedOutput } from "../../terraform/input.js";
import { isSensitive } from "./sensitive.js";

/** Identifiers of another deployment send every pod to an identity that is not its own. */
export const matchOutputs = defineRule({
  id: "match-outputs",
  severity: "error",
  summary: "Each outputs file says what the Terraform beside it says.",
  link: "artefact",
  needs: ["azure"],
  *check({ azure }) {
    for (const file of azure.outputs) {
      for (const disagreement of file.disagreements) {
        yield differs(file, disagreement);
      }
      for (const difference of file.differences) {
        yield* differsInShape(file, difference);
      }
      if (!azure.stacks.includes(file.stack)) {
        yield ofNoStack(file, azure);
      }
    }
  },
});

const FIX =
  "write the file anew from the deployment of this Terraform: terraform output -json, or cdktf deploy --outputs-file";
const SHOWS = "nothing by itself: what is made from the file names another deployment, or an older one";

function differs(file: OutputsFile, { at, artefact, file: said }: OutputsFile["disagreements"][number]): Fault {
  const sensitive = isSensitive(file, at);
  return broken({
    on: file,
    at,
    message: sensitive
      ? `${file.id} say something else than the Terraform; the values are sensitive`
      : `${file.id} say ${shortened(said)}, the Terraform says ${shortened(artefact)}`,
    ...(sensitive ? {} : { got: said }),
    allowed: sensitive ? "what the Terraform says" : shortened(artefact),
    fix: FIX,
    shows: SHOWS,
  });
}

function* differsInShape(file: OutputsFile, { at, name, only, candidates }: ShapeDifference): Iterable<Fault> {
  const near = nearest(name, candidates);
  if (only === "artefact" && near !== undefined) {
    return; // the file has it under another name, and is told so there
  }
  const isOutput = at.length === 1 && only === "file";
  const printed = isPrintedOutput(field(file.place.document.value, name));
  if (isOutput && !printed && near === undefined) {
    return; // CDK for Terraform nests outputs by their constructs
  }
  yield broken({
    on: file,
    at,
    message:
      only === "file"
        ? `${file.id} have ${quote(name)}, which the Terraform does not put out there`
        : `${file.id} lack ${quote(name)}, which the Terraform puts out there`,
    ...(only === "file" ? { got: name } : {}),
    allowed: only === "file" ? allowedNames(candidates) : `${quote(name)} with the value of the deployment`,
    fix:
      near === undefined ? FIX : `write ${quote(near)}, or write the file anew from the deployment of this Terraform`,
    shows: SHOWS,
  });
}

function allowedNames(candidates: readonly string[]): string {
  return candidates.length === 0 ? "what the Terraform puts out" : `what the Terraform puts out: ${listed(candidates)}`;
}

function ofNoStack(file: OutputsFile, { stacks }: AzureWorld) {
  const near = nearest(file.stack, stacks);
  if (near === undefined) {
    return undecided({
      on: file,
      message: `${file.id} are of a stack that is not among the artefacts`,
      needs: `the Terraform JSON of the stack ${file.stack}`,
    });
  }
  return broken({
    on: file,
    severity: "warning",
    message: `${file.id} are of no stack among the artefacts; there is ${quote(near)}`,
    got: file.stack,
    allowed: `stacks among the artefacts: ${listed(stacks)}`,
    fix: `write ${quote(near)}`,
    shows: "nothing by itself: the identifiers of the stack stay unknown",
  });
}
