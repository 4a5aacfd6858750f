import { quote } from "../../../shared/index.js";
import { broken, defineRule } from "../../rule.js";

/** @see https://learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations */
const NAME = /^[A-Za-z0-9][A-Za-z0-9_-]{2,119}$/;

/** Terraform lets through what Entra refuses. */
export const validFederatedName = defineRule({
  id: "valid-federated-name",
  severity: "error",
  summary: "Each federated credential has a name that Entra takes.",
  link: "credential",
  needs: ["azure"],
  *check({ azure }) {
    for (const credential of azure.credentials) {
      const { id, name, nameArgument } = credential;
      if (name !== undefined && (!name.known || NAME.test(name.text))) {
        continue;
      }
      yield broken({
        on: credential,
        at: name === undefined ? [] : [nameArgument],
        message: name === undefined ? `${id} has no name` : `the name ${quote(name.text)} of ${id} is not valid`,
        ...(name === undefined ? {} : { got: name.text }),
        allowed: "3 to 120 letters, digits, dashes and underscores, the first a letter or digit",
        fix:
          name === undefined ? `set ${nameArgument}` : `rename it; ${nameArgument} cannot change, so it is made anew`,
        shows:
          name === undefined
            ? `Error: Missing required argument: The argument "${nameArgument}" is required`
            : "nothing before it is applied; then Azure refuses the credential",
      });
    }
  },
});
