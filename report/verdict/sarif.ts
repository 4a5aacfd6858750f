import type { EnvironmentVerdict, Excepted, Finding, Unchecked, Verdict } from "../../verify/index.js";
import { detailsOf } from "./details.js";
import { inertJson } from "./inert.js";
import type { RuleSummary } from "./options.js";
import { fingerprinter, locationOf, messageOf } from "./sarif-parts.js";

const SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/**
 * A verdict as SARIF 2.1.0, for code scanning and editors.
 *
 * What could not be checked is a notification of the run and not a result of kind `open`. GitHub does not list kinds
 * among what it reads, so each could become an alert on a line that may be right; and the remedy is to hand in more,
 * which is how the tool was called.
 *
 * @param rules every rule there is, found or not
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html
 * @see https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support
 */
export function renderSarif({ environments }: Verdict, rules: readonly RuleSummary[]): string {
  const indexes = new Map<string, number>(rules.map(({ id }, index) => [id, index]));
  const fingerprint = fingerprinter();
  const resultOf = (finding: Finding, exception?: Excepted["exception"]) => {
    const { rule, severity, environment, at, related } = finding;
    return {
      ruleId: rule,
      ruleIndex: indexes.get(rule),
      level: severity,
      message: messageOf([finding.message, ...detailsOf(finding).map(([label, text]) => `${label}: ${text}`)]),
      locations: [locationOf(at)],
      relatedLocations:
        related.length === 0
          ? undefined
          : related.map((other, id) => ({ id, ...locationOf(other), message: messageOf([other.resource]) })),
      partialFingerprints: { "akvFinding/v1": fingerprint(finding) },
      suppressions: exception && [{ kind: "external", status: "accepted", justification: exception.reason }],
      properties: { environment },
    };
  };
  return inertJson({
    $schema: SCHEMA,
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "akv", rules: rules.map(descriptorOf) } },
        invocations: [
          {
            executionSuccessful: true,
            toolConfigurationNotifications: environments.flatMap(({ unchecked }) =>
              unchecked.map((one) => notificationOf(one, indexes)),
            ),
          },
        ],
        results: environments.flatMap(({ findings, excepted }: EnvironmentVerdict) => [
          ...findings.map((finding) => resultOf(finding)),
          ...excepted.map(({ finding, exception }) => resultOf(finding, exception)),
        ]),
      },
    ],
  });
}

/** No `helpUri`: the standard wants it absolute, and the pages stand where the project stands. */
function descriptorOf({ id, severity, summary, link }: RuleSummary) {
  const page = `docs/rules/${id}.md`;
  return {
    id,
    shortDescription: { text: summary },
    fullDescription: { text: `${summary} Judges the ${link} of a chain from a pod to a vault.` },
    defaultConfiguration: { level: severity },
    help: {
      text: `Run "npx akv explain ${id}", or read ${page}.`,
      markdown: `Run \`npx akv explain ${id}\`, or read \`${page}\`.`,
    },
    properties: { tags: [link] },
  };
}

function notificationOf({ rule, environment, message, needs, at }: Unchecked, indexes: ReadonlyMap<string, number>) {
  return {
    level: "note",
    message: messageOf([`${environment}: could not check: ${message}`, `needs: ${needs}`]),
    associatedRule: { id: rule, index: indexes.get(rule) },
    locations: at && [locationOf(at)],
  };
}
