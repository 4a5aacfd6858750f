import { expect, test } from "vitest";
import {
  certificate,
  type Environment,
  existingKeyVault,
  key,
  keyVault,
  linuxPool,
  managedIdentity,
  newActionGroup,
  newCluster,
  newLogWorkspace,
  newNetwork,
  nodeIdentity,
  secret,
  validate,
} from "../../../model/index.js";
import { api, healthy, untyped } from "../../support/descriptions.js";
import { expected } from "./expected.js";

const named = { name: "aks-orders" };
const kept = { name: "kv-orders", objects: { db: secret("db") } };
const monitoring = {
  workspace: newLogWorkspace(),
  actionGroup: newActionGroup({ shortName: "orders", emails: { oncall: "oncall@example.com" } }),
};
const vaultOf = (props: object): Partial<Environment> => ({ vaults: [keyVault({ ...kept, ...props })] });
const clusterOf = (props: object): Partial<Environment> => ({ cluster: newCluster({ ...named, ...props }) });
const identityOf = (identity: object): Partial<Environment> => ({
  workloads: [api({ identity: { ...managedIdentity("orders"), ...identity } })],
});

test.each<[string, Partial<Environment>, string, string]>([
  ["an identity is split into a word", identityOf({ split: "two" }), 'workloads[0].identity.split is "two"', '"auto"'],
  [
    "the trust of an identity does not exist",
    identityOf({ trust: "token" }),
    'workloads[0].identity.trust is "token"',
    '"federation", "identity-binding"',
  ],
  [
    "an identity of the nodes comes from nowhere",
    { workloads: [api({ identity: nodeIdentity("nodes", untyped({ from: "kubelet" })) })] },
    'workloads[0].identity.source.from is "kubelet"',
    '"add-on", "user-assigned", "system-assigned"',
  ],
  ["a team is a number", { workloads: [api({ team: untyped(7) })] }, "workloads[0].team is 7", "text"],
  ["a vault is of another kind", vaultOf({ sku: "basic" }), 'vaults[0].sku is "basic"', '"standard", "premium"'],
  [
    "access is granted by folder",
    vaultOf({ accessScope: "folder" }),
    'vaults[0].accessScope is "folder"',
    '"vault", "object"',
  ],
  ["the writer is true", vaultOf({ objectsWriter: true }), "vaults[0].objectsWriter is true", "false"],
  ["the wait is a number", vaultOf({ writerWait: 10 }), "vaults[0].writerWait is 10", "text"],
  [
    "a vault is reached in an unknown way",
    vaultOf({ network: { access: "internal" } }),
    'vaults[0].network.access is "internal"',
    '"public", "restricted", "private"',
  ],
  [
    "a key is of another type",
    vaultOf({ objects: { k: key("k", { create: untyped({ type: "oct" }) }) } }),
    'vaults[0].objects.k.create.type is "oct"',
    '"RSA", "RSA-HSM", "EC", "EC-HSM"',
  ],
  [
    "a key has a curve that cannot be mounted",
    vaultOf({ objects: { k: key("k", { create: { type: "EC", curve: untyped("P-256K") } }) } }),
    'vaults[0].objects.k.create.curve is "P-256K"',
    '"P-256", "P-384", "P-521"',
  ],
  [
    "a certificate has a key of another size",
    vaultOf({ objects: { c: certificate("c", { create: { subject: "CN=a", keySize: untyped(1024) } }) } }),
    "vaults[0].objects.c.create.keySize is 1024",
    "2048, 3072, 4096",
  ],
  [
    "an existing vault is monitored by a name",
    {
      vaults: [existingKeyVault({ ...kept, resourceGroup: "rg", permissionModel: "rbac", monitored: untyped("hub") })],
    },
    'vaults[0].monitored is "hub"',
    "true or false",
  ],
  [
    "a pool has a number of nodes in words",
    clusterOf({ systemPool: { nodes: "two" } }),
    'cluster.systemPool.nodes is "two"',
    "a number",
  ],
  [
    "the bounds of a pool are in words",
    clusterOf({ systemPool: { nodes: { min: 1, max: "many" } } }),
    'cluster.systemPool.nodes.max is "many"',
    "a number",
  ],
  [
    "a pool is of another system",
    clusterOf({ pools: [{ ...linuxPool("apps"), os: "Mac" }] }),
    'cluster.pools[0].os is "Mac"',
    '"Linux", "Windows"',
  ],
  [
    "addressing is that of kubenet",
    clusterOf({ network: { addressing: "kubenet" } }),
    'cluster.network.addressing is "kubenet"',
    '"overlay", "flat"',
  ],
  [
    "the way out does not exist",
    clusterOf({ network: { outbound: "none" } }),
    'cluster.network.outbound is "none"',
    '"loadBalancer", "managedNATGateway", "userAssignedNATGateway", "userDefinedRouting"',
  ],
  [
    "the upgrade channel does not exist",
    clusterOf({ upgradeChannel: "weekly" }),
    'cluster.upgradeChannel is "weekly"',
    '"none", "patch", "stable", "rapid", "node-image"',
  ],
  ["the tier does not exist", clusterOf({ tier: "Gold" }), 'cluster.tier is "Gold"', '"Free", "Standard", "Premium"'],
  [
    "the API server is reached in an unknown way",
    clusterOf({ apiServer: { access: "vpn" } }),
    'cluster.apiServer.access is "vpn"',
    '"public", "ranges", "private"',
  ],
  [
    "a network has one range instead of a list",
    { networks: [newNetwork({ name: "own", ranges: untyped("10.0.0.0/8"), subnets: {} })] },
    'networks[0].ranges is "10.0.0.0/8"',
    "a list",
  ],
  [
    "a threshold is true",
    { monitoring: { ...monitoring, alerts: { latencyAbove: untyped(true) } } },
    "monitoring.alerts.latencyAbove is true",
    "false",
  ],
  [
    "an override is no object of paths",
    { overrides: { "azurerm_key_vault.kv": untyped("premium") } },
    'overrides.azurerm_key_vault.kv is "premium"',
    "an object of names and values",
  ],
])("fails when %s", (_, props, what, allowed) => {
  expect(validate([healthy(props)])).toEqual([
    expected({
      rule: "valid-shape",
      message: `${what}, which is not of its type`,
      at: `test › ${what.replace(/ is .+$/, "")}`,
      allowed,
      fix: "npm run check:types names the line and the type",
    }),
  ]);
});
