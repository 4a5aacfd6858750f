import type { LinkKind } from "../../verify/index.js";

/** A kind of link as a reader sees it: one column of the graph. */
export interface Column {
  /** Heading of the column. */
  readonly heading: string;
  /** Whose it is; neighbouring columns of one owner share a heading above theirs. */
  readonly owner: string;
}

/** Every kind of link in the order in which a chain goes through them, from left to right. */
export const COLUMNS: Readonly<Record<LinkKind, Column>> = {
  artefact: { heading: "artefact", owner: "cluster" },
  pod: { heading: "pod", owner: "cluster" },
  "service-account": { heading: "service account", owner: "cluster" },
  class: { heading: "provider class", owner: "cluster" },
  identity: { heading: "identity", owner: "Azure" },
  credential: { heading: "federated credential", owner: "Azure" },
  access: { heading: "access", owner: "Azure" },
  vault: { heading: "key vault", owner: "Azure" },
  object: { heading: "vault object", owner: "Azure" },
  file: { heading: "file", owner: "container" },
  "synced-secret": { heading: "synced secret", owner: "container" },
  variable: { heading: "variable", owner: "container" },
  load: { heading: "load", owner: "container" },
};

/** The kinds, from left to right. */
export const KINDS = Object.keys(COLUMNS) as readonly LinkKind[];
