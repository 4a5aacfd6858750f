import { groupBy } from "../../../shared/index.js";
import type { FederatedCredential } from "../../azure/types.js";
import { foundIn } from "../../chain/joined.js";
import { oncePer } from "../../once.js";
import type { World } from "../../world.js";

/** Host of the issuers that AKS runs, in whatever case. */
const AKS_ISSUER = /^https?:\/\/([a-z0-9-]+\.)?oid?c\.prod-aks\.azure\.com/i;

/** Whether an issuer is one that AKS runs. */
export function isAksIssuer(issuer: string): boolean {
  return AKS_ISSUER.test(issuer);
}

/** Whether a credential is for pods, by its subject or its issuer; those of pipelines and other clouds are not ours. */
export function isForPods({ subject, issuer }: FederatedCredential): boolean {
  const text = subject?.text.toLowerCase() ?? "";
  if (text.trim().startsWith("system:") || text.includes("serviceaccount")) {
    return true;
  }
  if (issuer === undefined) {
    return false;
  }
  return (
    isAksIssuer(issuer.text) ||
    issuer.references.some(({ resource }) => resource.type.startsWith("azurerm_kubernetes_")) ||
    issuer.opaque.some((expression) => expression.includes("oidc_issuer_url"))
  );
}

/** What tells one trust from another: who is acted as, and who acts. */
function keyOf({ identity, owner, subject }: FederatedCredential): string {
  return JSON.stringify([identity?.id ?? owner?.text, subject?.text]);
}

/** The credentials that pods with a mounted class go through. */
class MountedCredentials {
  private readonly keys: ReadonlySet<string>;
  private readonly byKey: ReadonlyMap<string, readonly FederatedCredential[]>;

  constructor({ azure, mountings }: World) {
    this.byKey = groupBy(azure.credentials, keyOf);
    this.keys = new Set(
      mountings.flatMap(({ credential, providerClass }) => {
        const thing = providerClass?.mode === "workload-identity" ? foundIn(credential) : undefined;
        return thing === undefined ? [] : [keyOf(thing)];
      }),
    );
  }

  /** Whether some pod is trusted by a credential, or by another for the same identity and subject. */
  has(credential: FederatedCredential): boolean {
    return this.keys.has(keyOf(credential));
  }

  /** The credentials for the same identity and subject: one for each cluster. */
  alike(credential: FederatedCredential): readonly FederatedCredential[] {
    return this.byKey.get(keyOf(credential)) ?? [];
  }
}

/** The same for all rules that ask. */
export const mountedCredentials = oncePer((world: World) => new MountedCredentials(world));
