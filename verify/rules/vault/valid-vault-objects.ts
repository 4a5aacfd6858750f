import { groupBy, listed, nearest, quote, shortened } from "../../../shared/index.js";
import type { DeclaredObject } from "../../azure/types.js";
import { inside } from "../../reading/document.js";
import { isObject } from "../../reading/json.js";
import { broken, defineRule, type Fault } from "../../rule.js";
import type { Thing } from "../../thing.js";
import type { World } from "../../world.js";
import { listedVaults, OUTPUT, type WrittenOutput, writtenOutputs } from "./vault-objects.js";

/** What nobody can read here would be missing from the list, and objects that are there would be reported. */
export const validVaultObjects = defineRule({
  id: "valid-vault-objects",
  severity: "error",
  summary: "Each output vault_objects lists names of objects by vault and collection.",
  link: "object",
  needs: ["azure"],
  *check(world) {
    for (const output of writtenOutputs(world.azure)) {
      yield* faultsIn(world, output);
    }
    yield* unlistedIn(world);
  },
});

const COLLECTIONS = ["secrets", "keys", "certificates"];

function* faultsIn({ azure }: World, { value, place }: WrittenOutput): Iterable<Fault> {
  const on: Thing = { id: `output.${OUTPUT}`, place };
  if (typeof value === "string") {
    return; // an expression, which is followed elsewhere
  }
  if (!isObject(value)) {
    yield broken({
      on,
      message: `output ${OUTPUT} is ${shortened(value)}, which lists nothing`,
      allowed: SHAPE,
      fix: "write a mapping of vaults",
    });
    return;
  }
  const vaults = azure.vaults.flatMap(({ name }) => name ?? []);
  const complete = vaults.length > 0 && vaults.length === azure.vaults.length;
  for (const [vault, collections] of Object.entries(value)) {
    if (complete && !vault.includes("${") && azure.vaultNamed(vault) === undefined) {
      const near = nearest(vault, vaults);
      yield broken({
        on,
        at: [vault],
        message: `output ${OUTPUT} lists the objects of vault ${quote(vault)}, which the Terraform does not have`,
        got: vault,
        allowed: `vaults of the Terraform: ${listed(vaults)}`,
        fix: near === undefined ? "remove it, or add the vault" : `write ${quote(near)}`,
      });
    }
    yield* faultsOfVault({ id: on.id, place: inside(place, vault) }, vault, collections);
  }
}

const SHAPE = '{ "<vault>": { "secrets": ["<name>"], "keys": [], "certificates": [] } }';

function* faultsOfVault(on: Thing, vault: string, collections: unknown): Iterable<Fault> {
  if (typeof collections === "string") {
    return;
  }
  if (!isObject(collections)) {
    const message = `output ${OUTPUT} says ${shortened(collections)} of vault ${quote(vault)}, which lists nothing`;
    yield broken({ on, message, allowed: SHAPE, fix: "write a mapping of collections" });
    return;
  }
  for (const [collection, names] of Object.entries(collections)) {
    if (!COLLECTIONS.includes(collection)) {
      const near = nearest(collection, COLLECTIONS);
      yield broken({
        on,
        at: [collection],
        message: `output ${OUTPUT} lists ${quote(collection)} of vault ${quote(vault)}, which no vault has`,
        got: collection,
        allowed: listed(COLLECTIONS),
        fix: near === undefined ? `write one of ${listed(COLLECTIONS)}` : `write ${quote(near)}`,
      });
    } else if (typeof names !== "string" && !isListOfTexts(names)) {
      yield broken({
        on,
        at: [collection],
        message: `output ${OUTPUT} has ${shortened(names)} as ${collection} of vault ${quote(vault)}`,
        allowed: "a list of names",
        fix: "write the names as a list of texts",
      });
    }
  }
}

function isListOfTexts(names: unknown): boolean {
  return Array.isArray(names) && names.every((name: unknown) => typeof name === "string");
}

/** Objects that Terraform makes under a name that the list has nearly so, or has for another vault. */
function* unlistedIn({ azure }: World): Iterable<Fault> {
  const made = new Set(azure.resources.map(({ id }) => id));
  const keyOf = ({ vaultName, type, name }: DeclaredObject) => `${vaultName}/${type}/${name}`.toLowerCase();
  const resources = azure.objects.filter(({ id }) => made.has(id));
  const makes = new Set(resources.map(keyOf));
  const entries = azure.objects.filter(({ id }) => !made.has(id));
  const lists = new Set(entries.map(keyOf));
  const unmade = groupBy(
    entries.filter((object) => !makes.has(keyOf(object))),
    ({ type }) => type,
  );
  const vaults = listedVaults(azure);
  for (const object of resources) {
    if (lists.has(keyOf(object)) || !vaults.has(object.vaultName?.toLowerCase() ?? "")) {
      continue;
    }
    const others = unmade.get(object.type) ?? [];
    const here = others.filter(({ vaultName }) => vaultName === object.vaultName).map(({ name }) => name);
    const near = nearest(object.name, here);
    const elsewhere = others.find(({ name }) => name === object.name)?.vaultName;
    if (near !== undefined || elsewhere !== undefined) {
      yield broken({
        on: object,
        severity: "warning",
        message: `${object.id} makes the ${object.type} ${quote(object.name)} of vault ${quote(object.vaultName)}, which output ${OUTPUT} does not list`,
        got: object.name,
        allowed: `what the output lists and nobody makes: ${listed(near === undefined ? others.map(({ name }) => name) : here)}`,
        fix:
          near === undefined ? `make it in vault ${quote(elsewhere)}, or list it` : `write ${quote(near)}, or list it`,
        shows: "nothing when it is applied; whoever mounts the listed name gets 404",
      });
    }
  }
}
