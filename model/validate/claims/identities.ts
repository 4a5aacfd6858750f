import { clusterId, groupId } from "../../azure-ids.js";
import { principalsOf } from "../../identity.js";
import { controlPlaneOf } from "../../naming.js";
import { quote, within } from "../../problem.js";
import type { ResolvedEnvironment, ResolvedIdentity } from "../../resolve.js";
import type { Claim } from "./claim.js";

/** Identities that are created, and what is granted to existing ones. */
export function* claimsOnIdentities(environment: ResolvedEnvironment): Iterable<Claim> {
  const controlPlane = controlPlaneOf(environment.cluster);
  if (controlPlane !== undefined) {
    yield created(controlPlane, environment, within(environment.name, "cluster"));
  }
  for (const identity of environment.identities) {
    const at = within(environment.name, `identity ${identity.key}`);
    if (identity.kind === "managed-identity") {
      yield created(identity.name, environment, at);
    }
    yield* accessOf(identity, environment, at);
    if (identity.kind === "existing-identity" && identity.credentialOwner !== undefined) {
      for (const credential of identity.credentials) {
        yield {
          id: `credential ${identity.credentialOwner.id}/${credential.name}`.toLowerCase(),
          rule: "unique-credential-name",
          message: `federated credential ${quote(credential.name)} of identity ${quote(identity.key)} is also created by`,
          at,
          allowed: "one credential of a name in an identity",
          fix: "rename one of them",
        };
      }
    }
  }
}

function created(name: string, environment: ResolvedEnvironment, at: string): Claim {
  return {
    id: `identity ${groupId(environment)}/${name}`.toLowerCase(),
    rule: "unique-identity-name",
    message: `managed identity ${quote(name)} is also created by`,
    at,
    allowed: "one managed identity of a name in a resource group, in any case of letters",
    fix: "rename one of them, or use another resource group",
  };
}

function* accessOf(identity: ResolvedIdentity, environment: ResolvedEnvironment, at: string): Iterable<Claim> {
  const principals = sharedPrincipals(identity, environment);
  const read = principals.length === 0 ? [] : environment.access.filter((one) => one.identity === identity.key);
  for (const { vault } of read) {
    for (const principal of principals) {
      yield {
        id: `access ${principal}/${vault}`.toLowerCase(),
        rule: "unique-existing-identity",
        message: `access of identity ${quote(identity.key)} to vault ${quote(vault)} is also granted by`,
        at,
        allowed: "one environment that grants an existing identity access to a vault",
        fix: "use another identity or another vault in one of them",
      };
    }
  }
}

/** Who an identity is in a vault, where that may also be said of another environment's identity. */
function sharedPrincipals(identity: ResolvedIdentity, environment: ResolvedEnvironment): readonly string[] {
  return identity.kind === "node-identity" && identity.source.from === "add-on"
    ? [`add-on of ${clusterId(environment)}`]
    : principalsOf(identity);
}
