import type { Finding, Location, Verdict } from "../../verify/index.js";
import { detailsOf, pathOf, subjectOf } from "./details.js";
import { inert } from "./inert.js";
import { tallyLine } from "./tally.js";
import { firstFew, groupUnchecked } from "./unchecked.js";

const COMMANDS = { error: "error", warning: "warning", note: "notice" } as const;

/**
 * A verdict as workflow commands, which GitHub Actions shows beside the lines of a pull request, and a last line for
 * the log. Errors come first, because GitHub keeps only the first few annotations of a step. What could not be checked
 * is a notice for each reason, so that it does not push findings out.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function renderGithub({ environments }: Verdict): string {
  const lines = [
    ...(["error", "warning", "note"] as const).flatMap((severity) =>
      environments.flatMap(({ findings }) =>
        findings.filter((finding) => finding.severity === severity).map(annotationOf),
      ),
    ),
    ...environments.flatMap(({ name, unchecked }) =>
      groupUnchecked(unchecked).map(({ message, needs, entries, rules }) =>
        command("notice", { title: `${name}: could not check` }, [
          message,
          `needs: ${needs}`,
          `rules: ${firstFew(rules)} (${entries.length} in all)`,
        ]),
      ),
    ),
    tallyLine(environments),
  ];
  return `${lines.join("\n")}\n`;
}

function annotationOf(finding: Finding): string {
  const { severity, environment, rule, message, at, docs } = finding;
  return command(COMMANDS[severity], { ...placeOf(at), title: `${environment}: ${rule}` }, [
    message,
    `at: ${subjectOf(at)}`,
    ...detailsOf(finding).map(([label, text]) => `${label}: ${text}`),
    `docs: ${docs}`,
  ]);
}

/** Standard input is no file that an annotation could stand beside. */
function placeOf(at: Location): Readonly<Record<string, string>> {
  return at.file === "-" ? {} : { file: pathOf(at), line: String(at.line) };
}

function command(name: string, properties: Readonly<Record<string, string>>, lines: readonly string[]): string {
  const listed = Object.entries(properties).map(([key, value]) => `${key}=${escapedProperty(inert(value))}`);
  return `::${name} ${listed.join(",")}::${escapedData(lines.map(inert).join("\n"))}`;
}

function escapedData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapedProperty(text: string): string {
  return escapedData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
