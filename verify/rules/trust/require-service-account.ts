import { broken, defineRule, undecided } from "../../rule.js";
import { DEFAULT_ACCOUNT } from "./accounts.js";
import { accountPath } from "./pods.js";
import { noSuchSubject } from "./shown.js";

/** A pod that names no service account runs as `default`, and so does every other pod that names none. */
export const requireServiceAccount = defineRule({
  id: "require-service-account",
  severity: "error",
  summary: "Each pod that reads a vault with the token of its service account names a service account.",
  link: "service-account",
  needs: ["kubernetes"],
  *check({ mountings }) {
    const said = new Set<string>();
    for (const { pod, providerClass, credential, subject } of mountings) {
      const silent = pod.namesServiceAccount || providerClass?.mode !== "workload-identity";
      if (silent || credential.state === "found" || said.has(pod.id)) {
        continue;
      }
      said.add(pod.id);
      if (pod.partial) {
        yield undecided({
          on: pod,
          message: `${pod.id} is a part of a pod, and does not say which service account it runs as`,
          needs: "the whole manifest, as helm template or kubectl kustomize prints it",
        });
        continue;
      }
      const sure = credential.state === "missing";
      yield broken({
        on: pod,
        at: accountPath(pod),
        // Without the credentials nobody knows whether one trusts `default`.
        severity: sure ? "error" : "warning",
        message: sure
          ? `${pod.id} names no service account, so it acts as ${DEFAULT_ACCOUNT}, which no federated credential trusts`
          : `${pod.id} names no service account, so it acts as ${DEFAULT_ACCOUNT}, as every pod that names none`,
        allowed: "spec.serviceAccountName with a service account of the pod's own",
        fix: "set serviceAccountName to the service account that the federated credential trusts",
        shows: noSuchSubject(subject ?? `system:serviceaccount:<namespace>:${DEFAULT_ACCOUNT}`),
        also: [...(providerClass === undefined ? [] : [providerClass])],
      });
    }
  },
});
