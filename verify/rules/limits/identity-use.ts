import { groupBy } from "../../../shared/index.js";
import type { FederatedCredential, Identity } from "../../azure/types.js";
import { foundIn } from "../../chain/joined.js";
import { oncePer } from "../../once.js";
import type { World } from "../../world.js";
import { CLIENT_ID } from "../trust/annotations.js";
import { mentionedAccounts } from "./account-mentions.js";
import { missesIn } from "./misses.js";
import { AccountUse, accountOf, annotatedAccounts } from "./use.js";

/** Whether pods of the manifests use an identity; `unknown` where their namespaces or its client id are not given. */
export type IdentityUse = "used" | "unused" | "unknown";

/** Says which identities pods use. */
class IdentityUses {
  private readonly credentials: ReadonlyMap<string | undefined, readonly FederatedCredential[]>;
  private readonly granted: ReadonlySet<string | undefined>;
  private readonly mounted: ReadonlySet<string>;
  private readonly named: ReadonlySet<string>;
  private readonly accounts: AccountUse;
  private readonly misses: ReadonlySet<FederatedCredential>;

  constructor(world: World) {
    const { kubernetes, azure, mountings } = world;
    this.credentials = groupBy(azure.credentials, ({ identity }) => identity?.id);
    this.granted = new Set(
      azure.grants.filter(({ scope }) => reachesVault(scope.level)).map((one) => one.identity?.id),
    );
    this.mounted = new Set(
      mountings.flatMap(({ identity, credential }) => {
        const ids = [foundIn(identity)?.id, foundIn(credential)?.identity?.id];
        return ids.filter((id) => id !== undefined);
      }),
    );
    const annotations = annotatedAccounts(kubernetes).map(({ annotations }) => annotations.get(CLIENT_ID));
    this.named = new Set(annotations.flatMap((id) => (id === undefined ? [] : [id.trim().toLowerCase()])));
    this.accounts = new AccountUse(kubernetes.pods, mentionedAccounts(kubernetes));
    this.misses = missesIn(world);
  }

  /** Credentials of an identity that are for service accounts, or may be. */
  forPods({ id }: Identity): readonly FederatedCredential[] {
    const own = this.credentials.get(id) ?? [];
    return own.filter(({ subject }) => subject?.known !== true || accountOf(subject.text) !== undefined);
  }

  /** Whether it has credentials of which none is for a service account: something else uses it. */
  isForOthers(identity: Identity): boolean {
    return (this.credentials.get(identity.id) ?? []).length > 0 && this.forPods(identity).length === 0;
  }

  /** Whether a credential misses the service account that it is for: the pod that it fails says so. */
  isMiss(credential: FederatedCredential): boolean {
    return this.misses.has(credential);
  }

  /** Whether a credential of an identity misses the service account that it is for. */
  isMissing({ id }: Identity): boolean {
    return (this.credentials.get(id) ?? []).some((credential) => this.misses.has(credential));
  }

  /** Whether it may read a vault. */
  mayRead({ id }: Identity): boolean {
    return this.granted.has(id);
  }

  of(identity: Identity): IdentityUse {
    const { clientId } = identity;
    if (this.mounted.has(identity.id) || (clientId.known && this.named.has(clientId.text.toLowerCase()))) {
      return "used";
    }
    const accounts = this.forPods(identity).map(({ subject }) => subject?.known && accountOf(subject.text));
    const known = accounts.filter((account) => typeof account === "object");
    if (known.some(({ namespace, name }) => this.accounts.uses(namespace, name))) {
      return "used";
    }
    const elsewhere = known.length < accounts.length || !known.every(({ namespace }) => this.accounts.knows(namespace));
    return elsewhere || (known.length === 0 && !clientId.known) ? "unknown" : "unused";
  }
}

function reachesVault(level: string): boolean {
  return level === "vault" || level === "object";
}

/** The same for all rules that ask. */
export const identityUses = oncePer((world: World) => new IdentityUses(world));
