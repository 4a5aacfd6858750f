import type { Environment } from "../environment.js";
import type { KeyVault, VaultObject } from "../key-vault.js";
import * as limits from "../limits.js";
import { problem, quote, within } from "../problem.js";
import { checkGuid, checkInteger, checkName, checkUnique, type Problems } from "./checks.js";

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
  if (vault.secretsWriter !== undefined) {
    const fix = "az ad signed-in-user show --query id -o tsv, or the object id of the service principal";
    yield* checkGuid("secretsWriter", vault.secretsWriter, within(at, "secretsWriter"), fix);
  }
  const objects = Object.entries(vault.objects);
  for (const [field, object] of objects) {
    yield* checkObject(object, within(at, `objects.${field}`));
  }
  yield* checkPlaces(objects, at);
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

function* checkObject(object: VaultObject, at: string): Problems {
  yield* checkName("valid-object-name", "vault object name", object.name, at, limits.vaultObjectName);
  if (object.seed) {
    yield* checkInteger("valid-seed-version", "seed version", object.seed.version, within(at, "seed.version"), {
      min: 1,
      max: limits.int32Max,
    });
  }
}

/** The places in the vault that an object takes: a certificate brings a key and a secret of its name. */
function placesOf({ kind, name }: VaultObject): readonly string[] {
  const kinds = kind === "certificate" ? ["certificate", "key", "secret"] : [kind];
  return kinds.map((taken) => `${taken}/${name.toLowerCase()}`);
}
