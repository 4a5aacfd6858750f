import type { ResolvedIdentity } from "../model/index.js";

/** An identity with the client id that its deployment gave it; one that the nodes have of their own has none. */
export interface DrawnIdentity {
  readonly identity: ResolvedIdentity;
  readonly clientId: string | undefined;
}

/** The client id of an identity that must have one. */
export function clientIdOf({ identity, clientId }: DrawnIdentity): string {
  if (clientId === undefined) {
    throw new Error(`no client id for identity ${JSON.stringify(identity.key)}`);
  }
  return clientId;
}
