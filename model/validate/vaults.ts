import type { Environment } from "../environment.js";
import type { KeyVault, VaultObject } from "../key-vault.js";
import type { KeyVaultNetwork } from "../key-vault-network.js";
import * as limits from "../limits/index.js";
import { problem, quote, within } from "../problem.js";
import { checkGuid, checkInteger, checkName, checkUnique, type Problems } from "./checks.js";
import { checkManaged } from "./managed-objects.js";
import { checkPublicRanges } from "./ranges.js";

/** Checks the vaults and the objects they declare. */
export function* checkVaults({ name, vaults }: Environment): Problems {
  for (const [index, vault] of vaults.entries()) {
    yield* checkVault(vault, within(name, `vaults[${index}] ${vault.name}`));
  }
  yield* checkUnique(
    vaults,
    (vault) => vault.name.toLowerCase(),
    (again) =>
      problem({
        rule: "unique-vault-name",
        message: `vault name ${quote(again.name)} is used twice`,
        at: within(name, "vaults"),
        allowed: "each vault once, in any case of letters",
        fix: "list the vault once, with all its objects",
      }),
  );
}

function* checkVault(vault: KeyVault, at: string): Problems {
  yield* checkName("valid-vault-name", "vault name", vault.name, within(at, "name"), limits.vaultName);
  if (vault.origin === "new") {
    const { softDeleteRetentionDays: days } = vault;
    yield* checkInteger(
      "valid-retention",
      "retention",
      days,
      within(at, "softDeleteRetentionDays"),
      limits.softDeleteDays,
    );
    yield* checkVaultNetwork(vault.network, within(at, "network"));
  } else {
    const where = within(at, "resourceGroup");
    yield* checkName(
      "valid-resource-group-name",
      "resource group name",
      vault.resourceGroup,
      where,
      limits.resourceGroupName,
    );
  }
  yield* checkAccess(vault, at);
  const objects = Object.entries(vault.objects);
  const sku = vault.origin === "new" ? vault.sku : undefined;
  for (const [field, object] of objects) {
    const where = within(at, `objects.${field}`);
    yield* checkName("valid-object-name", "vault object name", object.name, where, limits.vaultObjectName);
    yield* checkManaged(object, sku, where);
  }
  yield* checkPlaces(objects, at);
}

function* checkAccess({ objectsWriter, writerWait, accessScope, permissionModel }: KeyVault, at: string): Problems {
  if (objectsWriter !== false && objectsWriter !== "deployer") {
    const fix = "az ad signed-in-user show --query id -o tsv, or the object id of the service principal";
    yield* checkGuid("objectsWriter", objectsWriter, within(at, "objectsWriter"), fix);
  }
  yield* checkName(
    "valid-wait",
    "wait",
    writerWait,
    within(at, "writerWait"),
    limits.sleepDuration,
    "write one number with its unit",
  );
  if (accessScope === "object" && permissionModel === "access-policies") {
    yield problem({
      rule: "valid-permission-scope",
      message: "access is to be granted by object, but access policies hold for the whole vault",
      at: within(at, "accessScope"),
      allowed: 'accessScope: "object" with permissionModel: "rbac"',
      fix: 'leave accessScope out, or set permissionModel: "rbac"',
    });
  }
}

function* checkVaultNetwork(network: KeyVaultNetwork, at: string): Problems {
  if (network.access === "restricted") {
    const { ranges = [], subnets = [] } = network;
    if (ranges.length + subnets.length === 0) {
      yield problem({
        rule: "require-network",
        message: "the vault lets nobody in: no ranges and no subnets",
        at,
        allowed: "the outbound addresses or the subnet of the nodes, at least",
        fix: "name the nodes' subnet in subnets; where AKS makes the network, the cluster's outbound address in ranges",
      });
    }
    yield* checkPublicRanges(ranges, within(at, "ranges"), limits.vaultFirewall.ranges);
    if (subnets.length > limits.vaultFirewall.subnets) {
      yield problem({
        rule: "require-network",
        message: `there are ${subnets.length} subnets`,
        at: within(at, "subnets"),
        allowed: `at most ${limits.vaultFirewall.subnets}`,
        fix: "use a private endpoint instead",
      });
    }
  }
  if (network.access === "private" && network.dnsZone !== undefined) {
    yield* checkName(
      "valid-resource-group-name",
      "resource group name",
      network.dnsZone.resourceGroup,
      within(at, "dnsZone", "resourceGroup"),
      limits.resourceGroupName,
    );
  }
}

function* checkPlaces(objects: readonly (readonly [string, VaultObject])[], at: string): Problems {
  const taken = new Map<string, readonly [string, VaultObject]>();
  for (const [field, object] of objects) {
    const places = placesOf(object);
    const clash = places.map((place) => taken.get(place)).find((other) => other !== undefined);
    if (clash === undefined) {
      for (const place of places) {
        taken.set(place, [field, object]);
      }
      continue;
    }
    const [otherField, other] = clash;
    yield problem({
      rule: "unique-object-name",
      message: `${object.kind} ${quote(object.name)} has the name of ${other.kind} ${quote(other.name)} (objects.${otherField})`,
      at: within(at, `objects.${field}`),
      allowed:
        "one object of a kind for each name, in any case of letters; a certificate also takes its name among the keys and the secrets",
      fix: "declare it once, or rename one of the two",
    });
  }
}

/** The places in the vault that an object takes: a certificate brings a key and a secret of its name. */
function placesOf({ kind, name }: VaultObject): readonly string[] {
  const kinds = kind === "certificate" ? ["certificate", "key", "secret"] : [kind];
  return kinds.map((taken) => `${taken}/${name.toLowerCase()}`);
}
