import { quote } from "../../../shared/index.js";
import { broken, defineRule } from "../../rule.js";

/** Azure compares the type with what the directory says of the principal. */
export const matchPrincipalType = defineRule({
  id: "match-principal-type",
  severity: "error",
  summary: "Each role assignment to an identity that says what it is to says ServicePrincipal.",
  link: "access",
  needs: ["azure"],
  *check({ azure }) {
    for (const grant of azure.grants) {
      const type = azure.valueOf(grant.resource, "principal_type");
      if (grant.kind !== "role" || grant.identity === undefined || !type?.known || type.text === "ServicePrincipal") {
        continue;
      }
      yield broken({
        on: grant,
        at: ["principal_type"],
        message: `${grant.id} says that ${grant.identity.id} is a ${quote(type.text)}`,
        got: type.text,
        allowed: quote("ServicePrincipal"),
        fix: `write ${quote("ServicePrincipal")}`,
        shows: `terraform apply: 400 UnmatchedPrincipalType: The PrincipalId … has type 'ServicePrincipal', which is different from specified PrincipalType '${type.text}'; or expected principal_type to be one of ["User" "Group" "ServicePrincipal"]`,
        also: [grant.identity],
      });
    }
  },
});
