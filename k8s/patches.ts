import { applyPatch, type Operation } from "rfc6902";
import {
  listed,
  type ManifestPatches,
  nearest,
  type PatchOperation,
  type Problem,
  problem,
  quote,
  within,
} from "../model/index.js";
import { faultOf } from "./json-pointer.js";
import { idOf, type Manifest } from "./manifest.js";

/** Applies the patches that name a manifest, and says which do not fit. */
export function patched(
  manifest: Manifest,
  patches: ManifestPatches,
  environment: string,
): { readonly manifest: Manifest; readonly problems: readonly Problem[] } {
  const id = idOf(manifest);
  const operations = Object.hasOwn(patches, id) ? (patches[id] ?? []) : [];
  if (operations.length === 0) {
    return { manifest, problems: [] };
  }
  let current = manifest;
  const problems: Problem[] = [];
  for (const [index, operation] of operations.entries()) {
    const outcome = applied(current, operation);
    if (typeof outcome === "string") {
      problems.push(unfit(environment, id, index, operation.op, outcome));
    } else {
      current = outcome;
    }
  }
  return { manifest: current, problems };
}

/** A manifest after an operation, or why the operation does not fit it. */
function applied(manifest: Manifest, operation: PatchOperation): Manifest | string {
  const isNew = operation.op === "add" || operation.op === "copy" || operation.op === "move";
  const fault =
    ("from" in operation ? faultOf(manifest, operation.from, false) : undefined) ??
    faultOf(operation.op === "move" ? without(manifest, operation.from) : manifest, operation.path, isNew);
  if (fault !== undefined) {
    return fault;
  }
  const changed = structuredClone(manifest);
  const [error] = applyPatch(changed, [structuredClone(operation) as Operation]);
  if (error !== null && error !== undefined) {
    return error.message;
  }
  return isManifest(changed) && idOf(changed) === idOf(manifest)
    ? changed
    : "kind, name and namespace stay as they are";
}

/** What is moved has left its place before it arrives. */
function without(manifest: Manifest, path: string): unknown {
  const rest = structuredClone(manifest);
  applyPatch(rest, [{ op: "remove", path }]);
  return rest;
}

function isManifest(value: unknown): value is Manifest {
  const { metadata } = (value ?? {}) as Partial<Manifest>;
  return typeof metadata === "object" && metadata !== null;
}

function unfit(environment: string, id: string, index: number, op: string, reason: string): Problem {
  return problem({
    rule: "match-patch",
    message: `operation ${quote(op)} does not fit ${id}: ${reason}`,
    at: within(environment, "patches", id, `[${index}]`),
    allowed: "operations on what the manifest has: add makes one step, replace and remove want it there",
    fix: "compare the pointer with the manifest in dist/k8s",
  });
}

/** Patches that name none of the manifests. */
export function unmatchedPatches(
  patches: ManifestPatches,
  manifests: ReadonlySet<string>,
  environment: string,
): readonly Problem[] {
  return Object.keys(patches)
    .filter((id) => !manifests.has(id))
    .map((id) =>
      problem({
        rule: "match-patch",
        message: `${id} is patched, and the environment has no such manifest`,
        at: within(environment, "patches", id),
        allowed: "a manifest of the environment, by kind, namespace and name",
        fix: nearOr(id, manifests),
      }),
    );
}

/** The manifest that was probably meant, or those of the kind. */
function nearOr(id: string, manifests: ReadonlySet<string>): string {
  const near = nearest(id, [...manifests]);
  if (near !== undefined) {
    return `did you mean ${quote(near)}?`;
  }
  const [kind = ""] = id.split("/");
  const alike = [...manifests].filter((one) => one.startsWith(`${kind}/`));
  return alike.length === 0 ? `the environment writes no ${kind}` : `use ${listed(alike)}`;
}
