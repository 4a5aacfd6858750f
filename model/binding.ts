import { z } from "zod";
import { isGuid } from "./limits/index.js";
import { listed, type Problem, problem, quote, shortened, within } from "./problem.js";
import { partForStack, type ResolvedEnvironment, type ResolvedIdentity, type ResolvedStack } from "./resolve.js";

/**
 * What only exists once a stack is deployed, as its output gives it and `bindings/<stack>.json` keeps it.
 */
export interface Binding {
  readonly environment: string;
  /** The team whose stack it is of, or nothing for the platform's. */
  readonly team?: string;
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

/** The outcome of looking for the client ids of a stack's identities. */
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
  team: z.string().optional(),
  tenantId: guid,
  subscriptionId: guid,
  resourceGroup: z.string(),
  issuer: z.string().regex(/^https:\/\/\S+\/$/),
  identities: z.record(
    z.string(),
    z.object({
      kind: z.enum(["managed-identity", "entra-application", "existing-identity", "node-identity"]),
      name: z.string().optional(),
      clientId: guid,
      principalId: guid,
    }),
  ),
});

/** Path of a stack's binding, from the top of the repository. */
export function bindingPath(stack: string): string {
  return `bindings/${stack}.json`;
}

/** The command that deploys a stack and writes its binding. */
export function deployCommand(stack: string): string {
  return `npx cdktf deploy ${stack} --outputs-file ${bindingPath(stack)}`;
}

/** Whether an identity's client id is known only after a deployment. */
function isBorn(identity: ResolvedIdentity): boolean {
  switch (identity.kind) {
    case "managed-identity":
    case "entra-application":
      return true;
    case "existing-identity":
      return false;
    case "node-identity":
      return identity.source.from === "add-on";
  }
}

/**
 * Finds the client ids of a stack's identities.
 *
 * @param text content of the outputs file, in the shape of `cdktf deploy --outputs-file` or of `terraform output -json`;
 *   undefined where there is no file
 * @param path where the content came from, for the messages
 */
export function readBinding(
  whole: ResolvedEnvironment,
  stack: ResolvedStack,
  text: string | undefined,
  path: string = bindingPath(stack.name),
): BindingState {
  const expected: Expected = { ...partForStack(whole, stack), stack, path };
  if (!expected.identities.some(isBorn)) {
    return { state: "bound", clientIds: clientIdsOf(expected, undefined), sample: false };
  }
  if (text === undefined) {
    return waiting(expected);
  }
  const { found, sample } = outputOf(expected, text);
  const parsed = bindingSchema.safeParse(found);
  if (!parsed.success) {
    const problems =
      typeof found === "string"
        ? [unfit(expected, found)]
        : parsed.error.issues.slice(0, MOST_ISSUES).map((issue) => unfit(expected, describeIssue(issue, found)));
    return { state: "unfit", problems };
  }
  const wrong = checkIds(expected, parsed.data);
  const stale = checkFit(expected, parsed.data);
  if (sample && wrong.length === 0 && stale.length > 0) {
    return waiting(expected); // a sample of what the description was before somebody made it their own
  }
  if (wrong.length + stale.length > 0) {
    return { state: "unfit", problems: [...stale, ...wrong] };
  }
  return { state: "bound", clientIds: clientIdsOf(expected, parsed.data), sample, binding: parsed.data };
}

/** The part of an environment that a binding must fit. */
type Expected = ResolvedEnvironment & { readonly stack: ResolvedStack; readonly path: string };

/** What the stack is called in a message. */
function called({ name, stack }: Expected): string {
  return stack.team === undefined
    ? `environment ${quote(name)}`
    : `team ${quote(stack.team)} of environment ${quote(name)}`;
}

function waiting(expected: Expected): BindingState {
  return {
    state: "missing",
    problems: [
      problem({
        rule: "require-binding",
        message: `${called(expected)} has no binding yet: its client ids are born when the Azure half is deployed`,
        at: expected.path,
        allowed: "the outputs of a deployment",
        fix: deployCommand(expected.stack.name),
      }),
    ],
  };
}

/** The text to store as a stack's binding. */
export function writeBinding({ outputName }: ResolvedEnvironment, stack: ResolvedStack, binding: Binding): string {
  return `${JSON.stringify({ [stack.name]: { [outputName]: binding } }, undefined, 2)}\n`;
}

/** The output itself, or a sentence that says why there is none. */
function outputOf({ stack, outputName }: Expected, text: string): { found: unknown; sample: boolean } {
  let file: unknown;
  try {
    file = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    // Without the parser's own words, which quote the file.
    return { found: "the file is not JSON in UTF-8", sample: false };
  }
  const sample = property(file, "sample") === true;
  const fromCdktf = property(property(file, stack.name), outputName);
  const fromTerraform = property(property(file, outputName), "value");
  const found = fromCdktf ?? fromTerraform;
  if (typeof found === "object" && found !== null) {
    return { found, sample };
  }
  const keys = typeof file === "object" && file !== null ? Object.keys(file) : [];
  return {
    found: `it holds ${keys.length === 0 ? "nothing" : listed(keys)}, but no output ${quote(outputName)} of stack ${quote(stack.name)}`,
    sample,
  };
}

/** What shows that the binding is of another stack, or of this one as it was before. */
function checkFit(expected: Expected, binding: Binding): readonly Problem[] {
  const { stack } = expected;
  const facts = [
    ["environment", expected.name, binding.environment],
    ["team", stack.team ?? "", binding.team ?? ""],
    ["tenantId", expected.tenantId, binding.tenantId],
    ["subscriptionId", expected.subscriptionId, binding.subscriptionId],
    ["resourceGroup", expected.resourceGroup.name, binding.resourceGroup],
  ] as const;
  return [
    ...facts
      .filter(([, described, bound]) => described.toLowerCase() !== bound.toLowerCase())
      .map(([field, described, bound]) => `its ${field} is ${quote(bound)}, the description says ${quote(described)}`),
    ...expected.identities.filter(isBorn).flatMap((identity) => {
      const name = "name" in identity ? identity.name : undefined;
      const bound = boundIdentity(binding, identity.key);
      if (bound === undefined) {
        const known = Object.keys(binding.identities);
        return [
          `it does not know identity ${quote(identity.key)}${known.length === 0 ? "" : ` (it knows ${listed(known)})`}`,
        ];
      }
      return bound.kind === identity.kind && bound.name === name
        ? []
        : [
            `identity ${quote(identity.key)} was ${spoken(bound.kind, bound.name)}, the description says ${spoken(identity.kind, name)}`,
          ];
    }),
  ].map((message) => unfit(expected, message));
}

/** Client ids that are something else: another kind of id, or another identity's. */
function checkIds(expected: Expected, binding: Binding): readonly Problem[] {
  const messages: string[] = [];
  const owners = new Map<string, string>();
  for (const { key } of expected.identities.filter(isBorn)) {
    const bound = boundIdentity(binding, key);
    if (bound === undefined) {
      continue;
    }
    const clientId = bound.clientId.toLowerCase();
    for (const [what, id] of [
      ["object id", bound.principalId],
      ["tenant id", expected.tenantId],
      ["subscription id", expected.subscriptionId],
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
  return messages.map((message) => unfit(expected, message));
}

function boundIdentity({ identities }: Binding, key: string): BoundIdentity | undefined {
  return Object.hasOwn(identities, key) ? identities[key] : undefined;
}

function unfit(expected: Expected, message: string): Problem {
  return problem({
    rule: "match-binding",
    message: `the binding of ${called(expected)} does not fit: ${message}`,
    at: expected.path,
    allowed: "the outputs of a deployment of the environment as it is described now",
    fix: deployCommand(expected.stack.name),
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

/** Client ids by key; an identity that the nodes have of their own has none. */
function clientIdsOf(expected: Expected, binding: Binding | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries(
    expected.identities.flatMap((identity) => {
      if (identity.kind === "existing-identity") {
        return [[identity.key, identity.clientId]];
      }
      if (identity.kind === "node-identity" && identity.source.from !== "add-on") {
        return identity.source.from === "user-assigned" ? [[identity.key, identity.source.clientId]] : [];
      }
      const clientId = binding && boundIdentity(binding, identity.key)?.clientId;
      if (clientId === undefined) {
        throw new Error(`no client id for identity ${quote(identity.key)}, although its binding was found to fit`);
      }
      return [[identity.key, clientId]];
    }),
  );
}

/** Identities that exist already have no name of ours. */
function spoken(kind: string, name: string | undefined): string {
  return name === undefined ? kind : `${kind} ${quote(name)}`;
}
