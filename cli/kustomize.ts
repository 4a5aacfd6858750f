import { readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { load } from "js-yaml";

const NAMES = ["kustomization.yaml", "kustomization.yml", "Kustomization"];

/** Whether a file says what Kustomize makes of others. */
export function isKustomization(file: string): boolean {
  return NAMES.some((name) => file === name || file.endsWith(`/${name}`));
}

/**
 * Files that a kustomization names as patches. They are parts of manifests, which only the kustomization as a whole makes
 * sense of. A kustomization that cannot be read names none; that it cannot is said of it like of any other file.
 *
 * @see https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/patches/
 */
export function patchesOf(kustomization: string): readonly string[] {
  const folder = dirname(kustomization);
  let said: unknown;
  try {
    said = load(readFileSync(kustomization, "utf8"));
  } catch {
    return [];
  }
  const patches = [
    ...listOf(said, "patchesStrategicMerge"),
    ...[...listOf(said, "patches"), ...listOf(said, "patchesJson6902")].map((patch) => fieldOf(patch, "path")),
  ];
  // Inline patches have line breaks, or are no text.
  return patches.flatMap((path) =>
    typeof path === "string" && !path.includes("\n") ? [normalize(join(folder, path))] : [],
  );
}

function fieldOf(value: unknown, name: string): unknown {
  const isMapping = typeof value === "object" && value !== null && Object.hasOwn(value, name);
  return isMapping ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}

function listOf(value: unknown, name: string): readonly unknown[] {
  const list = fieldOf(value, name);
  return Array.isArray(list) ? list : [];
}
