import { listed, quote } from "../../../shared/index.js";
import { isGuid, sameGuid } from "../../facts/guid.js";
import { placeholderIn } from "../../facts/placeholder.js";
import type { Manifest, PodTemplate, ProviderClass } from "../../kubernetes/types.js";
import { broken, defineRule, type Fault } from "../../rule.js";
import type { World } from "../../world.js";
import { CLIENT_ID, TENANT_ID, USE } from "./annotations.js";
import { misnamedClasses } from "./misnamed.js";

/** The mount takes the ids of the class, an app that asks Azure itself those of its service account. */
export const matchServiceAccountClientId = defineRule({
  id: "match-service-account-client-id",
  severity: "warning",
  summary: "Each service account is annotated with the client and tenant of the classes that its pods mount.",
  link: "service-account",
  needs: ["kubernetes"],
  *check(world) {
    const classes = classesByAccount(world);
    const labelled = labelledPods(world);
    const misnamed = misnamedClasses(world);
    const right = new Set(
      world.azure.identities.flatMap(({ clientId }) => (clientId.known ? clientId.text.toLowerCase() : [])),
    );
    for (const account of world.kubernetes.ofKind("ServiceAccount")) {
      const mounted = classes.get(account) ?? [];
      const asking = labelled.get(account);
      if (asking !== undefined && mounted.length > 0 && !account.annotations.has(CLIENT_ID)) {
        yield withoutClient(account, asking);
      }
      // Where the id of an identity stands here, it is the class that is wrong, which is said of that.
      if (!right.has(account.annotations.get(CLIENT_ID)?.toLowerCase() ?? "") || mounted.every(isKnown(right))) {
        const fitting = mounted.filter(({ id }) => !misnamed.has(id));
        yield* compared(account, CLIENT_ID, "client", fitting, (one) => one.parameter("clientID"));
      }
      yield* compared(account, TENANT_ID, "tenant", mounted.filter(isOfVaultsTenant(world)), (one) => one.tenantId);
    }
  },
});

function classesByAccount({ mountings, kubernetes }: World): ReadonlyMap<Manifest, readonly ProviderClass[]> {
  const classes = new Map<Manifest, ProviderClass[]>();
  for (const { pod, providerClass } of mountings) {
    const account = kubernetes.find("ServiceAccount", pod.namespace, pod.serviceAccountName);
    const withToken = providerClass?.mode === "workload-identity" || providerClass?.mode === "identity-binding";
    if (account === undefined || providerClass === undefined || !withToken) {
      continue;
    }
    const own = classes.get(account);
    if (own === undefined) {
      classes.set(account, [providerClass]);
    } else {
      own.push(providerClass);
    }
  }
  return classes;
}

/** The first pod of each account that asks for the webhook. */
function labelledPods({ kubernetes }: World): ReadonlyMap<Manifest, PodTemplate> {
  const labelled = new Map<Manifest, PodTemplate>();
  for (const pod of kubernetes.pods) {
    const account = kubernetes.find("ServiceAccount", pod.namespace, pod.serviceAccountName);
    if (account !== undefined && pod.labels.get(USE) === "true" && !labelled.has(account)) {
      labelled.set(account, pod);
    }
  }
  return labelled;
}

function isKnown(clientIds: ReadonlySet<string>): (providerClass: ProviderClass) => boolean {
  return (providerClass) => clientIds.has(providerClass.parameter("clientID")?.toLowerCase() ?? "");
}

/** Whether a class names the tenant of its vault, or nobody knows which that is. */
function isOfVaultsTenant({ azure }: World): (providerClass: ProviderClass) => boolean {
  return (providerClass) => {
    const tenant = azure.vaultNamed(providerClass.parameter("keyvaultName") ?? "")?.tenantId;
    return tenant?.known !== true || sameGuid(tenant.text, providerClass.tenantId ?? "");
  };
}

function withoutClient(account: Manifest, pod: PodTemplate): Fault {
  return broken({
    on: account,
    at: ["metadata"],
    // The mount does not need it, and an app may name its client id itself.
    severity: "note",
    message: `${account.id} names no client id, which the webhook would give to ${pod.id}`,
    allowed: `the annotation ${CLIENT_ID}`,
    fix: `add ${CLIENT_ID} with the client id of the class, or remove the label ${USE} of the pod`,
    also: [pod],
  });
}

function* compared(
  account: Manifest,
  annotation: string,
  what: "client" | "tenant",
  classes: readonly ProviderClass[],
  idOf: (providerClass: ProviderClass) => string | undefined,
): Iterable<Fault> {
  const value = account.annotations.get(annotation);
  if (value === undefined) {
    return;
  }
  const ids = classes.flatMap((one) => idOf(one) ?? []);
  const guids = ids.filter((id) => isGuid(id));
  const agrees = ids.some((id) => sameGuid(id, value));
  // What is still to be filled in may become the same, and what is no GUID is the mistake of the class.
  const isOpen = placeholderIn(value) !== undefined || (isGuid(value) && ids.some(isPlaceholder));
  if (agrees || isOpen || (isGuid(value) && guids.length === 0)) {
    return;
  }
  yield broken({
    on: account,
    at: ["metadata", "annotations", annotation],
    message: isGuid(value)
      ? `${account.id} is annotated with the ${what} ${quote(value)}, the classes that its pods mount with another`
      : `${account.id} is annotated with the ${what} ${quote(value)}, which is no GUID`,
    got: value,
    allowed: guids.length === 0 ? "a GUID" : listed([...new Set(guids)]),
    fix:
      ids.length === 0
        ? `write the ${what} id of the identity that the app is meant to act as`
        : `write the ${what} id of the class, so that the app acts as whoever reads its secrets`,
    shows: "nothing at the mount; the app's own calls to Azure act as somebody else, or end in AADSTS700016",
    also: classes.slice(0, 1),
  });
}

function isPlaceholder(text: string): boolean {
  return placeholderIn(text) !== undefined;
}
