import { ApiObject, Chart } from "cdk8s";
import { ServiceAccount } from "cdk8s-plus-28";
import type { Construct } from "constructs";
import type { ResolvedNamespace, ResolvedServiceAccount, ResolvedWorkload } from "../model/index.js";
import { ProviderClass } from "./provider-class.js";
import { Workload } from "./workload.js";

/** Settings of {@link NamespaceChart}. */
export interface NamespaceChartProps {
  readonly namespace: ResolvedNamespace;
  readonly tenantId: string;
  readonly serviceAccounts: readonly ResolvedServiceAccount[];
  readonly workloads: readonly ResolvedWorkload[];
  /** Client ids by the key of the identity. */
  readonly clientIds: Readonly<Record<string, string>>;
}

/**
 * Everything of an environment in one namespace, each object after those it needs: the namespace, service accounts,
 * provider classes, workloads.
 */
export class NamespaceChart extends Chart {
  private readonly clientIds: NamespaceChartProps["clientIds"];

  constructor(scope: Construct, id: string, props: NamespaceChartProps) {
    super(scope, id, { disableResourceNameHashes: true });
    const { namespace, tenantId, serviceAccounts, workloads } = props;
    this.clientIds = props.clientIds;

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
          // Read by the workload identity webhook, for pods that call Azure themselves; the CSI driver reads the class.
          annotations: {
            "azure.workload.identity/client-id": this.clientIdOf(account.identity),
            "azure.workload.identity/tenant-id": tenantId,
          },
        },
      });
    }
    for (const { identity, mounts } of workloads) {
      for (const mount of mounts) {
        new ProviderClass(this, `SecretProviderClass:${mount.providerClass}`, {
          mount,
          namespace: namespace.name,
          tenantId,
          clientId: this.clientIdOf(identity),
        });
      }
    }
    for (const workload of workloads) {
      new Workload(this, `${workload.kind}:${workload.name}`, { workload });
    }
  }

  private clientIdOf(identity: string): string {
    const clientId = this.clientIds[identity];
    if (clientId === undefined) {
      throw new Error(`no client id for identity ${JSON.stringify(identity)}`);
    }
    return clientId;
  }
}
