import { z } from "zod";
import type { Environment } from "../environment.js";
import { problem, quote, within } from "../problem.js";
import type { Problems } from "./checks.js";

/*
 * The shape of a description, for the run that no compiler stood before: `npm start` takes types off without checking
 * them, so a field left out or an object that the vault does not declare arrives here as undefined.
 */

const text = z.string();
const texts = z.record(z.string(), z.string());
const number = z.number();
const objectKind = z.enum(["secret", "key", "certificate"]);

const vaultObject = z.object({ kind: objectKind, name: text, vault: text });
const mountedFile = z.object({
  object: vaultObject,
  as: z.enum(["secret", "key", "cert"]),
  alias: text.optional(),
  version: text.optional(),
  versionHistory: number.optional(),
  permission: text.optional(),
  format: z.enum(["pem", "pfx"]).optional(),
  encoding: z.enum(["utf-8", "base64", "hex"]).optional(),
});
const fileReference = z.union([vaultObject, mountedFile, z.object({ file: mountedFile, index: number })]);

const syncedSecret = z.object({
  name: text,
  type: text,
  data: z.record(z.string(), fileReference),
  labels: texts,
  annotations: texts,
});

const mount = z.object({
  path: text,
  objects: z.array(z.union([vaultObject, mountedFile])),
  sync: z.array(syncedSecret).optional(),
  providerClass: text.optional(),
  volume: text.optional(),
});

const created = { key: text, name: text.optional(), split: number };
const identity = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("managed-identity"), ...created }),
  z.object({ kind: z.literal("entra-application"), ...created }),
  z.object({
    kind: z.literal("existing-identity"),
    key: text,
    clientId: text,
    principalId: text,
    resourceId: text.optional(),
  }),
]);

const workload = z.object({
  kind: z.enum(["Deployment", "Pod"]),
  name: text,
  image: text,
  command: z.array(text).optional(),
  args: z.array(text).optional(),
  mounts: z.array(mount),
  env: z.record(z.string(), z.union([text, z.object({ secret: text, key: text })])).optional(),
  namespace: z.union([text, z.object({ name: text, labels: texts })]).optional(),
  identity: identity.optional(),
  serviceAccount: text.optional(),
  federatedCredential: text.optional(),
  resources: z.record(z.string(), text.optional()).optional(),
  runAsUser: number.optional(),
  replicas: number.optional(),
});

const vault = z.discriminatedUnion("origin", [
  z.object({
    origin: z.literal("new"),
    name: text,
    permissionModel: z.enum(["rbac", "access-policies"]),
    sku: z.enum(["standard", "premium"]),
    softDeleteRetentionDays: number,
    purgeProtection: z.boolean(),
    objects: z.record(z.string(), vaultObject),
  }),
  z.object({
    origin: z.literal("existing"),
    name: text,
    permissionModel: z.enum(["rbac", "access-policies"]),
    resourceGroup: text,
    objects: z.record(z.string(), vaultObject),
  }),
]);

const cluster = z.discriminatedUnion("origin", [
  z.object({
    origin: z.literal("new"),
    name: text,
    kubernetesVersion: text.optional(),
    nodePool: z.object({ vmSize: text, nodeCount: number }),
    rotation: z.union([z.literal(false), z.object({ interval: text })]),
    dnsPrefix: text.optional(),
  }),
  z.object({ origin: z.literal("existing"), name: text, resourceGroup: text }),
]);

const environment = z.object({
  name: text,
  tenantId: text,
  subscriptionId: text,
  location: text,
  resourceGroup: z.union([text, z.object({ origin: z.literal("existing"), name: text })]),
  cluster,
  vaults: z.array(vault),
  workloads: z.array(workload),
  tags: texts.optional(),
  state: z.object({ resourceGroup: text, storageAccount: text, container: text, key: text.optional() }).optional(),
  outputName: text.optional(),
});

/** Checks that every value has its type. The other checks rely on it. */
export function* checkShape(described: Environment): Problems {
  const parsed = environment.safeParse(described);
  for (const { path } of parsed.error?.issues ?? []) {
    const value = path.reduce<unknown>(
      (inner, key) => (inner as Record<PropertyKey, unknown> | undefined)?.[key],
      described,
    );
    const field = path
      .map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`))
      .join("")
      .slice(1);
    yield problem({
      rule: "valid-shape",
      message: value === undefined ? `${field} is missing` : `${field} is ${quote(value)}, which is not of its type`,
      at: within(String(described?.name ?? "an environment without a name"), field),
      allowed:
        value === undefined
          ? "a value; an object that its vault does not declare is none"
          : "a value of the field's type",
      fix: "npm run check:types names the line and the type",
    });
  }
}
