import { listed, nearest, quote } from "../../../shared/index.js";
import type { Mounting } from "../../chain/mounting.js";
import type { PodTemplate } from "../../kubernetes/types.js";
import { broken, defineRule, type Fault, undecided } from "../../rule.js";
import { unlessUnread } from "../artefact/unread.js";
import { isSecretName } from "../sync/valid-synced-secret.js";
import { type Accounts, accountsOf } from "./accounts.js";
import { accountPath } from "./pods.js";

/** A pod whose service account is not there is not created at all. */
export const matchServiceAccount = defineRule({
  id: "match-service-account",
  severity: "warning",
  summary: "Each service account that a pod with a mounted class names is among the artefacts.",
  link: "service-account",
  needs: ["kubernetes"],
  *check(world) {
    const accounts = accountsOf(world);
    const said = new Set<string>();
    for (const mounting of world.mountings) {
      const { pod } = mounting;
      if (!pod.namesServiceAccount || said.has(pod.id)) {
        continue;
      }
      const apart = apartFromClass(mounting, accounts);
      if (apart !== undefined) {
        said.add(pod.id);
        yield apart;
      }
      if (accounts.has(pod)) {
        continue;
      }
      said.add(pod.id);
      // A pod in the wrong namespace misses its class too, which is said of that.
      const homes = accounts.namespacesOf(pod);
      if (mounting.providerClass === undefined && homes.length > 0) {
        continue;
      }
      if (pod.namespace === "" && homes.length > 0) {
        yield undecided({
          on: pod,
          at: accountPath(pod),
          message: `${pod.id} names the service account ${quote(pod.serviceAccountName)} and no namespace: ${listed(homes)} each have one of that name`,
          needs: "the namespace: metadata.namespace in the manifest",
        });
        continue;
      }
      if (!accounts.any && !world.has("azure")) {
        yield undecided({
          on: pod,
          at: accountPath(pod),
          message: `no manifest says whether the service account ${quote(pod.serviceAccountName)} is there`,
          needs: "the manifest of the ServiceAccount",
        });
        continue;
      }
      yield unlessUnread(world, absent(mounting, accounts));
    }
  },
});

/** A pod that names no namespace can be only in one, so that its account and its class have to be in the same. */
function apartFromClass({ pod, providerClass }: Mounting, accounts: Accounts): Fault | undefined {
  const account = pod.namespace === "" ? accounts.of(pod) : undefined;
  const [own, other] = [account?.namespace, providerClass?.namespace];
  if (account === undefined || !own || !other || own === other) {
    return undefined;
  }
  return broken({
    on: account,
    at: ["metadata", "namespace"],
    message: `${account.id} and the class that ${pod.id} mounts, ${providerClass?.id}, are in different namespaces`,
    got: own,
    allowed: `the namespace of the class: ${quote(other)}`,
    fix: `write ${quote(other)}, or move the class`,
    shows: notFound(`${other}/${account.name}`, account.name),
    also: [pod],
  });
}

function absent(mounting: Mounting, accounts: Accounts): Fault {
  const { pod } = mounting;
  const wanted = pod.serviceAccountName;
  const around = accounts.namesAround(pod);
  const elsewhere = accounts.namespacesOf(pod);
  const near = nearest(wanted, around);
  const wrong = accounts.isWrongByBothEnds(mounting);
  const valid = isSecretName(wanted);
  // Of two namespaces that the artefacts show, the one without it never gets it from them.
  const apart = pod.namespace !== "" && elsewhere.length > 0 && !elsewhere.includes("");
  const named = `${pod.id} names the service account ${quote(wanted)}`;
  const where = `${pod.namespace || "<namespace>"}/${wanted}`;
  return broken({
    on: pod,
    at: accountPath(pod),
    severity: wrong || apart || !valid ? "error" : "warning",
    message: wrong
      ? `${named}, which no manifest makes and no federated credential trusts`
      : `${named}, which no manifest of its namespace makes`,
    got: wanted,
    allowed:
      around.length === 0
        ? "a service account of the same namespace; the artefacts have none there"
        : `a service account of the same namespace: ${listed(around)}`,
    fix:
      near !== undefined && mounting.credential.state === "found"
        ? `rename the ServiceAccount ${quote(near)}: it is ${quote(wanted)} that a federated credential trusts`
        : near !== undefined
          ? `write ${quote(near)}`
          : elsewhere.length > 0
            ? `create it in the namespace of the pod too; namespace ${listed(elsewhere)} has one of that name`
            : "add the ServiceAccount to the manifests, or see that somebody creates it before the pod",
    shows: valid || pod.manifest.apiVersion === "" ? notFound(where, wanted) : refusal(pod, wanted),
  });
}

/** What the API server says of a name that no service account can have. */
function refusal(pod: PodTemplate, wanted: string): string {
  const { kind, name } = pod.manifest;
  const what = "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.'";
  return `${kind} ${quote(name)} is invalid: ${accountPath(pod).join(".")}: Invalid value: ${quote(wanted)}: ${what}`;
}

function notFound(where: string, name: string): string {
  return `FailedCreate: error looking up service account ${where}: serviceaccount ${quote(name)} not found`;
}
