import type { SourceDocument } from "../reading/document.js";
import { isObject, objectIn, textIn, textsIn } from "../reading/json.js";
import type { Manifest } from "./types.js";

/** A document as a manifest; undefined where it is something else. */
export function manifestOf(document: SourceDocument): Manifest | undefined {
  const { value } = document;
  if (!isObject(value)) {
    return undefined;
  }
  const kind = textIn(value, "kind");
  const apiVersion = textIn(value, "apiVersion");
  if (kind === undefined || apiVersion === undefined) {
    return undefined;
  }
  const namespace = textIn(value, "metadata", "namespace") ?? "";
  const name = textIn(value, "metadata", "name") ?? textIn(value, "metadata", "generateName") ?? "";
  return {
    id: `${kind} ${scoped(namespace, name)}`,
    place: { document, path: [] },
    apiVersion,
    kind,
    namespace,
    name,
    labels: textsIn(value, "metadata", "labels"),
    annotations: textsIn(value, "metadata", "annotations"),
    body: objectIn({ value }, "value"),
  };
}

/** A name as people write it who mean one namespace of many. */
function scoped(namespace: string, name: string): string {
  return namespace === "" ? name : `${namespace}/${name}`;
}
