import { inside, type Place } from "../reading/document.js";
import { isObject } from "../reading/json.js";
import type { Found } from "../terraform/found.js";
import type { Resource } from "../terraform/resource.js";
import type { Stack } from "../terraform/stack.js";
import { type Context, thingOf } from "./context.js";
import type { Scopes } from "./scope.js";
import type { DeclaredObject, Vault } from "./types.js";
import type { Vaults } from "./vaults.js";

type Type = DeclaredObject["type"];

const RESOURCES: ReadonlyMap<string, Type> = new Map([
  ["azurerm_key_vault_secret", "secret"],
  ["azurerm_key_vault_key", "key"],
  ["azurerm_key_vault_certificate", "certificate"],
]);

const COLLECTIONS: ReadonlyMap<string, Type> = new Map([
  ["secrets", "secret"],
  ["keys", "key"],
  ["certificates", "certificate"],
]);

/** Output in which a stack says what its vaults must hold: `{ "<vault>": { "secrets": ["<name>"] } }`. */
const OUTPUT = "vault_objects";

/** What the artefacts say that vaults hold. */
export function objectsIn(context: Context, vaults: Vaults, scopes: Scopes): readonly DeclaredObject[] {
  return [
    ...context.ofType(...RESOURCES.keys()).flatMap((resource) => objectOf(context, scopes, resource)),
    ...context.stacks.flatMap((stack) => listedIn(context, vaults, stack)),
  ];
}

function objectOf(context: Context, scopes: Scopes, resource: Resource): readonly DeclaredObject[] {
  const type = RESOURCES.get(resource.type);
  const name = context.evaluator.valueOf(resource, ["name"]);
  if (type === undefined || name === undefined) {
    return [];
  }
  const of = scopes.read(context.evaluator.valueOf(resource, ["key_vault_id"]), resource, "key_vault_id");
  return [{ ...thingOf(resource), ...named(of.vault, of.vaultName), type, name: name.text }];
}

function listedIn(context: Context, vaults: Vaults, stack: Stack): readonly DeclaredObject[] {
  const output = stack.modules.get("")?.outputs.get(OUTPUT);
  if (output === undefined) {
    return [];
  }
  const { evaluator } = context;
  const top = evaluator.finder.find(output.value, { stack, module: output.module });
  return entriesOf(context, top, output.place).flatMap((byVault) =>
    entriesOf(context, byVault.found, byVault.place).flatMap((byCollection) => {
      const type = COLLECTIONS.get(byCollection.key);
      return type === undefined
        ? []
        : itemsOf(context, byCollection).map(({ name, place }) => ({
            id: `output.${OUTPUT} ${byVault.key}/${byCollection.key}/${name}`,
            place,
            ...named(vaults.named(byVault.key), byVault.key),
            type,
            name,
          }));
    }),
  );
}

interface Entry {
  readonly key: string;
  readonly found: Found;
  readonly place: Place;
}

function entriesOf({ evaluator }: Context, found: Found, place: Place): readonly Entry[] {
  if (found.kind !== "written" || !isObject(found.value)) {
    return [];
  }
  const { scope, value } = found;
  return Object.entries(value).map(([key, inner]) => ({
    key: evaluator.text(key, scope).text,
    found: evaluator.finder.find(inner, scope),
    place: inside(place, key),
  }));
}

function itemsOf(
  { evaluator }: Context,
  { found, place }: Entry,
): readonly { readonly name: string; readonly place: Place }[] {
  if (found.kind !== "written" || !Array.isArray(found.value)) {
    return [];
  }
  const { scope, value } = found;
  return value.flatMap((item: unknown, index) =>
    typeof item === "string" ? [{ name: evaluator.text(item, scope).text, place: inside(place, index) }] : [],
  );
}

function named(vault: Vault | undefined, name: string | undefined): Pick<DeclaredObject, "vault" | "vaultName"> {
  return { vault, vaultName: vault?.name ?? name };
}
