import { type CelInput, celEnv, isCelError, parse, plan } from "@bufbuild/cel";
import { strings } from "@bufbuild/cel/ext";

/** The spec of a ValidatingAdmissionPolicy, as far as judging takes it. */
export interface PolicySpec {
  readonly matchConstraints: {
    readonly resourceRules: readonly {
      readonly apiGroups: readonly string[];
      readonly apiVersions: readonly string[];
      readonly operations: readonly string[];
      readonly resources: readonly string[];
    }[];
  };
  readonly matchConditions?: readonly { readonly name: string; readonly expression: string }[];
  readonly paramKind?: object;
  readonly variables?: readonly { readonly name: string; readonly expression: string }[];
  readonly validations: readonly {
    readonly expression: string;
    readonly message?: string;
    readonly messageExpression?: string;
  }[];
}

/** Any Kubernetes object. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly [field: string]: unknown;
}

/** What a policy judges. */
export interface Judged {
  readonly object: KubernetesObject;
  /** What the object was before; without it, the object is being created. */
  readonly oldObject?: KubernetesObject;
  /** What the binding finds for a policy with parameters. Where it finds none, it allows. */
  readonly params?: readonly KubernetesObject[];
}

type Bindings = Readonly<Record<string, CelInput>>;

const env = celEnv({ funcs: strings });
/** In bytes. */
const longestMessage = 5 * 1024;

/**
 * What a policy has against an object, in the order of its parameters and validations; nothing where it admits it.
 *
 * Judges as the API server does: resource rules, match conditions, variables, validations, and a message made by CEL
 * only where that yields one line of reasonable length. An expression that fails counts as a refusal, as under
 * `failurePolicy: Fail`, and its error is the message. Two things differ: the server computes a variable when it is
 * first used, here all are; and it answers with the first message alone.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/
 */
export function judge(policy: PolicySpec, { object, oldObject, params = [] }: Judged): readonly string[] {
  if (!matches(policy, object, oldObject === undefined ? "CREATE" : "UPDATE")) {
    return [];
  }
  const inputs = { object: toCel(object), oldObject: toCel(oldObject ?? null) };
  return policy.paramKind === undefined
    ? judgeOnce(policy, inputs)
    : params.flatMap((param) => judgeOnce(policy, { ...inputs, params: toCel(param) }));
}

function matches({ matchConstraints }: PolicySpec, { apiVersion, kind }: KubernetesObject, operation: string): boolean {
  const [version = "", group = ""] = apiVersion.split("/").reverse();
  const resource = `${kind.toLowerCase()}${kind.endsWith("s") ? "es" : "s"}`;
  return matchConstraints.resourceRules.some(
    ({ apiGroups, apiVersions, operations, resources }) =>
      apiGroups.includes(group) &&
      apiVersions.includes(version) &&
      operations.includes(operation) &&
      resources.includes(resource),
  );
}

function judgeOnce(policy: PolicySpec, inputs: Bindings): readonly string[] {
  const { matchConditions = [], variables = [], validations } = policy;
  const conditions = matchConditions.map(({ expression }) => evaluate(expression, inputs));
  if (conditions.some(({ value }) => value === false)) {
    return [];
  }
  const broken = conditions.flatMap(({ error }) => error ?? []);
  if (broken.length > 0) {
    return broken;
  }
  const values: Record<string, CelInput> = {};
  const bindings = { ...inputs, variables: values };
  for (const { name, expression } of variables) {
    const { value, error } = evaluate(expression, bindings);
    if (value === undefined) {
      return [`variable ${name}: ${error}`];
    }
    values[name] = value;
  }
  return validations.flatMap(({ expression, message, messageExpression }) => {
    const { value, error } = evaluate(expression, bindings);
    if (error !== undefined) {
      return [error];
    }
    if (value === true) {
      return [];
    }
    const made = messageExpression === undefined ? undefined : evaluate(messageExpression, bindings).value;
    const fits = typeof made === "string" && /^[^\n]*\S[^\n]*$/.test(made) && Buffer.byteLength(made) <= longestMessage;
    return [fits ? made.trim() : (message ?? `failed expression: ${expression}`)];
  });
}

function evaluate(expression: string, bindings: Bindings): { readonly value?: CelInput; readonly error?: string } {
  const value = plan(env, parse(expression))(bindings);
  return isCelError(value) ? { error: `expression ${expression} failed: ${value.message}` } : { value };
}

/** Numbers without a fraction are integers to the API server. */
function toCel(value: unknown): CelInput {
  if (typeof value === "number") {
    return Number.isInteger(value) ? BigInt(value) : value;
  }
  if (Array.isArray(value)) {
    return value.map(toCel);
  }
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, toCel(inner)]));
  }
  return value as CelInput;
}
