import type { KubernetesWorld } from "../../kubernetes/types.js";
import { broken, defineRule, undecided } from "../../rule.js";
import { unlessUnread } from "../artefact/unread.js";
import { CLIENT_ID } from "../trust/annotations.js";
import { mentionedAccounts } from "./account-mentions.js";
import { AccountUse, annotatedAccounts } from "./use.js";

/** Whoever may make pods in the namespace may run one as it. */
export const noUnusedServiceAccount = defineRule({
  id: "no-unused-service-account",
  severity: "warning",
  summary: "Each service account that is for an identity is used by a pod.",
  link: "service-account",
  needs: ["kubernetes"],
  *check(world) {
    const { kubernetes } = world;
    const use = new AccountUse(kubernetes.pods, mentionedAccounts(kubernetes));
    const missed = namespacesThatMissOne(kubernetes);
    for (const account of annotatedAccounts(kubernetes)) {
      const { namespace, name } = account;
      if (use.uses(namespace, name) || missed.has(namespace) || missed.has("")) {
        continue;
      }
      if (!use.knows(namespace)) {
        yield undecided({
          on: account,
          message: `whether a pod runs as ${account.id} is not known: there is no pod of its namespace`,
          needs: `the manifests of the pods of namespace ${namespace || "(none)"}`,
        });
        continue;
      }
      const fault = broken({
        on: account,
        message: `${account.id} is for an identity, and no pod runs as it`,
        got: `${CLIENT_ID}: ${account.annotations.get(CLIENT_ID)}`,
        allowed: "service accounts that a pod names, among those that are for an identity",
        fix: "remove it with its federated credential, or give the manifests of the pods that run as it",
      });
      yield unlessUnread(world, fault);
    }
  },
});

/** Namespaces in which a pod names an account that is not there: then that is the mistake, and another rule's. */
function namespacesThatMissOne({ pods, find }: KubernetesWorld): ReadonlySet<string> {
  return new Set(
    pods
      .filter((pod) => pod.namesServiceAccount || pod.classVolumes.length > 0)
      .filter((pod) => !pod.partial && find("ServiceAccount", pod.namespace, pod.serviceAccountName) === undefined)
      .map(({ namespace }) => namespace),
  );
}
