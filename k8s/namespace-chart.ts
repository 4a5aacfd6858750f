import { ApiObject, Chart } from "cdk8s";
import { ServiceAccount } from "cdk8s-plus-28";
import type { Construct } from "constructs";
import type { ResolvedNamespace, ResolvedServiceAccount, ResolvedWorkload } from "../model/index.js";
import { clientIdOf, type DrawnIdentity } from "./drawn-identity.js";
import { ProviderClass } from "./provider-class.js";
import { Workload } from "./workload.js";

/** Settings of {@link NamespaceChart}. */
export interface NamespaceChartProps {
  readonly namespace: ResolvedNamespace;
  readonly tenantId: string;
  readonly serviceAccounts: readonly ResolvedServiceAccount[];
  readonly workloads: readonly ResolvedWorkload[];
  /** By key. */
  readonly identities: ReadonlyMap<string, DrawnIdentity>;
}

/**
 * Everything of an environment in one namespace, each object after those it needs: the namespace, service accounts,
 * provider classes, workloads.
 */
export class NamespaceChart extends Chart {
  private readonly identities: NamespaceChartProps["identities"];

  constructor(scope: Construct, id: string, props: NamespaceChartProps) {
    super(scope, id, { disableResourceNameHashes: true });
    const { namespace, tenantId, serviceAccounts, workloads } = props;
    this.identities = props.identities;

    if (namespace.create) {
      const { labels } = namespace.create;
      new ApiObject(this, "Namespace", {
        apiVersion: "v1",
        kind: "Namespace",
        metadata: { name: namespace.name, labels: Object.keys(labels).length === 0 ? undefined : { ...labels } },
      });
    }
    for (const account of serviceAccounts) {
      new ServiceAccount(this, `ServiceAccount:${account.name}`, {
        automountToken: false,
        metadata: {
          name: account.name,
          namespace: namespace.name,
          annotations: webhookAnnotations(this.identityOf(account.identity), tenantId),
        },
      });
    }
    for (const { identity, mounts } of workloads) {
      for (const mount of mounts) {
        new ProviderClass(this, `SecretProviderClass:${mount.providerClass}`, {
          mount,
          namespace: namespace.name,
          tenantId,
          identity: this.identityOf(identity),
        });
      }
    }
    for (const workload of workloads) {
      new Workload(this, `${workload.kind}:${workload.name}`, {
        workload,
        webhook: webhookOf(this.identityOf(workload.identity)),
      });
    }
  }

  private identityOf(key: string): DrawnIdentity {
    const identity = this.identities.get(key);
    if (identity === undefined) {
      throw new Error(`no identity ${JSON.stringify(key)}`);
    }
    return identity;
  }
}

function webhookOf({ identity }: DrawnIdentity): "federation" | "identity-binding" | "none" {
  if (identity.kind === "node-identity") {
    return "none";
  }
  return identity.kind === "managed-identity" ? identity.trust : "federation";
}

/**
 * Read by the workload identity webhook, for pods that call Azure themselves; the CSI driver reads the class. An identity
 * of the nodes trusts no service account, so there is nothing to announce.
 */
function webhookAnnotations(drawn: DrawnIdentity, tenantId: string): Record<string, string> | undefined {
  return drawn.identity.kind === "node-identity"
    ? undefined
    : {
        "azure.workload.identity/client-id": clientIdOf(drawn),
        "azure.workload.identity/tenant-id": tenantId,
      };
}
