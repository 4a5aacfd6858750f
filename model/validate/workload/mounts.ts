import type { Mount } from "../../container.js";
import type { Environment } from "../../environment.js";
import type { VaultObject } from "../../key-vault.js";
import * as limits from "../../limits/index.js";
import { asMountedFile } from "../../mounted-file.js";
import { problem, quote, suggest, within } from "../../problem.js";
import { vaultOf } from "../../resolve-workload.js";
import type { Workload } from "../../workload.js";
import { checkName, type Problems } from "../checks.js";
import { checkFiles } from "./files.js";
import { checkSyncedSecrets } from "./synced-secrets.js";

/** Checks one mount: its names, its vault, its files and the Secrets made from them. */
export function* checkMount(environment: Environment, workload: Workload, mount: Mount, at: string): Problems {
  if (mount.objects.length === 0) {
    yield problem({
      rule: "require-objects",
      message: "the mount lists no objects",
      at: within(at, "objects"),
      allowed: 'at least one: the driver refuses an empty list with "missing object versions"',
      fix: "list the objects to mount, or remove the mount",
    });
    return;
  }
  yield* checkNames(mount, at);
  yield* checkVault(environment, mount, at);
  yield* checkFiles(mount, workload, within(at, "objects"));
  yield* checkSyncedSecrets(mount.sync ?? [], mount.objects.map(asMountedFile), within(at, "sync"));
}

/** Derived names of valid parts are valid; only names that a person gave need a look. */
function* checkNames({ providerClass, volume }: Mount, at: string): Problems {
  if (providerClass !== undefined) {
    const where = within(at, "providerClass");
    yield* checkName(
      "valid-provider-class-name",
      "provider class name",
      providerClass,
      where,
      limits.providerClassName,
    );
  }
  if (volume !== undefined) {
    yield* checkName("valid-volume-name", "volume name", volume, within(at, "volume"), limits.dnsLabel);
  }
}

function* checkVault({ vaults }: Environment, mount: Mount, at: string): Problems {
  const vault = vaultOf(mount);
  for (const [index, entry] of mount.objects.entries()) {
    const { object } = asMountedFile(entry);
    const where = within(at, `objects[${index}]`);
    if (object.vault !== vault) {
      yield problem({
        rule: "match-mount-vault",
        message: `${object.kind} ${quote(object.name)} is in vault ${quote(object.vault)}, the mount's first object in ${quote(vault)}`,
        at: where,
        allowed: "objects of one vault: a provider class names one",
        fix: "make a second mount for the other vault",
      });
    }
    const listed = vaults.find(({ name }) => name === object.vault);
    if (listed === undefined) {
      yield problem({
        rule: "match-vault",
        message: `${object.kind} ${quote(object.name)} is in vault ${quote(object.vault)}, which the environment does not list`,
        at: where,
        allowed:
          vaults.length === 0
            ? "a vault listed in vaults"
            : `a vault listed in vaults: ${vaults.map(({ name }) => name).join(", ")}`,
        fix:
          suggest(
            object.vault,
            vaults.map(({ name }) => name),
          ) || "add the vault to the environment's vaults",
      });
      continue;
    }
    const declared: readonly VaultObject[] = Object.values(listed.objects);
    if (!declared.some(({ kind, name }) => kind === object.kind && name === object.name)) {
      const namesake = declared.find(({ name }) => name === object.name);
      yield problem({
        rule: "match-vault-object",
        message: `${object.kind} ${quote(object.name)} is not declared in vault ${quote(object.vault)}`,
        at: where,
        allowed: "an object that the vault declares",
        fix:
          namesake === undefined
            ? suggest(
                object.name,
                declared.map(({ name }) => name),
              ) || "declare it in the vault's objects"
            : `the vault declares it as a ${namesake.kind}; refer to that, or declare the ${object.kind}`,
      });
    }
  }
}
