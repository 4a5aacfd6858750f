import type { Exception } from "./exceptions.js";
import type { RuleId } from "./rules/index.js";

/** `error` fails a run, `warning` fails it under `--strict`, `note` never does. */
export type Severity = "error" | "warning" | "note";

/** Where something stands, for people and for tools. */
export interface Location {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** `SecretProviderClass shop/storefront` or `azurerm_key_vault.shop`. */
  readonly resource: string;
  /** Path inside the resource, as `spec.parameters.tenantID`; absent where the resource itself is meant. */
  readonly field?: string;
  /** Path of the construct that wrote it, where the artefact says so. */
  readonly construct?: string;
}

/** Something in the artefacts that is not as it must be. */
export interface Finding {
  readonly rule: RuleId;
  readonly severity: Severity;
  /** Environment it was found in. */
  readonly environment: string;
  /** What is wrong with which value. */
  readonly message: string;
  readonly at: Location;
  /** What is there, where a value is. Never a secret's value. */
  readonly got?: string;
  /** What the platform accepts. */
  readonly allowed: string;
  /** What to do about it. */
  readonly fix: string;
  /** What the cluster, Azure or Terraform would have shown: the event, the code, the message. */
  readonly shows?: string;
  /** Other ends of the link that is broken. */
  readonly related: readonly Location[];
  /** Page that explains the rule. */
  readonly docs: string;
}

/** Something that a rule could not decide on. Silence means checked. */
export interface Unchecked {
  readonly rule: RuleId;
  readonly environment: string;
  /** What could not be checked, and why. */
  readonly message: string;
  /** What has to be given for it to be checked. */
  readonly needs: string;
  readonly at?: Location;
}

/** A finding that somebody answered for. */
export interface Excepted {
  readonly finding: Finding;
  readonly exception: Exception;
}
