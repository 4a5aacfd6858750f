import type { KubernetesWorld, Manifest } from "../../kubernetes/types.js";
import { oncePer } from "../../once.js";
import { isObject, textIn } from "../../reading/json.js";
import type { NamedAccount } from "../trust/subjects.js";

function mentionedAccountsAnew({ manifests, pods }: KubernetesWorld): readonly NamedAccount[] {
  const ofPods = new Set(pods.map(({ manifest }) => manifest));
  return manifests.filter((manifest) => !ofPods.has(manifest) && !NO_USERS.has(manifest.kind)).flatMap(accountsIn);
}

/** Kinds that name a service account and do not act as it. */
const NO_USERS: ReadonlySet<string> = new Set(["ServiceAccount", "RoleBinding", "ClusterRoleBinding", "Secret"]);

/** `serviceAccountName`, `serviceAccountRef`, and whatever else operators call it. */
const KEY = /service-?account/i;

interface Open {
  readonly value: unknown;
  readonly namespace: string;
  /** Whether it stands under a key that is about a service account. */
  readonly isAccount: boolean;
}

function accountsIn({ namespace: home, body }: Manifest): readonly NamedAccount[] {
  const accounts: NamedAccount[] = [];
  const open: Open[] = [{ value: body, namespace: home, isAccount: false }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, namespace, isAccount } = next;
    if (typeof value === "string" && isAccount) {
      accounts.push({ namespace, name: value });
    } else if (Array.isArray(value)) {
      for (const item of value) {
        open.push({ value: item, namespace, isAccount });
      }
    } else if (isObject(value)) {
      const own = textIn(value, "namespace") ?? namespace;
      for (const [key, inner] of Object.entries(value)) {
        open.push({ value: inner, namespace: own, isAccount: isAccount || KEY.test(key) });
      }
    }
  }
  return accounts;
}

/**
 * The service accounts that other manifests than those of pods name, such as a SecretStore that reads as one. The
 * namespace is empty where nothing says it.
 */
export const mentionedAccounts = oncePer(mentionedAccountsAnew);
