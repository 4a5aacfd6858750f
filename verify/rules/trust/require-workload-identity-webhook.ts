import { broken, defineRule } from "../../rule.js";
import { USE } from "./annotations.js";

/** Webhook of a cluster that installs it by itself. */
const WEBHOOK = "azure-wi-webhook-mutating-webhook-configuration";

/** The label asks for a webhook, which only some clusters have. */
export const requireWorkloadIdentityWebhook = defineRule({
  id: "require-workload-identity-webhook",
  severity: "warning",
  summary: "A cluster whose pods ask for the workload identity webhook has it.",
  link: "pod",
  needs: ["kubernetes", "azure"],
  *check({ kubernetes, azure }) {
    const pod = kubernetes.pods.find(({ labels }) => labels.get(USE) === "true");
    const installed =
      kubernetes.ofKind("MutatingWebhookConfiguration").some(({ name }) => name === WEBHOOK) ||
      azure
        .ofType("helm_release")
        .some((release) => azure.valueOf(release, "chart")?.text.includes("workload-identity"));
    if (pod === undefined || installed) {
      return;
    }
    for (const cluster of azure.clusters) {
      const enabled = azure.valueOf(cluster.resource, "workload_identity_enabled");
      const said = enabled !== undefined && (!enabled.known || enabled.text === "true");
      if (said || cluster.existing || cluster.resource.type !== "azurerm_kubernetes_cluster") {
        continue;
      }
      yield broken({
        on: cluster,
        at: enabled === undefined ? [] : ["workload_identity_enabled"],
        message: `${cluster.id} lacks the workload identity webhook, which the label ${USE} of ${pod.id} asks for`,
        ...(enabled === undefined ? {} : { got: enabled.text }),
        allowed: "workload_identity_enabled = true",
        fix: "write workload_identity_enabled = true, or remove the label where no app asks Azure itself",
        shows: "nothing at the mount; the app lacks AZURE_CLIENT_ID, AZURE_TENANT_ID and AZURE_FEDERATED_TOKEN_FILE",
        also: [pod],
      });
    }
  },
});
