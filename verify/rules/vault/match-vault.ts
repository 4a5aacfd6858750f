import { listed, nearest, quote } from "../../../shared/index.js";
import type { ProviderClass } from "../../kubernetes/types.js";
import { broken, defineRule, undecided } from "../../rule.js";
import type { World } from "../../world.js";
import { clientIdOf } from "./readings.js";

/** The provider builds the vault's host name from `keyvaultName`, and asks nobody whether it is the one that was meant. */
export const matchVault = defineRule({
  id: "match-vault",
  severity: "error",
  summary: "Each provider class names a vault of the Terraform.",
  link: "vault",
  needs: ["kubernetes", "azure"],
  *check(world) {
    const mentioned = mentionedIn(world);
    const names = world.azure.vaults.flatMap(({ name }) => name ?? []);
    const clientIds = new Set(world.azure.identities.map(({ clientId }) => clientId.text.toLowerCase()));
    const open = new Map<string, ProviderClass>();
    for (const providerClass of world.kubernetes.classes) {
      const name = providerClass.parameter("keyvaultName");
      const vault = name === undefined ? undefined : world.azure.vaultNamed(name);
      // What cannot be a name at all is for another rule.
      const isText = typeof providerClass.parameters.get("keyvaultName") === "string";
      if (name === undefined || !isText || !/^[-A-Za-z0-9]{3,24}$/.test(name)) {
        continue;
      }
      const at = { on: providerClass, at: FIELD, got: name };
      if (vault !== undefined) {
        if (vault.name !== undefined && vault.name !== name) {
          yield broken({
            ...at,
            severity: "warning",
            message: `${providerClass.id} writes the vault ${quote(vault.name)} as ${quote(name)}`,
            allowed: `${quote(vault.name)}, as the Terraform writes it; DNS does not tell case apart, people and searches do`,
            fix: `write ${quote(vault.name)}`,
            also: [vault],
          });
        }
        continue;
      }
      const ours = clientIds.has(clientIdOf(providerClass)?.toLowerCase() ?? "");
      const near = nearest(name, names);
      const complete = world.unreadable.length === 0 && names.length > 0 && names.length === world.azure.vaults.length;
      if (
        mentioned.has(name.toLowerCase()) ||
        !complete ||
        !(ours || near !== undefined || holds(world, providerClass))
      ) {
        open.set(name.toLowerCase(), providerClass);
        continue;
      }
      yield broken({
        ...at,
        message: `${providerClass.id} reads vault ${quote(name)}, which the Terraform does not have`,
        allowed: `a vault of the Terraform: ${listed(names)}`,
        fix:
          near === undefined
            ? `write one of ${listed(names)}, or add the vault to the artefacts`
            : `write ${quote(near)}`,
        shows: `FailedMount: … failed to get objectType:…: Get "https://${name}.vault.azure.net/…": dial tcp: lookup ${name}.vault.azure.net: no such host`,
      });
    }
    for (const [name, providerClass] of open) {
      yield undecided({
        on: providerClass,
        at: FIELD,
        message: `vault ${quote(name)} is not among the artefacts`,
        needs: "the Terraform that makes or looks up the vault",
      });
    }
  },
});

const FIELD = ["spec", "parameters", "keyvaultName"];

/** Vaults that no artefact declares, and that scopes or objects name all the same. */
function mentionedIn({ azure }: World): ReadonlySet<string> {
  const names = [
    ...azure.grants.map(({ scope }) => scope.vaultName),
    ...azure.objects.map(({ vaultName }) => vaultName),
  ];
  return new Set(names.flatMap((name) => name?.toLowerCase() ?? []));
}

/** Whether the Terraform is that of the class: it has an identity that the pods of the class act as. */
function holds(world: World, { id }: ProviderClass): boolean {
  return world.mountingsOf(id).some(({ identity }) => identity.state === "found");
}
