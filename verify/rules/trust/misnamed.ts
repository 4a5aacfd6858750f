import { groupBy } from "../../../shared/index.js";
import type { Identity } from "../../azure/types.js";
import { foundIn } from "../../chain/joined.js";
import type { Mounting } from "../../chain/mounting.js";
import { oncePer } from "../../once.js";
import type { World } from "../../world.js";

function misnamedClassesAnew(world: World): ReadonlyMap<string, Identity> {
  const { azure, mountings } = world;
  const trusting = new Set(azure.credentials.map(({ identity }) => identity?.id));
  const bySubject = groupBy(azure.credentials, ({ subject }) => (subject?.known ? subject.text : undefined));
  const misnamed = new Map<string, Identity>();
  const trusted = new Set<string>();
  for (const mounting of mountings) {
    const { providerClass, subject, credential } = mounting;
    const own = foundIn(mounting.identity);
    if (credential.state === "found" && providerClass !== undefined) {
      trusted.add(providerClass.id);
    }
    if (!isByClientId(mounting) || providerClass === undefined || own === undefined || subject === undefined) {
      continue;
    }
    const meant = (bySubject.get(subject) ?? []).find(({ identity }) => identity !== undefined)?.identity;
    if (meant === undefined || meant.kind === "stated" || misnamed.has(providerClass.id)) {
      continue;
    }
    const [ofOwn, ofMeant] = [mayRead(world, mounting, own), mayRead(world, mounting, meant)];
    if (ofMeant && (!ofOwn || trusting.has(own.id))) {
      misnamed.set(providerClass.id, meant);
    }
  }
  return new Map([...misnamed].filter(([id]) => !trusted.has(id)));
}

/** Whether a pod reads with an identity that the client id of its class is known to be of, and that does not trust it. */
function isByClientId({ providerClass, identityAssumed, credential }: Mounting): boolean {
  return providerClass?.mode === "workload-identity" && !identityAssumed && credential.state === "missing";
}

/** Whether an identity may read anything of what a class mounts. */
function mayRead({ access }: World, { providerClass, vault: joined }: Mounting, identity: Identity): boolean {
  const vault = foundIn(joined);
  if (vault === undefined) {
    return false;
  }
  return (providerClass?.objects ?? []).some((object) => {
    const { sure, unsure, idle } = access.accessOf(identity, vault, object);
    return sure.length + unsure.length + idle.length > 0;
  });
}

/**
 * Classes that name the client id of another identity than the one that was meant, and the one that was: it trusts the
 * pods. Where the identity of the class may read and the other may not, it is the credential that is wrong.
 *
 * @returns the identity that was meant, by the id of the class
 */
export const misnamedClasses = oncePer(misnamedClassesAnew);
