import { applyPatch, type Operation } from "rfc6902";
import { type ManifestPatches, type Problem, problem, quote, suggest, within } from "../model/index.js";
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
  const copy = structuredClone(manifest);
  const outcomes = applyPatch(copy, operations.map((operation) => structuredClone(operation)) as Operation[]);
  const problems = outcomes.flatMap((error, index) =>
    error === null ? [] : unfit(environment, id, index, operations[index]?.op ?? "", error.message),
  );
  const renamed = problems.length === 0 && (!isManifest(copy) || idOf(copy) !== id);
  return {
    manifest: copy,
    problems: renamed ? [unfit(environment, id, 0, "replace", "kind, name and namespace stay as they are")] : problems,
  };
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
        fix: suggest(id, [...manifests]),
      }),
    );
}
