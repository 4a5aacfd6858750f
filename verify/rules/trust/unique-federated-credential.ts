import { quote } from "../../../shared/index.js";
import type { FederatedCredential } from "../../azure/types.js";
import { broken, defineRule, type Fault } from "../../rule.js";

/** Within one identity, Entra keeps one credential for each issuer and subject, and one for each name. */
export const uniqueFederatedCredential = defineRule({
  id: "unique-federated-credential",
  severity: "error",
  summary: "No identity has two federated credentials with one issuer and subject, or with one name.",
  link: "credential",
  needs: ["azure"],
  *check({ azure }) {
    const byTrust = new Map<string, FederatedCredential>();
    const byName = new Map<string, FederatedCredential>();
    for (const credential of azure.credentials) {
      const { identity, owner, issuer, subject, name } = credential;
      const whose = identity?.id ?? owner?.text;
      if (whose === undefined) {
        continue;
      }
      // Instances of one resource share its expressions, so only what is known is compared.
      const sameTrust =
        issuer === undefined || subject?.known !== true
          ? undefined
          : seen(byTrust, [whose, issuer.text, subject.text], credential);
      if (sameTrust !== undefined) {
        yield sameTwice(credential, sameTrust, String(subject?.text));
        continue;
      }
      const sameName = name?.known === true ? seen(byName, [whose, name.text.toLowerCase()], credential) : undefined;
      if (sameName !== undefined) {
        yield nameTwice(credential, sameName, String(name?.text));
      }
    }
  },
});

/** The one that came before with the same key; keeps the first. */
function seen(
  known: Map<string, FederatedCredential>,
  parts: readonly string[],
  credential: FederatedCredential,
): FederatedCredential | undefined {
  const key = JSON.stringify(parts);
  const before = known.get(key);
  if (before === undefined) {
    known.set(key, credential);
  }
  return before;
}

function sameTwice(credential: FederatedCredential, first: FederatedCredential, subject: string): Fault {
  return broken({
    on: credential,
    at: ["subject"],
    message: `${credential.id} trusts ${quote(subject)} of the same issuer as ${first.id} does, on the same identity`,
    got: subject,
    allowed: "one federated credential for each issuer and subject of an identity",
    fix: "remove one of them, or give it to the identity that it is for",
    shows: "Issuer and subject combination already exists",
    also: [first],
  });
}

function nameTwice(credential: FederatedCredential, first: FederatedCredential, name: string): Fault {
  return broken({
    on: credential,
    at: [credential.nameArgument],
    message: `${credential.id} is called ${quote(name)} as ${first.id} is, on the same identity`,
    got: name,
    allowed: "one federated credential of each name on an identity",
    fix: "rename one of them",
    shows: "Error: A resource with the ID … already exists",
    also: [first],
  });
}
