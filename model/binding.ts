import { z } from "zod";
import { isGuid } from "./limits.js";
import { listed, type Problem, problem, quote, shortened, within } from "./problem.js";
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
    return waiting(environment, path);
  }
  const { found, sample } = outputOf(environment, text);
  const parsed = bindingSchema.safeParse(found);
  if (!parsed.success) {
    const problems =
      typeof found === "string"
        ? [unfit(environment, path, found)]
        : parsed.error.issues
            .slice(0, MOST_ISSUES)
            .map((issue) => unfit(environment, path, describeIssue(issue, found)));
    return { state: "unfit", problems };
  }
  const wrong = checkIds(environment, parsed.data, path);
  const stale = checkFit(environment, parsed.data, path);
  if (sample && wrong.length === 0 && stale.length > 0) {
    return waiting(environment, path); // a sample of what the description was before somebody made it their own
  }
  if (wrong.length + stale.length > 0) {
    return { state: "unfit", problems: [...stale, ...wrong] };
  }
  return { state: "bound", clientIds: clientIdsOf(environment, parsed.data), sample, binding: parsed.data };
}

function waiting({ name }: ResolvedEnvironment, path: string): BindingState {
  return {
    state: "missing",
    problems: [
      problem({
        rule: "require-binding",
        message: `environment ${quote(name)} has no binding yet: its client ids are born when the Azure half is deployed`,
        at: path,
        allowed: "the outputs of a deployment",
        fix: deployCommand(name),
      }),
    ],
  };
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

/** What shows that the binding is of another environment, or of this one as it was before. */
function checkFit(environment: ResolvedEnvironment, binding: Binding, path: string): readonly Problem[] {
  const facts = [
    ["environment", environment.name, binding.environment],
    ["tenantId", environment.tenantId, binding.tenantId],
    ["subscriptionId", environment.subscriptionId, binding.subscriptionId],
    ["resourceGroup", environment.resourceGroup.name, binding.resourceGroup],
  ] as const;
  return [
    ...facts
      .filter(([, described, bound]) => described.toLowerCase() !== bound.toLowerCase())
      .map(([field, described, bound]) => `its ${field} is ${quote(bound)}, the description says ${quote(described)}`),
    ...environment.identities.flatMap((identity) => {
      if (identity.kind === "existing-identity") {
        return [];
      }
      const called = `identity ${quote(identity.key)}`;
      const bound = boundIdentity(binding, identity.key);
      if (bound === undefined) {
        const known = Object.keys(binding.identities);
        return [`it does not know ${called}${known.length === 0 ? "" : ` (it knows ${listed(known)})`}`];
      }
      return bound.kind === identity.kind && bound.name === identity.name
        ? []
        : [
            `${called} was ${bound.kind} ${quote(bound.name)}, the description says ${identity.kind} ${quote(identity.name)}`,
          ];
    }),
  ].map((message) => unfit(environment, path, message));
}

/** Client ids that are something else: another kind of id, or another identity's. */
function checkIds(environment: ResolvedEnvironment, binding: Binding, path: string): readonly Problem[] {
  const messages: string[] = [];
  const owners = new Map<string, string>();
  for (const { kind, key } of environment.identities) {
    const bound = kind === "existing-identity" ? undefined : boundIdentity(binding, key);
    if (bound === undefined) {
      continue;
    }
    const clientId = bound.clientId.toLowerCase();
    for (const [what, id] of [
      ["object id", bound.principalId],
      ["tenant id", environment.tenantId],
      ["subscription id", environment.subscriptionId],
    ] as const) {
      if (id.toLowerCase() === clientId) {
        messages.push(`the clientId of identity ${quote(key)} is its ${what}, not its client id`);
      }
    }
    const owner = owners.get(clientId);
    if (owner !== undefined) {
      messages.push(`identities ${quote(owner)} and ${quote(key)} have the same clientId`);
    }
    owners.set(clientId, key);
  }
  return messages.map((message) => unfit(environment, path, message));
}

function boundIdentity({ identities }: Binding, key: string): BoundIdentity | undefined {
  return Object.hasOwn(identities, key) ? identities[key] : undefined;
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
  const hint =
    typeof value === "string" && value.startsWith("/subscriptions/")
      ? ", an ARM resource id where a GUID belongs"
      : field === "issuer"
        ? ", not an issuer with its trailing slash; the cluster's OIDC issuer may be off"
        : "";
  return `${field} is ${shortened(value, 120)}${hint}`;
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
        identity.kind === "existing-identity"
          ? identity.clientId
          : binding && boundIdentity(binding, identity.key)?.clientId;
      if (clientId === undefined) {
        throw new Error(`no client id for identity ${quote(identity.key)}, although its binding was found to fit`);
      }
      return [identity.key, clientId];
    }),
  );
}
