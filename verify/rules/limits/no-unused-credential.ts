import { foundIn } from "../../chain/joined.js";
import type { PodTemplate } from "../../kubernetes/types.js";
import { broken, defineRule, undecided } from "../../rule.js";
import type { World } from "../../world.js";
import { unlessUnread } from "../artefact/unread.js";
import { meansDriver } from "../pod/valid-driver-name.js";
import { lacksSource } from "../pod/valid-volume-source.js";
import { mentionedAccounts } from "./account-mentions.js";
import { identityUses } from "./identity-use.js";
import { AccountUse, accountOf, takesPart } from "./use.js";

/** Whoever may make a service account of that name gets the identity. */
export const noUnusedCredential = defineRule({
  id: "no-unused-credential",
  severity: "warning",
  summary: "Each federated credential for a service account is used by a pod.",
  link: "credential",
  needs: ["kubernetes", "azure"],
  *check(world) {
    const { azure, kubernetes, mountings } = world;
    const accounts = new AccountUse(kubernetes.pods.filter(takesPart), mentionedAccounts(kubernetes));
    const everyPod = new AccountUse(kubernetes.pods, []);
    const withoutMount = new AccountUse(kubernetes.pods.filter(lacksMount(world)), []);
    const uses = identityUses(world);
    // Of these some credential is wrong, and the pods that it fails say so.
    const missed = new Set(
      mountings.flatMap(({ identity, credential }) =>
        credential.state === "missing" ? [foundIn(identity)?.id ?? ""] : [],
      ),
    );
    for (const credential of azure.credentials) {
      const { identity, subject } = credential;
      if (uses.isMiss(credential)) {
        continue;
      }
      const account = subject?.known ? accountOf(subject.text) : undefined;
      if (account === undefined || accounts.uses(account.namespace, account.name)) {
        continue;
      }
      // Then the mount is what is missing, and the credential waits for it.
      if (withoutMount.uses(account.namespace, account.name)) {
        continue;
      }
      if (identity !== undefined && (missed.has(identity.id) || (!identity.existing && uses.of(identity) !== "used"))) {
        continue;
      }
      if (!everyPod.knows(account.namespace)) {
        yield undecided({
          on: credential,
          at: ["subject"],
          message: `whether a pod uses ${credential.id} is not known: there is no pod of namespace ${account.namespace}`,
          needs: `the manifests of namespace ${account.namespace}`,
        });
        continue;
      }
      const fault = broken({
        on: credential,
        at: ["subject"],
        message: `${credential.id} trusts the service account ${account.namespace}/${account.name}, and no pod that reads a vault runs as it`,
        ...(subject === undefined ? {} : { got: subject.text }),
        allowed: "subjects of service accounts that a pod with a provider class or with workload identity runs as",
        fix: "remove the federated credential, or give the manifests of the pods that use it",
        also: identity === undefined ? [] : [identity],
      });
      yield unlessUnread(world, fault);
    }
  },
});

/** Whether a pod was meant to mount a class and does not: a volume of it is wrong, or a class of its namespace has no pod. */
function lacksMount({ kubernetes, mountingsOf }: World): (pod: PodTemplate) => boolean {
  const idle = kubernetes.classes.filter(({ id }) => mountingsOf(id).length === 0);
  const waiting = new Set(idle.map(({ namespace }) => namespace));
  return (pod) =>
    pod.classVolumes.length === 0 &&
    (waiting.has(pod.namespace) || pod.volumes.some((volume) => meansDriver(volume) || lacksSource(volume)));
}
