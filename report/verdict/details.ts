import type { Finding, Location } from "../../verify/index.js";

/** A part of a finding, with the word that stands before it. */
export type Detail = readonly [label: "got" | "allowed" | "fix" | "shows", text: string];

/** What a finding says after its message, in reading order, without the parts that it leaves out. */
export function detailsOf({ got, allowed, fix, shows }: Finding): readonly Detail[] {
  return [
    ...(got === undefined ? [] : ([["got", got]] as const)),
    ["allowed", allowed],
    ["fix", fix],
    ...(shows === undefined ? [] : ([["shows", shows]] as const)),
  ];
}

/** The thing, and the place in it, that a location is about. */
export function subjectOf({ resource, field }: Location, separator = " "): string {
  return field === undefined ? resource : `${resource}${separator}${field}`;
}

/** Path with forward slashes, as every tool that reads a report wants it. */
export function pathOf({ file }: Location): string {
  return file.replaceAll("\\", "/");
}
