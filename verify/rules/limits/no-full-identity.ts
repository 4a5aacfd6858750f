import { groupBy } from "../../../shared/index.js";
import type { FederatedCredential } from "../../azure/types.js";
import { CREDENTIALS_PER_IDENTITY } from "../../facts/limits.js";
import { field, isObject } from "../../reading/json.js";
import { broken, defineRule, undecided } from "../../rule.js";
import { haveSameKeys } from "../../terraform/each-key.js";

/** Entra refuses the credential that is one too many; the next service account is then without one. */
export const noFullIdentity = defineRule({
  id: "no-full-identity",
  severity: "error",
  summary: "No identity has more federated credentials than Entra allows.",
  link: "credential",
  needs: ["azure"],
  *check({ azure }) {
    const owned = azure.credentials.filter(({ identity, owner }) => identity !== undefined || owner?.known);
    const byOwner = groupBy(owned, ({ identity, owner }) => identity?.id ?? owner?.text.toLowerCase());
    for (const credentials of byOwner.values()) {
      const [first] = credentials;
      if (first === undefined) {
        continue;
      }
      const on = first.identity ?? first;
      const numbers = credentials.map(numberOf);
      const number = numbers.reduce<number>((sum, one) => sum + (one ?? 1), 0);
      if (number < CREDENTIALS_PER_IDENTITY - 1 && numbers.includes(undefined)) {
        yield undecided({
          on,
          message: `${on.id} has federated credentials in a number that only a deployment knows`,
          needs: "terraform show -json of the plan or state",
        });
      }
      if (number < CREDENTIALS_PER_IDENTITY - 1) {
        continue;
      }
      const tooMany = number > CREDENTIALS_PER_IDENTITY;
      yield broken({
        on,
        message: tooMany
          ? `${on.id} has ${number} federated credentials, ${number - CREDENTIALS_PER_IDENTITY} more than Entra allows`
          : `${on.id} has ${number} federated credentials of the ${CREDENTIALS_PER_IDENTITY} that Entra allows`,
        got: String(number),
        allowed: `at most ${CREDENTIALS_PER_IDENTITY} federated credentials for an identity or application`,
        fix: tooMany
          ? "spread them over several identities, with the same roles, each provider class with the client id of its own"
          : "before more service accounts or clusters need one, make a second identity with the same roles",
        ...(tooMany
          ? { shows: `terraform apply: a quota error on federated credential ${CREDENTIALS_PER_IDENTITY + 1}` }
          : {}),
        also: credentials.slice(CREDENTIALS_PER_IDENTITY),
        severity: tooMany ? "error" : "note",
      });
    }
  },
});

/** How many credentials a resource stands for on one identity; undefined where an expression decides. */
function numberOf({ resource, identity }: FederatedCredential): number | undefined {
  if (identity !== undefined && haveSameKeys(resource, identity.resource)) {
    return 1;
  }
  const count = field(resource.attributes, "count");
  const each = field(resource.attributes, "for_each");
  if (each !== undefined) {
    return isObject(each) ? Object.keys(each).length : undefined;
  }
  if (count !== undefined) {
    const number = Number(count);
    return Number.isInteger(number) ? number : undefined;
  }
  return 1;
}
