/** One operation of a JSON patch. @see https://www.rfc-editor.org/rfc/rfc6902 */
export type PatchOperation =
  | { readonly op: "add" | "replace" | "test"; readonly path: string; readonly value: unknown }
  | { readonly op: "remove"; readonly path: string }
  | { readonly op: "move" | "copy"; readonly from: string; readonly path: string };

/** JSON patches by manifest: `<kind>/<namespace>/<name>`, or `<kind>/<name>` for what has no namespace. */
export type ManifestPatches = Readonly<Record<string, readonly PatchOperation[]>>;
