import type { JsonObject } from "../reading/json.js";
import type { Thing } from "../thing.js";

/**
 * A resource or data source of one Terraform stack, read from `cdk.tf.json`, any other Terraform JSON, a plan or a state.
 *
 * Its id is `<address>` where the artefacts hold one stack, `<stack>: <address>` where they hold several; the place is
 * the body of the resource.
 */
export interface Resource extends Thing {
  /** `azurerm_key_vault.shop`, `data.azurerm_key_vault.shop`, `module.a.azurerm_key_vault.shop["x"]`. */
  readonly address: string;
  /** Stack that it is part of: the folder or file it was read from. */
  readonly stack: string;
  /** Whether it exists already and is only looked up. */
  readonly existing: boolean;
  readonly type: string;
  readonly name: string;
  /**
   * Arguments and attributes as they stand, with `${…}` where they are expressions. Of a plan or state the values that
   * are known, and for the others of a plan the expression of its configuration, as `${…}`.
   */
  readonly attributes: JsonObject;
}
