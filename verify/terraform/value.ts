import type { Resource } from "./resource.js";

/** A part of a value that only a deployment knows: an attribute of a resource. */
export interface Reference {
  readonly resource: Resource;
  /** `client_id`, or deeper in: `key_vault_secrets_provider[0].secret_identity[0].client_id`. */
  readonly attribute: string;
}

/**
 * A value of a Terraform configuration, as far as it is known.
 *
 * References to attributes that are written down somewhere are followed: to literals, local values, variables with a
 * default, outputs of other stacks through their remote state, and to what an outputs file says of a deployment.
 */
export interface Value {
  /**
   * The text, where it is known. Elsewhere the same with `${<id of the resource>.<attribute>}` for each reference, and
   * `${?<expression>}` for each expression that is not evaluated: equal texts mean equal values.
   */
  readonly text: string;
  /** Whether nothing in the text is left open. */
  readonly known: boolean;
  /** What is left open, but for {@link opaque}. */
  readonly references: readonly Reference[];
  /** Expressions that are not evaluated: functions, conditions, attributes of resources that are not given. */
  readonly opaque: readonly string[];
}
