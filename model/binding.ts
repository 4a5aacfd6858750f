import { z } from "zod";
import { isGuid } from "./limits.js";
import { listed, type Problem, problem, quote, within } from "./problem.js";
import type { ResolvedEnvironment, ResolvedIdentity } from "./resolve.js";

/**
 * What only exists once the Azure half is deployed, as the stack's one output gives it and `bindings/<environment>.json`
 * keeps it.
 */
export interface Binding {
  readonly environment: string;
  readonly tenantId: string;
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  /** Issuer of the cluster's service account tokens, with its trailing slash. */
  readonly issuer: string;
  /** Identities by their key. */
  readonly identities: Readonly<Record<string, BoundIdentity>>;
}

/** An identity as Azure made it. */
export interface BoundIdentity {
  readonly kind: ResolvedIdentity["kind"];
  /** Name of a managed identity, display name of an application. */
  readonly name?: string;
  readonly clientId: string;
  readonly principalId: string;
}

/** The outcome of looking for an environment's client ids. */
export type BindingState =
  | {
      readonly state: "bound";
      /** Client ids by the key of the identity. */
      readonly clientIds: Readonly<Record<string, string>>;
      /** Whether the values are shipped samples instead of a deployment's. */
      readonly sample: boolean;
      /** The binding that was read, or undefined where all identities exist already and none is needed. */
      readonly binding?: Binding;
    }
  /** Nothing deployed yet: the file is not there. */
  | { readonly state: "missing"; readonly problems: readonly Problem[] }
  /** The file is there and does not fit. */
  | { readonly state: "unfit"; readonly problems: readonly Problem[] };

/** Faults of the file itself that are told at once; beyond that it is another file altogether. */
const MOST_ISSUES = 20;

const guid = z.string().refine(isGuid);
const bindingSchema = z.object({
  environment: z.string(),
  tenantId: guid,
  subscriptionId: guid,
  resourceGroup: z.string(),
  issuer: z.string().regex(/^https:\/\/\S+\/$/),
  identities: z.record(
    z.string(),
    z.object({
      kind: z.enum(["managed-identity", "entra-application", "existing-identity"]),
      name: z.string().optional(),
      clientId: guid,
      principalId: guid,
    }),
  ),
});

/** Path of an environment's binding, from the top of the repository. */
export function bindingPath(environment: string): string {
  return `bindings/${environment}.json`;
}

/** The command that deploys an environment's Azure half and writes its binding. */
export function deployCommand(environment: string): string {
  return `npx cdktf deploy ${environment} --outputs-file ${bindingPath(environment)}`;
}

/** Whether some client id is known only after a deployment. */
function needsBinding(environment: ResolvedEnvironment): boolean {
  return environment.identities.some(({ kind }) => kind !== "existing-identity");
}

/**
 * Finds the client ids of an environment's identities.
 *
 * @param text content of the outputs file, in the shape of `cdktf deploy --outputs-file` or of `terraform output -json`;
 *   undefined where there is no file
 * @param path where the content came from, for the messages
 */
export function readBinding(
  environment: ResolvedEnvironment,
  text: string | undefined,
  path: string = bindingPath(environment.name),
): BindingState {
  if (!needsBinding(environment)) {
    return { state: "bound", clientIds: clientIdsOf(environment, undefined), sample: false };
  }
  if (text === undefined) {
    return {
      state: "missing",
      problems: [
        problem({
          rule: "require-binding",
          message: `environment ${quote(environment.name)} has no binding yet: its client ids are born when the Azure half is deployed`,
          at: path,
          allowed: "the outputs of a deployment",
          fix: deployCommand(environment.name),
        }),
      ],
    };
  }
  const { found, sample } = outputOf(environment, text);
  const parsed = bindingSchema.safeParse(found);
  const problems = parsed.success
    ? checkFit(environment, parsed.data, path)
    : typeof found === "string"
      ? [unfit(environment, path, found)]
      : parsed.error.issues.slice(0, MOST_ISSUES).map((issue) => unfit(environment, path, describeIssue(issue, found)));
  if (!parsed.success || problems.length > 0) {
    return { state: "unfit", problems };
  }
  return { state: "bound", clientIds: clientIdsOf(environment, parsed.data), sample, binding: parsed.data };
}

/** The text to store as an environment's binding. */
export function writeBinding(environment: ResolvedEnvironment, binding: Binding): string {
  return `${JSON.stringify({ [environment.name]: { [environment.outputName]: binding } }, undefined, 2)}\n`;
}

/** The output itself, or a sentence that says why there is none. */
function outputOf({ name, outputName }: ResolvedEnvironment, text: string): { found: unknown; sample: boolean } {
  let file: unknown;
  try {
    file = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    // Without the parser's own words, which quote the file.
    return { found: "the file is not JSON in UTF-8", sample: false };
  }
  const sample = property(file, "sample") === true;
  const fromCdktf = property(property(file, name), outputName);
  const fromTerraform = property(property(file, outputName), "value");
  const found = fromCdktf ?? fromTerraform;
  if (typeof found === "object" && found !== null) {
    return { found, sample };
  }
  const keys = typeof file === "object" && file !== null ? Object.keys(file) : [];
  return {
    found: `it holds ${keys.length === 0 ? "nothing" : listed(keys)}, but no output ${quote(outputName)} of stack ${quote(name)}`,
    sample,
  };
}

function checkFit(environment: ResolvedEnvironment, binding: Binding, path: string): readonly Problem[] {
  const problems: Problem[] = [];
  const facts = [
    ["environment", environment.name, binding.environment],
    ["tenantId", environment.tenantId, binding.tenantId],
    ["subscriptionId", environment.subscriptionId, binding.subscriptionId],
    ["resourceGroup", environment.resourceGroup.name, binding.resourceGroup],
  ] as const;
  for (const [field, described, bound] of facts) {
    if (described.toLowerCase() !== bound.toLowerCase()) {
      problems.push(
        unfit(environment, path, `its ${field} is ${quote(bound)}, the description says ${quote(described)}`),
      );
    }
  }
  const owners = new Map<string, string>();
  for (const identity of environment.identities) {
    if (identity.kind === "existing-identity") {
      continue;
    }
    const bound = Object.hasOwn(binding.identities, identity.key) ? binding.identities[identity.key] : undefined;
    if (bound === undefined) {
      const known = Object.keys(binding.identities);
      const hint = known.length === 0 ? "" : ` (it knows ${listed(known)})`;
      problems.push(unfit(environment, path, `it does not know identity ${quote(identity.key)}${hint}`));
      continue;
    }
    problems.push(...checkIdentity(environment, identity, bound, path));
    const owner = owners.get(bound.clientId.toLowerCase());
    if (owner !== undefined) {
      problems.push(
        unfit(environment, path, `identities ${quote(owner)} and ${quote(identity.key)} have the same clientId`),
      );
    }
    owners.set(bound.clientId.toLowerCase(), identity.key);
  }
  return problems;
}

function checkIdentity(
  environment: ResolvedEnvironment,
  identity: Exclude<ResolvedIdentity, { kind: "existing-identity" }>,
  bound: BoundIdentity,
  path: string,
): readonly Problem[] {
  const called = `identity ${quote(identity.key)}`;
  if (bound.kind !== identity.kind || bound.name !== identity.name) {
    const was = `${bound.kind} ${quote(bound.name)}`;
    return [
      unfit(environment, path, `${called} was ${was}, the description says ${identity.kind} ${quote(identity.name)}`),
    ];
  }
  const others = [
    ["object id", bound.principalId],
    ["tenant id", environment.tenantId],
    ["subscription id", environment.subscriptionId],
  ] as const;
  return others
    .filter(([, id]) => id.toLowerCase() === bound.clientId.toLowerCase())
    .map(([what]) => unfit(environment, path, `the clientId of ${called} is its ${what}, not its client id`));
}

function unfit(environment: ResolvedEnvironment, path: string, message: string): Problem {
  return problem({
    rule: "match-binding",
    message: `the binding of environment ${quote(environment.name)} does not fit: ${message}`,
    at: path,
    allowed: "the outputs of a deployment of the environment as it is described now",
    fix: deployCommand(environment.name),
  });
}

function describeIssue(issue: z.core.$ZodIssue, found: unknown): string {
  const value = issue.path.reduce<unknown>((inner, key) => property(inner, key), found);
  const field = within(...issue.path.map(String));
  if (value === undefined) {
    return `${field} is missing`;
  }
  const shown = quote(value);
  const hint =
    typeof value === "string" && value.startsWith("/subscriptions/")
      ? ", an ARM resource id where a GUID belongs"
      : field === "issuer"
        ? ", not an issuer with its trailing slash; the cluster's OIDC issuer may be off"
        : "";
  return `${field} is ${shown.length > 120 ? `${shown.slice(0, 119)}…` : shown}${hint}`;
}

function property(value: unknown, key: PropertyKey): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? (value as Record<PropertyKey, unknown>)[key]
    : undefined;
}

function clientIdsOf(environment: ResolvedEnvironment, binding: Binding | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries(
    environment.identities.map((identity) => {
      const clientId =
        identity.kind === "existing-identity" ? identity.clientId : binding?.identities[identity.key]?.clientId;
      if (clientId === undefined) {
        throw new Error(`no client id for identity ${quote(identity.key)}, although its binding was found to fit`);
      }
      return [identity.key, clientId];
    }),
  );
}
