import type { MountedObject, ProviderClass } from "../../kubernetes/types.js";

/** The object behind each file of a class; the last one where two write the same file. */
export function objectsByFile({ objects }: ProviderClass): ReadonlyMap<string, MountedObject> {
  return new Map(objects.flatMap((object) => object.files.map((file) => [file, object] as const)));
}

/** Whether the files of a class are known; another rule speaks of objects that cannot be read. */
export function hasReadableObjects({ objects, brokenObjects, objectsProblem }: ProviderClass): boolean {
  return objects.length > 0 && brokenObjects.length === 0 && objectsProblem === undefined;
}
