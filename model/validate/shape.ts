import type { z } from "zod";
import type { Environment } from "../environment.js";
import { split as splitLimit } from "../limits/index.js";
import { problem, quote, shortened, within } from "../problem.js";
import { checkInteger, type Problems } from "./checks.js";
import { environmentSchema } from "./schema/index.js";
import { checkText } from "./text.js";

/**
 * Checks that every value is there, of its type, known, and text that both halves can carry. Environments that fail here
 * are not checked further: the other checks rely on it.
 */
export function* checkShape(described: Environment): Problems {
  const at = String(described?.name ?? "an environment without a name");
  const issues = environmentSchema.safeParse(described).error?.issues ?? [];
  if (issues.length > 0) {
    for (const issue of issues) {
      yield* reportIssue(issue, described, at);
    }
    return;
  }
  yield* checkText(described, at, "");
  yield* checkSplits(described, at);
  yield* checkPodIdentity(described, at);
}

function* reportIssue(issue: z.core.$ZodIssue, described: unknown, at: string): Problems {
  const inner = innermost(issue);
  const value = issue.path.reduce<unknown>(
    (outer, key) => (outer as Record<PropertyKey, unknown> | null | undefined)?.[key],
    described,
  );
  const field =
    issue.path
      .map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`))
      .join("")
      .slice(1) || "the environment";
  const fix = "npm run check:types names the line and the type";

  if (inner.code === "unrecognized_keys") {
    for (const key of inner.keys) {
      yield problem({
        rule: "valid-shape",
        message: `${field} has a field ${quote(key)} that means nothing`,
        at: issue.path.length === 0 ? at : within(at, field),
        allowed: "the fields of the type",
        fix,
      });
    }
    return;
  }
  yield problem({
    rule: "valid-shape",
    message: value === undefined ? `${field} is missing` : `${field} is ${shortened(value)}, which is not of its type`,
    at: issue.path.length === 0 ? at : within(at, field),
    allowed: allowedBy(inner, value, field),
    fix,
  });
}

/** What the types of JavaScript are called in a description. */
const KINDS: Readonly<Record<string, string>> = {
  nonoptional: "a value",
  string: "text",
  number: "a number",
  boolean: "true or false",
  array: "a list",
  object: "an object with the fields of the type",
  record: "an object of names and values",
};

function allowedBy(issue: z.core.$ZodIssue, value: unknown, field: string): string {
  if (value === undefined && /\.(objects\[|data\.|object$|file$)/.test(field)) {
    return "an object that its vault declares, or file(…) of one";
  }
  if (issue.code === "invalid_value") {
    return issue.values.map(quote).join(", ");
  }
  if (issue.code === "invalid_union" && "options" in issue && Array.isArray(issue.options)) {
    return issue.options.map(quote).join(", ");
  }
  return issue.code === "invalid_type" ? (KINDS[issue.expected] ?? issue.expected) : "a value of the field's type";
}

function innermost(issue: z.core.$ZodIssue): z.core.$ZodIssue {
  return issue.code === "custom" && issue.params?.issue ? innermost(issue.params.issue as z.core.$ZodIssue) : issue;
}

function* checkSplits({ workloads = [] }: Environment, at: string): Problems {
  const seen = new Set<unknown>();
  for (const [index, { name, identity: described }] of workloads.entries()) {
    if (described && "split" in described && described.split !== "auto" && !seen.has(described)) {
      seen.add(described);
      yield* checkInteger(
        "valid-split",
        "split",
        described.split,
        within(at, `workloads[${index}] ${name}`, "identity", "split"),
        splitLimit,
      );
    }
  }
}

/** Refused here, because nothing can be worked out for it. */
function* checkPodIdentity({ workloads }: Environment, at: string): Problems {
  for (const [index, { name, identity: described }] of workloads.entries()) {
    if (described?.kind === "pod-identity") {
      yield problem({
        rule: "no-pod-identity",
        message: `identity ${quote(described.key)} is a pod identity, which Microsoft has retired`,
        at: within(at, `workloads[${index}] ${name}`, "identity"),
        allowed: "a managed identity or an Entra application that trusts the service account",
        fix: `use managedIdentity(${quote(described.key)}), deploy, and remove AzureIdentity and AzureIdentityBinding from the cluster`,
      });
    }
  }
}
