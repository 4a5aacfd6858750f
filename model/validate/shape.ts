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
const keyOptions = {
  operations: z.array(z.enum(["decrypt", "encrypt", "sign", "unwrapKey", "verify", "wrapKey"])).optional(),
  rotation: z.strictObject({ expireAfter: text, renewBefore: text }).optional(),
};
const rsaSize = z.literal([2048, 3072, 4096]).optional();
const newKey = z.discriminatedUnion("type", [
  z.strictObject({ ...keyOptions, type: z.enum(["RSA", "RSA-HSM"]), size: rsaSize }),
  z.strictObject({
    ...keyOptions,
    type: z.enum(["EC", "EC-HSM"]),
    curve: z.enum(["P-256", "P-384", "P-521"]).optional(),
  }),
]);
const newCertificate = z.strictObject({
  subject: text,
  dnsNames: z.array(text).optional(),
  issuer: text.optional(),
  validityMonths: number.optional(),
  keySize: rsaSize,
  renewDaysBefore: number.optional(),
  storedAs: z.enum(["pfx", "pem"]).optional(),
});
const vaultObject = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("secret"), name: text, vault: text, seed: seed.optional() }),
  z.strictObject({ kind: z.literal("key"), name: text, vault: text, create: newKey.optional() }),
  z.strictObject({ kind: z.literal("certificate"), name: text, vault: text, create: newCertificate.optional() }),
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

const split = byType("number", number, z.literal("auto"));
const identity = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("managed-identity"),
    key: text,
    name: text.optional(),
    split,
    trust: z.enum(["federation", "identity-binding"]),
  }),
  z.strictObject({
    kind: z.literal("entra-application"),
    key: text,
    name: text.optional(),
    split,
    owners: z.array(text).optional(),
  }),
  z.strictObject({
    kind: z.literal("existing-identity"),
    key: text,
    clientId: text,
    principalId: text,
    resourceId: text.optional(),
    otherCredentials: number.optional(),
  }),
  z.strictObject({
    kind: z.literal("node-identity"),
    key: text,
    source: z.discriminatedUnion("from", [
      z.strictObject({ from: z.literal("add-on") }),
      z.strictObject({ from: z.literal("user-assigned"), clientId: text, principalId: text }),
      z.strictObject({ from: z.literal("system-assigned"), principalIds: z.array(text) }),
    ]),
  }),
  z.strictObject({ kind: z.literal("pod-identity"), key: text }),
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
  team: text.optional(),
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

const subnet = z.strictObject({ name: text, network: text, range: text.optional() });
const network = z.discriminatedUnion("origin", [
  z.strictObject({
    origin: z.literal("new"),
    name: text,
    ranges: z.array(text),
    subnets: z.record(z.string(), z.strictObject({ name: text, network: text, range: text })),
  }),
  z.strictObject({
    origin: z.literal("existing"),
    name: text,
    resourceGroup: text,
    subnets: z.record(z.string(), z.strictObject({ name: text, network: text })),
  }),
]);

const anyVault = {
  name: text,
  permissionModel: z.enum(["rbac", "access-policies"]),
  objectsWriter: byType("string", text, z.literal(false)),
  writerWait: text,
  accessScope: z.enum(["vault", "object"]),
  objects: z.record(z.string(), vaultObject),
};
const vault = z.discriminatedUnion("origin", [
  z.strictObject({
    ...anyVault,
    origin: z.literal("new"),
    sku: z.enum(["standard", "premium"]),
    network: z.discriminatedUnion("access", [
      z.strictObject({ access: z.literal("public") }),
      z.strictObject({
        access: z.literal("restricted"),
        ranges: z.array(text).optional(),
        subnets: z.array(subnet).optional(),
      }),
      z.strictObject({
        access: z.literal("private"),
        subnet,
        dnsZone: z.strictObject({ origin: z.literal("existing"), resourceGroup: text, linked: z.boolean() }).optional(),
      }),
    ]),
    softDeleteRetentionDays: number,
    purgeProtection: z.boolean(),
    preventDestroy: z.boolean(),
  }),
  z.strictObject({ ...anyVault, origin: z.literal("existing"), resourceGroup: text, monitored: z.boolean() }),
]);

const anyPool = {
  name: text,
  vmSize: text,
  nodes: byField("min", z.strictObject({ min: number, max: number }), number),
  zones: z.array(text).optional(),
  subnet: subnet.optional(),
  maxPods: number.optional(),
  osDiskGb: number.optional(),
};
const cluster = z.discriminatedUnion("origin", [
  z.strictObject({
    origin: z.literal("new"),
    name: text,
    kubernetesVersion: text.optional(),
    upgradeChannel: z.enum(["none", "patch", "stable", "rapid", "node-image"]),
    nodeUpgradeChannel: z.enum(["None", "Unmanaged", "SecurityPatch", "NodeImage"]),
    tier: z.enum(["Free", "Standard", "Premium"]),
    systemPool: z.strictObject({ ...anyPool, dedicated: z.boolean() }),
    pools: z.array(
      z.strictObject({ ...anyPool, os: z.enum(["Linux", "Windows"]), labels: texts, taints: z.array(text) }),
    ),
    network: z.strictObject({
      addressing: z.enum(["overlay", "flat"]),
      dataPlane: z.enum(["azure", "cilium"]),
      policy: z.enum(["none", "azure", "calico", "cilium"]),
      podSubnet: subnet.optional(),
      podRange: text.optional(),
      serviceRange: text.optional(),
      dnsServiceIp: text.optional(),
      outbound: z.enum(["loadBalancer", "managedNATGateway", "userAssignedNATGateway", "userDefinedRouting"]),
    }),
    apiServer: z.discriminatedUnion("access", [
      z.strictObject({ access: z.literal("public") }),
      z.strictObject({ access: z.literal("ranges"), ranges: z.array(text) }),
      z.strictObject({ access: z.literal("private"), dnsZone: z.enum(["system", "none"]), publicName: z.boolean() }),
    ]),
    entra: z
      .strictObject({ adminGroups: z.array(text), azureRbac: z.boolean(), localAccounts: z.boolean() })
      .optional(),
    keyVaultAddOn: z.boolean(),
    rotation: byField("interval", z.strictObject({ interval: text }), z.literal(false)),
    dnsPrefix: text.optional(),
    preventDestroy: z.boolean(),
  }),
  z.strictObject({ origin: z.literal("existing"), name: text, resourceGroup: text, monitored: z.boolean() }),
]);

const threshold = byType("number", number, z.literal(false)).optional();
const existing = z.strictObject({ origin: z.literal("existing"), name: text, resourceGroup: text });
const monitoring = z.strictObject({
  workspace: z.discriminatedUnion("origin", [
    z.strictObject({
      origin: z.literal("new"),
      name: text.optional(),
      retentionDays: number,
      dailyCapGb: number.optional(),
    }),
    existing,
  ]),
  actionGroup: z.discriminatedUnion("origin", [
    z.strictObject({ origin: z.literal("new"), name: text.optional(), shortName: text, emails: texts }),
    existing,
  ]),
  clusterLogs: z.array(text).optional(),
  alerts: z
    .strictObject({
      availabilityBelow: threshold,
      latencyAbove: threshold,
      saturationAbove: threshold,
      forbiddenAbove: threshold,
      throttledAbove: threshold,
      undeclaredReaders: z.boolean().optional(),
      deniedReads: z.boolean().optional(),
      nearExpiry: z.boolean().optional(),
    })
    .optional(),
  prometheus: z.boolean().optional(),
});

const environment = z.strictObject({
  name: text,
  tenantId: text,
  subscriptionId: text,
  location: text,
  resourceGroup: byField("name", z.strictObject({ origin: z.literal("existing"), name: text }), text),
  cluster,
  networks: z.array(network).optional(),
  monitoring: monitoring.optional(),
  overrides: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
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
  yield* checkPodIdentity(described, at);
}

/** A schema for objects that have a field, and another for everything else: its problems name the inner place. */
function byField(field: string, having: z.ZodType, otherwise: z.ZodType): z.ZodType {
  return either((value) => typeof value === "object" && value !== null && field in value, having, otherwise);
}

/** A schema for values of a type, and another for everything else. */
function byType(type: "string" | "number", having: z.ZodType, otherwise: z.ZodType): z.ZodType {
  return either((value) => typeof value === type, having, otherwise);
}

function either(test: (value: unknown) => boolean, one: z.ZodType, other: z.ZodType): z.ZodType {
  return z.unknown().check((context) => {
    const { value } = context;
    const schema = test(value) ? one : other;
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
