/** How a verdict looks, to a person and to programs. */
import { rules, type Verdict } from "../../verify/index.js";
import { renderGithub } from "./github.js";
import { renderJson } from "./json.js";
import { renderJunit } from "./junit.js";
import type { ReportOptions } from "./options.js";
import { renderSarif } from "./sarif.js";
import { renderText } from "./text.js";

export type { ReportOptions } from "./options.js";

/**
 * Forms of a report: `text` for people, `json` for programs (`docs/verdict-json.md`), `sarif` for code scanning and
 * editors, `github` for annotations in GitHub Actions, `junit` for test reports of a pipeline.
 */
export type Format = "text" | "json" | "sarif" | "github" | "junit";

/** How each form is made. */
export const renderers: Readonly<Record<Format, (verdict: Verdict, options: ReportOptions) => string>> = {
  text: renderText,
  json: renderJson,
  sarif: (verdict) => renderSarif(verdict, rules),
  github: renderGithub,
  junit: (verdict, options) => renderJunit(verdict, rules, options),
};
