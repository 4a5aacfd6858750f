import { createHash } from "node:crypto";
import type { Finding, Location } from "../../verify/index.js";
import { pathOf } from "./details.js";
import { inert } from "./inert.js";

/** A message of several lines. No name in it makes a link: SARIF reads `[text](target)` as one, even in plain text. */
export function messageOf(lines: readonly string[]): { readonly text: string } {
  return { text: lines.map((line) => inert(line).replaceAll("](", "] (")).join("\n") };
}

/** Where something stands: the line, and the resource, field and construct that it belongs to. */
export function locationOf(at: Location) {
  const { line, resource, field, construct } = at;
  return {
    physicalLocation: { artifactLocation: artifactOf(pathOf(at)), region: { startLine: Math.max(1, line) } },
    logicalLocations: [
      { fullyQualifiedName: resource, kind: "resource" },
      ...(field === undefined ? [] : [{ fullyQualifiedName: `${resource} ${field}`, name: field, kind: "property" }]),
      ...(construct === undefined ? [] : [{ fullyQualifiedName: construct, kind: "construct" }]),
    ],
  };
}

/** A path as a URI: relative to the root of the sources, or whole where the path is. */
function artifactOf(path: string) {
  const isAbsolute = path.startsWith("/") || /^[A-Za-z]:\//.test(path);
  if (isAbsolute) {
    const [drive, ...steps] = path.replace(/^\//, "").split("/");
    const isDrive = !path.startsWith("/");
    return { uri: `file:///${[isDrive ? drive : encoded(drive ?? ""), ...steps.map(encoded)].join("/")}` };
  }
  return {
    uri: path
      .replace(/^(?:\.\/)+/, "")
      .split("/")
      .map(encoded)
      .join("/"),
    uriBaseId: "%SRCROOT%",
  };
}

/** A lone surrogate, which no URI can spell, becomes the replacement character. */
function encoded(step: string): string {
  return encodeURIComponent(step.replace(/\p{Cs}/gu, "\ufffd"));
}

/**
 * Names findings so that a tool knows them again in the next run. Lines above may come and go, so the line is no part
 * of it; findings that are alike in all else are numbered.
 */
export function fingerprinter(): (finding: Finding) => string {
  const seen = new Map<string, number>();
  return ({ rule, environment, message, at }) => {
    const parts = JSON.stringify([rule, environment, pathOf(at), at.resource, at.field ?? "", message]);
    const hash = createHash("sha256").update(parts).digest("hex").slice(0, 32);
    const count = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, count);
    return `${hash}:${count}`;
  };
}
