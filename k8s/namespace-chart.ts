import { Chart } from "cdk8s";
import { k8s } from "cdk8s-plus-28";
import type { Construct } from "constructs";
import type {
  ResolvedEnvironment,
  ResolvedNamespace,
  ResolvedServiceAccount,
  ResolvedWorkload,
} from "../model/index.js";
import { clientIdOf, type DrawnIdentity } from "./drawn-identity.js";
import { drawRoleBindings } from "./guardrails/index.js";
import { drawNamespace } from "./namespace.js";
import { ProviderClass } from "./provider-class.js";
import { webhookOf } from "./webhook.js";
import { Workload } from "./workload.js";

/** Settings of {@link NamespaceChart}. */
export interface NamespaceChartProps {
  readonly namespace: ResolvedNamespace;
  readonly environment: Pick<ResolvedEnvironment, "name" | "tenantId" | "cloud" | "guardrails">;
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
    const { namespace, environment, serviceAccounts, workloads } = props;
    this.identities = props.identities;

    drawNamespace(this, namespace);
    if (environment.guardrails !== undefined) {
      drawRoleBindings(this, {
        environment: environment.name,
        namespace: namespace.name,
        guardrails: environment.guardrails,
      });
    }
    for (const account of serviceAccounts) {
      new k8s.KubeServiceAccount(this, `ServiceAccount:${account.name}`, {
        automountServiceAccountToken: false,
        metadata: {
          name: account.name,
          namespace: namespace.name,
          annotations: webhookAnnotations(this.identityOf(account.identity), environment.tenantId),
        },
      });
    }
    for (const workload of workloads) {
      for (const mount of workload.mounts) {
        new ProviderClass(this, `SecretProviderClass:${mount.providerClass}`, {
          mount,
          workload,
          environment,
          identity: this.identityOf(workload.identity),
        });
      }
    }
    for (const workload of workloads) {
      new Workload(this, `${workload.controller.kind}:${workload.name}`, {
        workload,
        webhook: webhookOf(this.identityOf(workload.identity), workload),
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
