import type { Environment } from "../environment.js";
import { type Identity, principalsOf } from "../identity.js";
import { isMade } from "../key-vault.js";
import { problem, quote } from "../problem.js";
import { checkUnique, type Problems } from "./checks.js";

/** An identity, and where a workload first refers to it. */
export interface Declared {
  readonly identity: Identity;
  readonly at: string;
}

/** Checks that a principal that exists before the environment does stands behind one identity, and has one policy. */
export function* checkPrincipals(environment: Environment, declared: readonly Declared[]): Problems {
  yield* checkExistingOnes(declared);
  yield* checkWriters(environment, declared);
}

function* checkExistingOnes(declared: readonly Declared[]): Problems {
  for (const field of ["clientId", "principalId", "resourceId"] as const) {
    yield* checkUnique(
      declared.flatMap(({ identity, at }) => idsOf(identity, field).map((id) => ({ key: identity.key, at, id }))),
      ({ id }) => id,
      (again, first) =>
        problem({
          rule: "unique-existing-identity",
          message: `identities ${quote(first.key)} and ${quote(again.key)} have the same ${field}`,
          at: again.at,
          allowed: "one description for each existing identity: two would grant the same access twice",
          fix: "describe it once and let all its workloads refer to that",
        }),
    );
  }
}

/** What an identity that exists already is called by, each once. */
function idsOf(identity: Identity, field: "clientId" | "principalId" | "resourceId"): readonly string[] {
  const source = identity.kind === "node-identity" ? identity.source : identity;
  const ids = {
    clientId: "clientId" in source ? [source.clientId] : [],
    principalId: "from" in source && source.from === "add-on" ? ["add-on"] : principalsOf(identity),
    resourceId: identity.kind === "existing-identity" ? [identity.resourceId ?? []].flat() : [],
  }[field];
  return [...new Set(ids.map((id) => id.toLowerCase()))];
}

/** A vault that goes by policies has one policy for each principal. */
function* checkWriters({ vaults }: Environment, declared: readonly Declared[]): Problems {
  for (const { identity, at } of declared) {
    const principals = principalsOf(identity).map((id) => id.toLowerCase());
    const vault = vaults.find(
      ({ permissionModel, objectsWriter, objects }) =>
        permissionModel === "access-policies" &&
        objectsWriter &&
        principals.includes(objectsWriter.toLowerCase()) &&
        // Nobody gets the right to write where there is nothing to write.
        Object.values(objects).some(isMade),
    );
    if (vault !== undefined) {
      yield problem({
        rule: "unique-existing-identity",
        message: `identity ${quote(identity.key)} is also the objectsWriter of vault ${quote(vault.name)}`,
        at,
        allowed: "one access policy for each principal of a vault: a second one would replace the first",
        fix: "let another principal write the objects",
      });
    }
  }
}
