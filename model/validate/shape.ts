import { z } from "zod";
import type { Environment } from "../environment.js";
import { split as splitLimit } from "../limits.js";
import { problem, quote, shortened, within } from "../problem.js";
import { checkInteger, type Problems } from "./checks.js";
import { checkText } from "./text.js";

/*
 * The shape of a description, for the run that no compiler stood before: `npm start` takes types off without checking
 * them, so a field left out, misspelt, or an object that the vault does not declare would go unnoticed.
 */

const text = z.string();
const texts = z.record(z.string(), z.string());
const number = z.number();

const seed = z.strictObject({ version: number });
const vaultObject = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("secret"), name: text, vault: text, seed: seed.optional() }),
  z.strictObject({ kind: z.literal("key"), name: text, vault: text }),
  z.strictObject({ kind: z.literal("certificate"), name: text, vault: text }),
]);
const mountedFile = z.strictObject({
  object: vaultObject,
  as: z.enum(["secret", "key", "cert"]),
  alias: text.optional(),
  version: text.optional(),
  versionHistory: number.optional(),
  permission: text.optional(),
  format: z.enum(["pem", "pfx"]).optional(),
  encoding: z.enum(["utf-8", "base64", "hex"]).optional(),
});
const fileVersion = z.strictObject({ file: mountedFile, index: number });

const mounted = byField("object", mountedFile, vaultObject);
const fileReference = byField("file", fileVersion, mounted);

const syncedSecret = z.strictObject({
  name: text,
  type: text,
  data: z.record(z.string(), fileReference),
  labels: texts,
  annotations: texts,
  keys: z.unknown(),
});

const mount = z.strictObject({
  path: text,
  objects: z.array(mounted),
  sync: z.array(syncedSecret).optional(),
  providerClass: text.optional(),
  volume: text.optional(),
});

const identity = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("managed-identity"), key: text, name: text.optional(), split: number }),
  z.strictObject({
    kind: z.literal("entra-application"),
    key: text,
    name: text.optional(),
    split: number,
    owners: z.array(text).optional(),
  }),
  z.strictObject({
    kind: z.literal("existing-identity"),
    key: text,
    clientId: text,
    principalId: text,
    resourceId: text.optional(),
  }),
]);

const workload = z.strictObject({
  kind: z.enum(["Deployment", "Pod"]),
  name: text,
  image: text,
  command: z.array(text).optional(),
  args: z.array(text).optional(),
  mounts: z.array(mount),
  env: z.record(z.string(), byField("secret", z.strictObject({ secret: text, key: text }), text)).optional(),
  namespace: byField("name", z.strictObject({ name: text, labels: texts }), text).optional(),
  identity: identity.optional(),
  serviceAccount: text.optional(),
  federatedCredential: text.optional(),
  resources: z
    .strictObject({
      cpuRequest: text.optional(),
      cpuLimit: text.optional(),
      memoryRequest: text.optional(),
      memoryLimit: text.optional(),
    })
    .optional(),
  runAsUser: number.optional(),
  replicas: number.optional(),
});

const anyVault = {
  name: text,
  permissionModel: z.enum(["rbac", "access-policies"]),
  secretsWriter: text.optional(),
  objects: z.record(z.string(), vaultObject),
};
const vault = z.discriminatedUnion("origin", [
  z.strictObject({
    ...anyVault,
    origin: z.literal("new"),
    sku: z.enum(["standard", "premium"]),
    softDeleteRetentionDays: number,
    purgeProtection: z.boolean(),
  }),
  z.strictObject({ ...anyVault, origin: z.literal("existing"), resourceGroup: text }),
]);

const cluster = z.discriminatedUnion("origin", [
  z.strictObject({
    origin: z.literal("new"),
    name: text,
    kubernetesVersion: text.optional(),
    nodePool: z.strictObject({ vmSize: text, nodeCount: number }),
    rotation: byField("interval", z.strictObject({ interval: text }), z.literal(false)),
    dnsPrefix: text.optional(),
  }),
  z.strictObject({ origin: z.literal("existing"), name: text, resourceGroup: text }),
]);

const environment = z.strictObject({
  name: text,
  tenantId: text,
  subscriptionId: text,
  location: text,
  resourceGroup: byField("name", z.strictObject({ origin: z.literal("existing"), name: text }), text),
  cluster,
  vaults: z.array(vault),
  workloads: z.array(workload),
  tags: texts.optional(),
  state: z
    .strictObject({ resourceGroup: text, storageAccount: text, container: text, key: text.optional() })
    .optional(),
  outputName: text.optional(),
});

/**
 * Checks that every value is there, of its type, known, and text that both halves can carry. Environments that fail here
 * are not checked further: the other checks rely on it.
 */
export function* checkShape(described: Environment): Problems {
  const at = String(described?.name ?? "an environment without a name");
  const issues = environment.safeParse(described).error?.issues ?? [];
  if (issues.length > 0) {
    for (const issue of issues) {
      yield* reportIssue(issue, described, at);
    }
    return;
  }
  yield* checkText(described, at, "");
  yield* checkSplits(described, at);
}

/** A schema for objects that have a field, and another for everything else: its problems name the inner place. */
function byField(field: string, having: z.ZodType, otherwise: z.ZodType): z.ZodType {
  return z.unknown().check((context) => {
    const { value } = context;
    const schema = typeof value === "object" && value !== null && field in value ? having : otherwise;
    for (const issue of schema.safeParse(value).error?.issues ?? []) {
      context.issues.push({ ...issue, code: "custom", params: { issue }, input: value } as never);
    }
  });
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
  return issue.code === "invalid_type" ? (KINDS[issue.expected] ?? issue.expected) : "a value of the field's type";
}

function innermost(issue: z.core.$ZodIssue): z.core.$ZodIssue {
  return issue.code === "custom" && issue.params?.issue ? innermost(issue.params.issue as z.core.$ZodIssue) : issue;
}

function* checkSplits({ workloads = [] }: Environment, at: string): Problems {
  const seen = new Set<unknown>();
  for (const [index, { name, identity: described }] of workloads.entries()) {
    if (described && "split" in described && !seen.has(described)) {
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
