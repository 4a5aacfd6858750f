import { z } from "zod";

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
  rotation: z.strictObject({ every: text, expireAfter: text }).optional(),
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
    runCommand: z.boolean(),
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

/** The shape of an environment; unknown fields are refused. */
export const environmentSchema = z.strictObject({
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
