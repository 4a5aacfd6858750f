import type { LinkKind } from "./chain/link.js";
import type { Severity } from "./finding.js";
import type { Step } from "./reading/document.js";
import type { Thing } from "./thing.js";
import type { World } from "./world.js";

/** Half of a world, without which a rule cannot say anything. */
export type Half = "kubernetes" | "azure";

/** Something broken, as a rule says it. */
export interface Fault {
  readonly kind: "fault";
  /** What it is about; its place is where the finding points. */
  readonly on: Thing;
  /** Path inside the thing. */
  readonly at?: readonly Step[];
  /** Line inside the text at that path, from 0. */
  readonly innerLine?: number;
  readonly message: string;
  readonly got?: string;
  readonly allowed: string;
  readonly fix: string;
  /** What the cluster, Azure or Terraform would have shown. */
  readonly shows?: string;
  /** The other ends of the link; a chain that goes through one of them and the first is broken there. */
  readonly also?: readonly Thing[];
  /** Where it differs from the rule's own. */
  readonly severity?: Severity;
}

/** Something a rule could not decide. */
export interface Undecided {
  readonly kind: "undecided";
  readonly on?: Thing;
  readonly at?: readonly Step[];
  /** What could not be checked, and why. */
  readonly message: string;
  /** What has to be given for it to be checked. */
  readonly needs: string;
}

/** A claim about artefacts, and how to check it. */
export interface Rule<Id extends string = string> {
  /** The claim in short: `match-…`, `no-…`, `require-…`, `unique-…`, `valid-…`. */
  readonly id: Id;
  readonly severity: Severity;
  /** The claim as a sentence. */
  readonly summary: string;
  /** Link of the chain that it judges. */
  readonly link: LinkKind;
  /** Halves that it needs; where one is missing, the rule is reported as not checked. */
  readonly needs: readonly Half[];
  /** Everything that goes against the claim, and everything it cannot decide. */
  check(world: World): Iterable<Fault | Undecided>;
}

/** Declares a rule. */
export function defineRule<const Id extends string>(rule: Rule<Id>): Rule<Id> {
  return rule;
}

/** Says that something is broken. */
export function broken(fault: Omit<Fault, "kind">): Fault {
  return { kind: "fault", ...fault };
}

/** Says that something could not be decided. */
export function undecided(what: Omit<Undecided, "kind">): Undecided {
  return { kind: "undecided", ...what };
}
