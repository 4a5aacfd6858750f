import type { Identity, Vault } from "../../azure/types.js";
import { isObjectType } from "../../chain/access.js";
import { foundIn } from "../../chain/joined.js";
import type { MountedObject, PodTemplate, ProviderClass } from "../../kubernetes/types.js";
import { oncePer } from "../../once.js";
import type { World } from "../../world.js";

/** A class, who reads what it names, and from which vault. */
export interface Reading {
  readonly providerClass: ProviderClass;
  readonly identity: Identity;
  readonly vault: Vault;
  /** Objects of a type that there is, with a name. */
  readonly objects: readonly MountedObject[];
  /** Empty for a class that nobody mounts. */
  readonly pods: readonly PodTemplate[];
}

function readingsOfAnew(world: World): readonly Reading[] {
  const { kubernetes, azure } = world;
  const byClientId = new Map(azure.identities.map((identity) => [identity.clientId.text.toLowerCase(), identity]));
  return kubernetes.classes.flatMap((providerClass) => {
    const objects = providerClass.objects.filter(({ type, name }) => isObjectType(type) && name !== "");
    const mountings = world.mountingsOf(providerClass.id);
    if (mountings.length === 0) {
      const identity = byClientId.get(clientIdOf(providerClass)?.toLowerCase() ?? "");
      const vault = azure.vaultNamed(providerClass.parameter("keyvaultName") ?? "");
      return identity && vault ? [{ providerClass, identity, vault, objects, pods: [] }] : [];
    }
    const readings = new Map<string, Reading & { readonly pods: PodTemplate[] }>();
    for (const mounting of mountings) {
      const identity = foundIn(mounting.identity);
      const vault = foundIn(mounting.vault);
      if (identity === undefined || vault === undefined) {
        continue;
      }
      const before = readings.get(identity.id);
      if (before === undefined) {
        readings.set(identity.id, { providerClass, identity, vault, objects, pods: [mounting.pod] });
      } else {
        before.pods.push(mounting.pod);
      }
    }
    return [...readings.values()];
  });
}

/** The client id that a class reads with. */
export function clientIdOf(providerClass: ProviderClass): string | undefined {
  return providerClass.parameter(providerClass.mode === "node-identity" ? "userAssignedIdentityID" : "clientID");
}

/** Every class whose identity and vault are known, once for each pair of them. */
export const readingsOf = oncePer(readingsOfAnew);
