import { ApiObject, JsonPatch } from "cdk8s";
import * as plus from "cdk8s-plus-28";
import { Construct } from "constructs";
import type { ResolvedMount, ResolvedWorkload } from "../model/index.js";

const CSI_DRIVER = "secrets-store.csi.k8s.io";

/** Settings of {@link Workload}. */
export interface WorkloadProps {
  readonly workload: ResolvedWorkload;
  /**
   * How the workload identity webhook prepares the pods, for containers that call Azure themselves: for a federated
   * identity, for a bound one (preview), or not at all. The mount needs none of it.
   */
  readonly webhook: "federation" | "identity-binding" | "none";
}

/**
 * A Deployment or Pod that mounts its vault objects through the CSI driver.
 *
 * The pod meets the `restricted` Pod Security Standard: an ordinary user, no capabilities, no writable root. What the
 * library would choose by itself is said here, or taken off again: docs/decisions/0010.
 */
export class Workload extends Construct {
  constructor(scope: Construct, id: string, { workload, webhook }: WorkloadProps) {
    super(scope, id);
    const labels = { "app.kubernetes.io/name": workload.name };
    const podLabels = { ...labels, ...(webhook !== "none" && { "azure.workload.identity/use": "true" }) };
    const annotations =
      webhook === "identity-binding" ? { "azure.workload.identity/use-identity-binding": "true" } : undefined;
    const metadata = { name: workload.name, namespace: workload.namespace };

    if (workload.kind === "Pod") {
      const pod = new plus.Pod(this, "Resource", {
        ...this.podProps(workload),
        metadata: { ...metadata, labels: podLabels, annotations },
      });
      finish(pod, workload, { metadata: "/metadata", spec: "/spec" });
      return;
    }
    const deployment = new plus.Deployment(this, "Resource", {
      ...this.podProps(workload),
      metadata: { ...metadata, labels },
      podMetadata: { labels: podLabels, annotations },
      replicas: workload.replicas,
      select: false,
    });
    deployment.select(plus.LabelSelector.of({ labels }));
    finish(deployment, workload, { metadata: "/spec/template/metadata", spec: "/spec/template/spec" });
  }

  private podProps(workload: ResolvedWorkload): plus.AbstractPodProps {
    return {
      serviceAccount: plus.ServiceAccount.fromServiceAccountName(this, "ServiceAccount", workload.serviceAccount),
      automountServiceAccountToken: false,
      securityContext: { ensureNonRoot: true, user: workload.runAsUser, group: workload.runAsUser },
      containers: [
        {
          name: "app",
          image: workload.image,
          command: workload.command && [...workload.command],
          args: workload.args && [...workload.args],
          envVariables: this.variables(workload),
          resources: {}, // see finish()
          securityContext: {
            ensureNonRoot: true,
            readOnlyRootFilesystem: true,
            allowPrivilegeEscalation: false,
            privileged: false,
            capabilities: { drop: [plus.Capability.ALL] },
            seccompProfile: { type: plus.SeccompProfileType.RUNTIME_DEFAULT },
          },
          volumeMounts: workload.mounts.map((mount) => ({
            path: mount.path,
            volume: this.volume(mount),
            readOnly: true,
          })),
        },
      ],
    };
  }

  /** The driver refuses a source that is not read-only, and only the class may be named: other attributes override it. */
  private volume({ volume, providerClass }: ResolvedMount): plus.Volume {
    return plus.Volume.fromCsi(this, `volume:${volume}`, CSI_DRIVER, {
      name: volume,
      readOnly: true,
      attributes: { secretProviderClass: providerClass },
    });
  }

  private variables({ env }: ResolvedWorkload): Record<string, plus.EnvValue> {
    return Object.fromEntries(
      env.map((variable) => {
        if ("text" in variable) {
          return [variable.name, plus.EnvValue.fromValue(variable.text)];
        }
        const secret = plus.Secret.fromSecretName(this, `variable:${variable.name}`, variable.secret);
        return [variable.name, plus.EnvValue.fromSecretValue({ secret, key: variable.key })];
      }),
    );
  }
}

/**
 * Says what the library cannot: resources as the very quantities of the description (it knows whole mebibytes only), and
 * nothing that Kubernetes does by itself or that is a hash of a construct path. What stays is worth a reviewer's eye.
 */
function finish(resource: plus.Resource, workload: ResolvedWorkload, pod: { metadata: string; spec: string }): void {
  const { cpuRequest, cpuLimit, memoryRequest, memoryLimit } = workload.resources;
  const quantity = plus.k8s.Quantity.fromString;
  const superfluous = [
    `${pod.metadata}/labels/${plus.Pod.ADDRESS_LABEL.replaceAll("/", "~1")}`,
    ...["dnsPolicy", "hostNetwork", "setHostnameAsFqdn", "terminationGracePeriodSeconds"].map(
      (field) => `${pod.spec}/${field}`,
    ),
    `${pod.spec}/securityContext/fsGroupChangePolicy`,
    `${pod.spec}/containers/0/imagePullPolicy`,
    ...(workload.kind === "Deployment"
      ? ["/spec/minReadySeconds", "/spec/progressDeadlineSeconds", "/spec/strategy"]
      : []),
  ];
  ApiObject.of(resource).addJsonPatch(
    ...superfluous.map((path) => JsonPatch.remove(path)),
    JsonPatch.add(`${pod.spec}/containers/0/resources`, {
      requests: { cpu: quantity(cpuRequest), memory: quantity(memoryRequest) },
      limits: { ...(cpuLimit !== undefined && { cpu: quantity(cpuLimit) }), memory: quantity(memoryLimit) },
    }),
  );
}
