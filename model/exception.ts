/** A finding of `akv verify` that is right and stays. */
export interface Exception {
  /** Id of the rule, as the finding shows it. */
  readonly rule: string;
  /** Resource as the finding names it: `Pod shop/api`, `azurerm_key_vault.shop`; `*` stands for any characters. */
  readonly target: string;
  /** Why it is right here; for whoever reads it in a year. */
  readonly reason: string;
  /** Last day that it holds, as `2027-06-30`. @default - without an end */
  readonly until?: string;
}
