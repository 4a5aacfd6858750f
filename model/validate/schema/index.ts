import { z } from "zod";
import { number, text, texts } from "./basics.js";
import { byField, byType } from "./either.js";
import { argoCd, guardrails, patches, scraping } from "./in-cluster.js";
import { anyPool, network, nodePool, subnet } from "./network.js";
import { vaultObject } from "./objects.js";
import { workload } from "./workload.js";

/*
 * The shape of a description, for the run that no compiler stood before: `npm start` takes types off without checking
 * them, so a field left out, misspelt, or an object that the vault does not declare would go unnoticed.
 */

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

const cluster = z.discriminatedUnion("origin", [
  z.strictObject({
    origin: z.literal("new"),
    name: text,
    kubernetesVersion: text.optional(),
    upgradeChannel: z.enum(["none", "patch", "stable", "rapid", "node-image"]),
    nodeUpgradeChannel: z.enum(["None", "Unmanaged", "SecurityPatch", "NodeImage"]),
    tier: z.enum(["Free", "Standard", "Premium"]),
    systemPool: z.strictObject({ ...anyPool, dedicated: z.boolean() }),
    pools: z.array(nodePool),
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
  z.strictObject({
    origin: z.literal("existing"),
    name: text,
    resourceGroup: text,
    monitored: z.boolean(),
    keyVaultAddOn: z.boolean(),
  }),
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
  cloud: z.enum(["public", "usgovernment", "china"]).optional(),
  resourceGroup: byField("name", z.strictObject({ origin: z.literal("existing"), name: text }), text),
  cluster,
  networks: z.array(network).optional(),
  monitoring: monitoring.optional(),
  guardrails: guardrails.optional(),
  scraping: scraping.optional(),
  argoCd: argoCd.optional(),
  patches: patches.optional(),
  overrides: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
  exceptions: z.array(z.strictObject({ rule: text, target: text, reason: text, until: text.optional() })).optional(),
  vaults: z.array(vault),
  workloads: z.array(workload),
  tags: texts.optional(),
  state: z
    .strictObject({ resourceGroup: text, storageAccount: text, container: text, key: text.optional() })
    .optional(),
  outputName: text.optional(),
});
