import { broken, defineRule, type Fault } from "../../rule.js";
import type { Resource } from "../../terraform/resource.js";
import type { World } from "../../world.js";
import { isWritten } from "./configuration.js";

/** Arguments that hold a secret, by the type of the resource. */
const SECRETS: readonly (readonly [string, readonly (readonly (string | number)[])[]])[] = [
  ["azurerm_key_vault_secret", [["value"], ["value_wo"]]],
  [
    "azurerm_key_vault_certificate",
    [
      ["certificate", 0, "contents"],
      ["certificate", 0, "password"],
    ],
  ],
];

/** Whoever reads the artefact, the repository it lies in or the state reads the secret. */
export const noSecretValue = defineRule({
  id: "no-secret-value",
  severity: "error",
  summary: "No artefact holds the value of a secret.",
  link: "object",
  needs: ["azure"],
  *check(world) {
    for (const [type, paths] of SECRETS) {
      for (const resource of world.azure.ofType(type)) {
        for (const path of resource.existing ? [] : paths) {
          yield* faultOf(world, resource, path);
        }
      }
    }
  },
});

function* faultOf({ azure }: World, resource: Resource, path: readonly (string | number)[]): Iterable<Fault> {
  const value = azure.valueOf(resource, ...path);
  if (!value?.known || value.text === "") {
    return;
  }
  const argument = path.filter((step) => typeof step === "string").join(".");
  // A plan or state holds what it was told to keep; a configuration has it written by somebody.
  const isOutput = !isWritten(resource);
  yield broken({
    on: resource,
    at: path,
    severity: isOutput ? "note" : "error",
    message: isOutput
      ? `${resource.place.document.file} holds the ${argument} of ${resource.id}, as the state does`
      : `${resource.id} has its ${argument} written out`,
    allowed:
      "a reference: an ephemeral variable for value_wo, or no resource at all and a value that somebody else writes",
    fix: isOutput
      ? "keep the file where the state is kept; write the value with value_wo, which no state holds"
      : resource.type === "azurerm_key_vault_secret"
        ? "write value_wo with a reference to an ephemeral variable, and replace the secret: this value is known to many"
        : "write a reference to a sensitive variable, and replace the certificate: this one is known to many",
    shows: "nothing; the value stands in the artefact, in its history, and for value in the state as well",
  });
}
