import type { Finding, Location } from "../finding.js";
import type { LinkKind } from "./link.js";

/** How a link stands: judged and right, judged and wrong, or not judged. */
export type LinkState = "holds" | "broken" | "unchecked";

/** One link of a chain. */
export interface ChainLink {
  readonly kind: LinkKind;
  /** Id of the thing at the end of the link; absent where there is none. */
  readonly thing?: string | undefined;
  /** What a person reads: `SecretProviderClass shop/api`, `Key Vault Secrets User on kv-shop`. */
  readonly label: string;
  readonly state: LinkState;
  /** What breaks it, or what is worth a warning; empty where it holds. */
  readonly findings: readonly Finding[];
  /** Where that thing stands. */
  readonly at?: Location | undefined;
}

/** The way of one object of a vault into one container: as a file, and from there as a Secret or a variable. */
export interface Chain {
  readonly environment: string;
  /** Id of the workload: `Deployment shop/api`. */
  readonly workload: string;
  /** Name of the container. */
  readonly container: string;
  /** Path of the file in the container, or the name of the variable that a chain ends in. */
  readonly end: string;
  readonly links: readonly ChainLink[];
  /** The worst of its links. */
  readonly state: LinkState;
}
