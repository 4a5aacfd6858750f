import { listed, nearest, quote, shortened } from "../../../shared/index.js";
import type { AzureWorld } from "../../azure/types.js";
import { field, type JsonObject, textIn } from "../../reading/json.js";
import { broken, defineRule, type Fault, type Undecided, undecided } from "../../rule.js";
import { blocksIn, labelledBlocks } from "../../terraform/blocks.js";
import type { Resource } from "../../terraform/resource.js";

/** Who reads the state of another deployment gets its issuer and its vaults, or none at all. */
export const matchRemoteState = defineRule({
  id: "match-remote-state",
  severity: "error",
  summary: "Each remote state is the state of a stack, spelt as that stack spells it.",
  link: "artefact",
  needs: ["azure"],
  *check({ azure }) {
    const states = statesIn(azure);
    for (const remote of azure.ofType("terraform_remote_state")) {
      const backend = textIn(remote.attributes, "backend");
      const [config] = blocksIn(remote.attributes, "config");
      if (backend === "azurerm" && config !== undefined) {
        yield* incomplete(remote, config);
      }
      const place = placeOf(backend, config);
      if (place !== undefined && !states.some((state) => isSame(state, place))) {
        yield* unread(remote, place, states);
      }
    }
  },
});

/** Where a state is kept: what tells it from all others of its kind of backend, by the names of the arguments. */
interface StatePlace {
  readonly type: string;
  readonly values: ReadonlyMap<string, string>;
}

/** @see https://developer.hashicorp.com/terraform/language/backend */
const IDENTIFYING: ReadonlyMap<string, readonly string[]> = new Map([
  ["azurerm", ["storage_account_name", "container_name", "key"]],
  ["local", ["path"]],
]);

/** Undefined where a part of it is left to the command line, or is an expression. */
function placeOf(type: string | undefined, config: unknown): StatePlace | undefined {
  const names = IDENTIFYING.get(type ?? "");
  const values = new Map<string, string>();
  for (const name of names ?? []) {
    const value = textIn(config, name);
    if (value !== undefined && !value.includes("${")) {
      values.set(name, value);
    }
  }
  return type === undefined || names === undefined || values.size < names.length ? undefined : { type, values };
}

function statesIn(azure: AzureWorld): readonly StatePlace[] {
  const documents = azure.stacks.flatMap((stack) => azure.documentsOf(stack));
  return documents.flatMap(({ value }) =>
    blocksIn(value, "terraform").flatMap((terraform) =>
      labelledBlocks(field(terraform, "backend")).flatMap(({ label, body }) => placeOf(label, body) ?? []),
    ),
  );
}

/** A backend may get the rest from the command line; who reads its state has to say all of it. */
function* incomplete(remote: Resource, config: JsonObject): Iterable<Fault> {
  const names = IDENTIFYING.get("azurerm") ?? [];
  for (const name of names.filter((one) => (field(config, one) ?? null) === null)) {
    yield broken({
      on: remote,
      at: ["config"],
      message: `${remote.id} does not say the ${name} of the state that it reads`,
      allowed: `config with ${names.join(", ")}`,
      fix: `write ${name} as the backend of the stack has it`,
      shows: `Terraform: The attribute "${name}" is required, but no definition was found.`,
    });
  }
}

function isSame(one: StatePlace, other: StatePlace): boolean {
  return one.type === other.type && [...one.values].every(([name, value]) => other.values.get(name) === value);
}

function* unread(remote: Resource, place: StatePlace, states: readonly StatePlace[]): Iterable<Fault | Undecided> {
  const alike = states.filter(({ type }) => type === place.type);
  for (const [name, value] of place.values) {
    const rest = alike.filter((state) =>
      [...place.values].every(([key, own]) => key === name || state.values.get(key) === own),
    );
    const candidates = [...new Set(rest.flatMap(({ values }) => values.get(name) ?? []))];
    const near = nearest(value, candidates);
    if (near !== undefined) {
      yield broken({
        on: remote,
        at: Array.isArray(field(remote.attributes, "config")) ? ["config", 0, name] : ["config", name],
        message: `${remote.id} reads the state with the ${name} ${shortened(value)}, which no stack keeps; one keeps ${quote(near)}`,
        got: value,
        allowed: `${name} of the stacks among the artefacts: ${listed(candidates)}`,
        fix: `write ${quote(near)}`,
        shows:
          "Terraform: Unable to find remote state, or Unsupported attribute: This object does not have an attribute named …",
      });
      return;
    }
  }
  yield undecided({
    on: remote,
    at: ["config"],
    message: `${remote.id} reads a state that no stack among the artefacts keeps`,
    needs: "the Terraform JSON of the stack whose state it reads",
  });
}
