import { k8s } from "cdk8s-plus-28";
import { Construct } from "constructs";
import type { DisruptionBudget, ResolvedController, ResolvedJob, ResolvedWorkload } from "../model/index.js";
import { fieldsOrNothing } from "./or-nothing.js";
import { drawPods, nameLabel, type PodTemplate } from "./pod-template.js";
import { reloaderAnnotations } from "./reloader.js";
import type { Webhook } from "./webhook.js";

/** Settings of {@link Workload}. */
export interface WorkloadProps {
  readonly workload: ResolvedWorkload;
  readonly webhook: Webhook;
}

/**
 * A workload with what belongs to it: a budget for disruptions, a StatefulSet's headless Service. Written with the
 * generated types of the API, so that nothing stands in a manifest that the description does not say: docs/decisions/0015.
 */
export class Workload extends Construct {
  constructor(scope: Construct, id: string, { workload, webhook }: WorkloadProps) {
    super(scope, id);
    const { controller } = workload;
    if (controller.kind === "Attachment") {
      return; // its pods are somebody else's
    }
    const pods = drawPods(workload, webhook, "restartPolicy" in controller ? controller.restartPolicy : "Always");
    if ("disruption" in controller && controller.disruption !== undefined) {
      this.drawBudget(workload, controller.disruption);
    }
    this.draw(workload, controller, pods);
  }

  private draw(
    workload: ResolvedWorkload,
    controller: Exclude<ResolvedController, { kind: "Attachment" }>,
    template: PodTemplate,
  ): void {
    const metadata = metadataOf(workload);
    const selector = { matchLabels: nameLabel(workload) };
    switch (controller.kind) {
      case "Pod":
        new k8s.KubePod(this, "Resource", {
          metadata: {
            ...metadata,
            labels: template.metadata.labels,
            annotations: template.metadata.annotations,
          },
          spec: template.spec,
        });
        return;
      case "Deployment":
        new k8s.KubeDeployment(this, "Resource", {
          metadata,
          spec: { replicas: controller.replicas, selector, template },
        });
        return;
      case "StatefulSet":
        this.drawStatefulSet(workload, controller, template);
        return;
      case "DaemonSet":
        new k8s.KubeDaemonSet(this, "Resource", { metadata, spec: { selector, template } });
        return;
      case "Job":
        new k8s.KubeJob(this, "Resource", { metadata, spec: jobSpec(controller, template) });
        return;
      case "CronJob":
        new k8s.KubeCronJob(this, "Resource", {
          metadata,
          spec: {
            schedule: controller.schedule,
            timeZone: controller.timeZone,
            concurrencyPolicy: controller.concurrency,
            suspend: controller.suspend,
            startingDeadlineSeconds: controller.startingDeadlineSeconds,
            successfulJobsHistoryLimit: controller.successfulJobsHistoryLimit,
            failedJobsHistoryLimit: controller.failedJobsHistoryLimit,
            jobTemplate: { spec: jobSpec(controller, template) },
          },
        });
    }
  }

  private drawStatefulSet(
    workload: ResolvedWorkload,
    controller: Extract<ResolvedController, { kind: "StatefulSet" }>,
    template: PodTemplate,
  ): void {
    const { service, storage, podManagement, replicas } = controller;
    const selector = nameLabel(workload);
    if (service.create) {
      const [{ ports }] = workload.containers;
      new k8s.KubeService(this, "Service", {
        metadata: { name: service.name, namespace: workload.namespace, labels: { ...workload.labels, ...selector } },
        spec: {
          clusterIp: "None",
          selector,
          ports:
            ports.length === 0
              ? undefined
              : ports.map(({ name, port, protocol }) => ({
                  name,
                  port,
                  targetPort: k8s.IntOrString.fromString(name),
                  protocol: protocol === "TCP" ? undefined : protocol,
                })),
        },
      });
    }
    new k8s.KubeStatefulSet(this, "Resource", {
      metadata: metadataOf(workload),
      spec: {
        serviceName: service.name,
        replicas,
        // Kubernetes' own where nothing is said.
        podManagementPolicy: podManagement === "OrderedReady" ? undefined : podManagement,
        selector: { matchLabels: selector },
        template,
        volumeClaimTemplates:
          storage.length === 0
            ? undefined
            : storage.map(({ name, size, storageClass }) => ({
                metadata: { name },
                spec: {
                  accessModes: ["ReadWriteOnce"],
                  storageClassName: storageClass,
                  resources: { requests: { storage: k8s.Quantity.fromString(size) } },
                },
              })),
      },
    });
  }

  private drawBudget(workload: ResolvedWorkload, budget: DisruptionBudget): void {
    const amount = (value: number | string) =>
      typeof value === "number" ? k8s.IntOrString.fromNumber(value) : k8s.IntOrString.fromString(value);
    new k8s.KubePodDisruptionBudget(this, "DisruptionBudget", {
      metadata: {
        name: workload.name,
        namespace: workload.namespace,
        labels: { ...workload.labels, ...nameLabel(workload) },
      },
      spec: {
        ...("maxUnavailable" in budget
          ? { maxUnavailable: amount(budget.maxUnavailable) }
          : { minAvailable: amount(budget.minAvailable) }),
        selector: { matchLabels: nameLabel(workload) },
        // A pod that is running and never gets ready would otherwise keep its node from being drained.
        unhealthyPodEvictionPolicy: "AlwaysAllow",
      },
    });
  }
}

function metadataOf(workload: ResolvedWorkload): k8s.ObjectMeta {
  return {
    name: workload.name,
    namespace: workload.namespace,
    labels: { ...workload.labels, ...nameLabel(workload) },
    annotations: fieldsOrNothing({ ...workload.annotations, ...reloaderAnnotations(workload) }),
  };
}

function jobSpec(controller: ResolvedJob, template: PodTemplate): k8s.JobSpec {
  const { completions, parallelism, backoffLimit, activeDeadlineSeconds, ttlSecondsAfterFinished } = controller;
  return { completions, parallelism, backoffLimit, activeDeadlineSeconds, ttlSecondsAfterFinished, template };
}
