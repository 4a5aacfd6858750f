import { groupBy, quote } from "../../../shared/index.js";
import type { FederatedCredential, Identity } from "../../azure/types.js";
import { foundIn } from "../../chain/joined.js";
import type { ProviderClass } from "../../kubernetes/types.js";
import { broken, type Fault } from "../../rule.js";
import type { World } from "../../world.js";
import { noSuchSubject } from "./shown.js";

/** A mounted class, with the identity that trusts its pod, where only a deployment knows the client id of that. */
interface Use {
  readonly providerClass: ProviderClass;
  readonly clientId: string;
  readonly identity: Identity;
  readonly credential: FederatedCredential;
}

/**
 * What is wrong whatever the client ids are: two client ids for one identity, or one for two identities. Of those that
 * disagree, the ones that fewer classes have are taken for wrong.
 */
export function* inconsistentClientIds(world: World): Iterable<Fault> {
  const uses = usesOf(world);
  const clientOf = common(
    uses,
    ({ identity }) => identity.id,
    ({ clientId }) => clientId,
  );
  const identityOf = common(
    uses,
    ({ clientId }) => clientId,
    ({ identity }) => identity.id,
  );
  for (const { providerClass, clientId, identity, credential } of uses.values()) {
    const usual = clientOf.get(identity.id);
    const usualIdentity = identityOf.get(clientId);
    if (usual === clientId && usualIdentity === identity.id) {
      continue;
    }
    const clientIdOf = `clientID ${quote(clientId)} of ${providerClass.id}`;
    yield broken({
      on: providerClass,
      at: ["spec", "parameters", "clientID"],
      message:
        usual === clientId
          ? `${clientIdOf} is used for ${usualIdentity}, but ${identity.id} trusts the pod`
          : `${clientIdOf} is not the one that other classes use for ${identity.id}`,
      got: clientId,
      allowed: "one client id for each identity, and one identity for each client id",
      fix: usual === clientId ? `write the client id of ${identity.id}` : `write ${quote(usual)}`,
      shows: noSuchSubject(String(credential.subject?.text)),
      also: [credential, identity],
    });
  }
}

/** By class: one mistake is said once. */
function usesOf({ mountings }: World): ReadonlyMap<string, Use> {
  const uses = new Map<string, Use>();
  for (const { providerClass, identity: joined, credential: trusting } of mountings) {
    const identity = foundIn(joined);
    const credential = foundIn(trusting);
    const clientId = providerClass?.parameter("clientID")?.toLowerCase();
    const open = identity !== undefined && !identity.clientId.known && providerClass?.mode === "workload-identity";
    if (open && providerClass !== undefined && credential !== undefined && clientId !== undefined) {
      uses.set(`${providerClass.id} ${identity.id}`, { providerClass, clientId, identity, credential });
    }
  }
  return uses;
}

/** For each key the value that most uses have with it; the first of several. */
function common(
  uses: ReadonlyMap<string, Use>,
  keyOf: (use: Use) => string,
  textOf: (use: Use) => string,
): ReadonlyMap<string, string> {
  return new Map(
    [...groupBy(uses.values(), keyOf)].map(([key, group]) => {
      const counts = [...groupBy(group, textOf)];
      const [most] = counts.toSorted(([, one], [, other]) => other.length - one.length);
      return [key, most?.[0] ?? ""];
    }),
  );
}
