/** The other end of a link: there, not there though it would have to be, or not to be told from the artefacts. */
export type Joined<Thing> =
  | { readonly state: "found"; readonly thing: Thing }
  | { readonly state: "missing" }
  | { readonly state: "unknown"; readonly reason: string; readonly needs: string };

/** The other end of a link, where it is there. */
export function foundIn<Thing>(joined: Joined<Thing>): Thing | undefined {
  return joined.state === "found" ? joined.thing : undefined;
}

/** The other end of a link that is there. */
export function found<Thing>(thing: Thing): Joined<Thing> {
  return { state: "found", thing };
}

/** The other end of a link that would have to be there, and is not. */
export const MISSING: Joined<never> = { state: "missing" };

/** The other end of a link that nothing is said about; what has to be given for that. */
export function unknown(reason: string, needs: string): Joined<never> {
  return { state: "unknown", reason, needs };
}
