import type { Rule } from "../rule.js";
import { artefactRules } from "./artefact/index.js";
import { classRules } from "./class/index.js";
import { limitRules } from "./limits/index.js";
import { podRules } from "./pod/index.js";
import { syncRules } from "./sync/index.js";
import { trustRules } from "./trust/index.js";
import { vaultRules } from "./vault/index.js";

const families = [
  ...artefactRules,
  ...trustRules,
  ...classRules,
  ...vaultRules,
  ...podRules,
  ...syncRules,
  ...limitRules,
] as const;

/** Id of a rule: one name everywhere, in the file, the page, the test, the report and the exception. */
export type RuleId = (typeof families)[number]["id"];

/** Every rule, by its id. */
export const rules: readonly Rule<RuleId>[] = families.toSorted((one, other) => (one.id < other.id ? -1 : 1));

const byId = new Map<string, Rule<RuleId>>(rules.map((rule) => [rule.id, rule]));

/** The rule with an id, or undefined. */
export function ruleById(id: string): Rule<RuleId> | undefined {
  return byId.get(id);
}
