import { expect, test } from "vitest";
import {
  certificate,
  type Environment,
  existingNetwork,
  key,
  keyVault,
  linuxPool,
  managedIdentity,
  newActionGroup,
  newCluster,
  newLogWorkspace,
  newNetwork,
  secret,
  validate,
  windowsPool,
} from "../../../model/index.js";
import { api, healthy, untyped } from "../../support/descriptions.js";
import { expected } from "./expected.js";

const named = { name: "aks-orders" };
const kept = { name: "kv-orders", objects: { db: secret("db") } };
const hub = existingNetwork({ name: "hub", resourceGroup: "hub-rg", subnets: { nodes: "nodes" } });
const monitoring = {
  workspace: newLogWorkspace(),
  actionGroup: newActionGroup({ shortName: "orders", emails: { oncall: "oncall@example.com" } }),
};
const vaultOf = (props: object): Partial<Environment> => ({ vaults: [keyVault({ ...kept, ...props })] });
const clusterOf = (props: object): Partial<Environment> => ({ cluster: newCluster({ ...named, ...props }) });

test("accepts every option of networks, pools, vaults, monitoring and overrides at once", () => {
  const { nodes } = hub.subnets;
  const vault = keyVault({
    name: "kv-orders",
    sku: "premium",
    accessScope: "object",
    objectsWriter: false,
    writerWait: "5m",
    network: { access: "restricted", ranges: ["20.0.0.0/24"], subnets: [nodes] },
    objects: {
      db: secret("db", { seed: { version: 1 } }),
      sign: key("sign", { create: { type: "EC-HSM", curve: "P-384", operations: ["sign"] } }),
      wrap: key("wrap", {
        create: { type: "RSA", size: 4096, rotation: { every: "P11M", expireAfter: "P1Y" } },
      }),
      tls: certificate("tls", { create: { subject: "CN=a.example.com", keySize: 2048, storedAs: "pem" } }),
    },
  });
  const apps = linuxPool("apps", { nodes: { min: 0, max: 5 }, labels: { team: "orders" }, taints: ["a=b:NoSchedule"] });
  const cluster = newCluster({
    ...named,
    upgradeChannel: "stable",
    nodeUpgradeChannel: "SecurityPatch",
    tier: "Standard",
    systemPool: { subnet: nodes, dedicated: true, zones: ["1"], maxPods: 50, osDiskGb: 128 },
    pools: [apps, windowsPool("win")],
    network: { policy: "calico", serviceRange: "10.100.0.0/16", dnsServiceIp: "10.100.0.10" },
    apiServer: { access: "private", publicName: true },
    entra: { adminGroups: ["4b8e1d73-9c06-4a52-b7f1-2e5d80c3a694"] },
    runCommand: false,
  });

  const problems = validate([
    healthy({
      cluster,
      networks: [hub, newNetwork({ name: "own", ranges: ["10.1.0.0/16"], subnets: {} })],
      vaults: [vault],
      monitoring: { ...monitoring, clusterLogs: ["guard"], alerts: { nearExpiry: false }, prometheus: true },
      overrides: { "azurerm_kubernetes_cluster.cluster": { sku_tier: "Premium", "a.b": null } },
      workloads: [
        api({
          team: "orders",
          pool: apps,
          identity: managedIdentity("orders", { trust: "identity-binding", split: "auto" }),
          mounts: [{ path: "/mnt/secrets", objects: [vault.objects.db] }],
        }),
      ],
    }),
  ]);

  expect(problems).toEqual([]);
});

test.each<[string, Partial<Environment>, string, string]>([
  [
    "a new subnet has no range",
    { networks: [newNetwork({ name: "own", ranges: ["10.0.0.0/8"], subnets: { a: untyped({ name: "a" }) } })] },
    "networks[0].subnets.a.range",
    "text",
  ],
  [
    "a private vault has no subnet",
    vaultOf({ network: { access: "private" } }),
    "vaults[0].network.subnet",
    "an object with the fields of the type",
  ],
  [
    "monitoring has no action group",
    { monitoring: untyped({ workspace: newLogWorkspace() }) },
    "monitoring.actionGroup",
    "an object with the fields of the type",
  ],
  [
    "the rotation of a key has no end",
    vaultOf({ objects: { k: key("k", { create: { type: "EC", rotation: untyped({ every: "P11M" }) } }) } }),
    "vaults[0].objects.k.create.rotation.expireAfter",
    "text",
  ],
  [
    "the rotation of a key has no age",
    vaultOf({ objects: { k: key("k", { create: { type: "EC", rotation: untyped({ expireAfter: "P1Y" }) } }) } }),
    "vaults[0].objects.k.create.rotation.every",
    "text",
  ],
])("fails when %s", (_, props, field, allowed) => {
  expect(validate([healthy(props)])).toEqual([
    expected({
      rule: "valid-shape",
      message: `${field} is missing`,
      at: `test › ${field}`,
      allowed,
      fix: "npm run check:types names the line and the type",
    }),
  ]);
});

test.each<[string, Partial<Environment>, string, string]>([
  ["the old name of the writer", vaultOf({ secretsWriter: "deployer" }), "vaults[0]", "secretsWriter"],
  [
    "a curve for an RSA key",
    vaultOf({ objects: { k: key("k", { create: untyped({ type: "RSA", curve: "P-256" }) }) } }),
    "vaults[0].objects.k.create",
    "curve",
  ],
  [
    "the old notice of a rotation",
    vaultOf({
      objects: {
        k: key("k", {
          create: { type: "EC", rotation: untyped({ every: "P11M", expireAfter: "P1Y", renewBefore: "P30D" }) },
        }),
      },
    }),
    "vaults[0].objects.k.create.rotation",
    "renewBefore",
  ],
  [
    "a dedicated further pool",
    clusterOf({ pools: [{ ...linuxPool("apps"), dedicated: true }] }),
    "cluster.pools[0]",
    "dedicated",
  ],
  [
    "ranges of a public API server",
    clusterOf({ apiServer: { access: "public", ranges: [] } }),
    "cluster.apiServer",
    "ranges",
  ],
])("fails when there is %s, which means nothing", (_, props, field, key) => {
  expect(validate([healthy(props)])).toEqual([
    expected({
      rule: "valid-shape",
      message: `${field} has a field "${key}" that means nothing`,
      at: `test › ${field}`,
      allowed: "the fields of the type",
      fix: "npm run check:types names the line and the type",
    }),
  ]);
});
