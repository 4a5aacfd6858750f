/** The links of a chain, from the pod outwards, and two that are about all of it. */
export const LINKS = [
  "artefact",
  "pod",
  "service-account",
  "class",
  "identity",
  "credential",
  "access",
  "vault",
  "object",
  "file",
  "synced-secret",
  "variable",
  "load",
] as const;

/** A link of a chain. `artefact` is about whether a file can be read at all, `load` about how much is asked of a vault. */
export type LinkKind = (typeof LINKS)[number];
