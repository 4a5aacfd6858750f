import type { EnvironmentVerdict } from "../../verify/index.js";
import { pageOf } from "./html.js";
import { mermaidOf } from "./mermaid.js";
import { graphOf } from "./model.js";

/** The chains of an environment as a Mermaid flowchart; broken links are red. */
export function renderMermaid(environment: EnvironmentVerdict): string {
  return mermaidOf(graphOf(environment));
}

/** The chains of an environment as one HTML page that needs no other file and no network. */
export function renderHtml(environment: EnvironmentVerdict): string {
  return pageOf(graphOf(environment));
}
