import type { Environment } from "../environment.js";
import { federatedCredentialName } from "../limits/index.js";
import { problem, quote, within } from "../problem.js";
import { declaredIdentity } from "../resolve-identities.js";
import { namespaceOf, serviceAccountOf } from "../resolve-workload.js";
import { checkName, type Problems } from "./checks.js";

/** Checks that a service account stands for one identity, through one federated credential. */
export function* checkServiceAccounts({ name, workloads }: Environment): Problems {
  const first = new Map<string, { identity: string; credential: string | undefined; workload: string }>();
  for (const [index, workload] of workloads.entries()) {
    const account = `${namespaceOf(workload)}/${serviceAccountOf(workload)}`;
    const identity = declaredIdentity(workload).key;
    const credential = workload.federatedCredential;
    const before = first.get(account);
    const at = within(name, `workloads[${index}] ${workload.name}`);
    if (credential !== undefined) {
      const where = within(at, "federatedCredential");
      yield* checkName(
        "valid-credential-name",
        "federated credential name",
        credential,
        where,
        federatedCredentialName,
      );
    }
    if (before === undefined) {
      first.set(account, { identity, credential, workload: workload.name });
    } else if (before.identity !== identity) {
      yield problem({
        rule: "unique-subject",
        message: `service account ${quote(account)} stands for identity ${quote(identity)} here and for ${quote(before.identity)} in workload ${quote(before.workload)}`,
        at: within(at, "identity"),
        allowed: "one identity for each service account",
        fix: "give the workload a service account of its own, or the same identity",
      });
    } else if (before.credential !== credential) {
      yield problem({
        rule: "unique-subject",
        message: `service account ${quote(account)} has two names for one federated credential: ${quote(credential ?? "(derived)")} here and ${quote(before.credential ?? "(derived)")} in workload ${quote(before.workload)}`,
        at: within(at, "federatedCredential"),
        allowed: "one credential for an issuer and a subject",
        fix: "give both workloads the same federatedCredential, or none",
      });
    }
  }
}
