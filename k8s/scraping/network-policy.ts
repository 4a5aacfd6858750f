import { k8s } from "cdk8s-plus-28";
import { Construct } from "constructs";
import type { ResolvedScraping } from "../../model/index.js";
import { appsOf, SYSTEM_NAMESPACE } from "./pod-monitors.js";

/** Settings of {@link OpenPorts}. */
export interface OpenPortsProps {
  readonly environment: string;
  readonly scraping: ResolvedScraping;
}

/**
 * Health of the driver and its metrics; metrics of the provider and its health.
 *
 * @see https://learn.microsoft.com/azure/aks/csi-secrets-store-driver
 */
const PORTS = [9808, 8095, 8898, 8989];

/**
 * Keeps health and metrics of driver and provider reachable where something else restricts ingress.
 *
 * From anywhere: the kubelet asks for health from the node's address, and so does a collector on the host's network. A
 * policy could name these only as ranges of addresses, which are the cluster's and not known here. Metrics and health
 * hold no secret value. A pod on the host's network, as the provider's are, is not ruled by policies at all.
 */
export class OpenPorts extends Construct {
  constructor(scope: Construct, id: string, { environment, scraping }: OpenPortsProps) {
    super(scope, id);
    const { driver, provider } = appsOf(scraping);
    new k8s.KubeNetworkPolicy(this, "Resource", {
      metadata: { name: `${environment}-secrets-store-ports`, namespace: SYSTEM_NAMESPACE },
      spec: {
        podSelector: { matchExpressions: [{ key: "app", operator: "In", values: [...driver, ...provider] }] },
        policyTypes: ["Ingress"],
        ingress: [{ ports: PORTS.map((port) => ({ port: k8s.IntOrString.fromNumber(port), protocol: "TCP" })) }],
      },
    });
  }
}
