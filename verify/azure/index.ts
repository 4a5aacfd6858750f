import type { SourceDocument } from "../reading/document.js";
import type { Resource } from "../terraform/resource.js";
import { readStacks } from "../terraform/stacks.js";
import type { Value } from "../terraform/value.js";
import { clustersIn } from "./clusters.js";
import { Context, comparable } from "./context.js";
import { credentialsIn } from "./credentials.js";
import { danglingIn } from "./dangling.js";
import { Groups } from "./groups.js";
import { Identities } from "./identities.js";
import { objectsIn } from "./objects.js";
import { readOutputsFiles } from "./outputs-files.js";
import { policiesIn } from "./policies.js";
import { attributeReferencesIn, referencesIn } from "./references.js";
import { roleAssignmentsIn } from "./role-assignments.js";
import { Scopes } from "./scope.js";
import type { AzureWorld } from "./types.js";
import { Vaults } from "./vaults.js";

export type * from "./types.js";

/**
 * Reads the Azure half of one environment.
 *
 * @param documents everything that was handed in for it; what is no Terraform is passed over
 */
export function readAzure(documents: readonly SourceDocument[]): AzureWorld {
  const context = new Context(readStacks(documents));
  // First, because everything after it is worth more with what a deployment printed.
  const outputs = readOutputsFiles(context, documents);
  const vaults = new Vaults(context);
  const identities = new Identities(context);
  const groups = new Groups(context, identities);
  const scopes = new Scopes(context, vaults);
  const byId = resourcesById(context);
  const references = referencesIn(context);
  return {
    stacks: context.stacks.map(({ name }) => name),
    documentsOf: (stack) =>
      context.stacks
        .filter(({ name }) => name === stack)
        .flatMap(({ configuration }) => configuration.map(({ document }) => document)),
    resources: context.resources,
    vaults: vaults.all,
    identities: identities.all,
    credentials: credentialsIn(context, identities),
    grants: [
      ...roleAssignmentsIn(context, identities, groups, scopes),
      ...policiesIn(context, { identities, groups }, scopes, vaults),
    ],
    clusters: clustersIn(context),
    objects: objectsIn(context, vaults, scopes),
    outputs,
    dangling: danglingIn(context, references),
    references: attributeReferencesIn(references),
    ofType: (...types) => context.ofType(...types),
    valueOf: (resource, ...path) => context.evaluator.valueOf(resource, path),
    resourceOf: (id) => id && (byId.get(comparable(id)) ?? vaultWithId(scopes, id)),
    vaultNamed: (name) => vaults.named(name),
  };
}

function resourcesById(context: Context): ReadonlyMap<string, Resource> {
  const found = new Map<string, Resource>();
  for (const resource of [...context.resources].sort((one, other) => Number(one.existing) - Number(other.existing))) {
    const id = comparable(context.evaluator.attributeOf(resource, "id"));
    if (!found.has(id)) {
      found.set(id, resource);
    }
  }
  return found;
}

/** The resource of a vault whose id is written out. */
function vaultWithId(scopes: Scopes, id: Value): Resource | undefined {
  const scope = scopes.literal(id);
  return scope.level === "vault" ? scope.vault?.resource : undefined;
}
