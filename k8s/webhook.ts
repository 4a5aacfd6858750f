import type { ResolvedWorkload } from "../model/index.js";
import type { DrawnIdentity } from "./drawn-identity.js";

/** What tells the workload identity webhook to prepare pods. The mount needs none of it. */
export interface Webhook {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

const LABELS = { "azure.workload.identity/use": "true" };

/**
 * How the webhook prepares the pods of an identity, for containers that call Azure themselves: for a federated identity,
 * for a bound one (preview), or not at all for one of the nodes, or where the workload does without.
 */
export function webhookOf({ identity }: DrawnIdentity, { webhook }: Pick<ResolvedWorkload, "webhook">): Webhook {
  if (!webhook || identity.kind === "node-identity") {
    return { labels: {}, annotations: {} };
  }
  const bound = identity.kind === "managed-identity" && identity.trust === "identity-binding";
  return { labels: LABELS, annotations: bound ? { "azure.workload.identity/use-identity-binding": "true" } : {} };
}
