import { DRIVER } from "../../kubernetes/pods.js";
import { textIn } from "../../reading/json.js";
import { broken, defineRule } from "../../rule.js";
import type { World } from "../../world.js";

/** Charts that install the driver or the provider. */
const CHARTS: readonly string[] = ["csi-secrets-store-provider-azure", "secrets-store-csi-driver"];

/** Without the driver on its node a pod cannot mount a class. */
export const requireKeyVaultAddOn = defineRule({
  id: "require-key-vault-add-on",
  severity: "error",
  summary: "A cluster whose pods mount provider classes has the Key Vault add-on, or the driver by other means.",
  link: "file",
  needs: ["kubernetes", "azure"],
  *check(world) {
    const [mounting] = world.mountings;
    const { clusters } = world.azure;
    // Of several clusters nobody says which one the pods run in.
    if (mounting === undefined || clusters.some(({ addOn }) => addOn !== "off") || isInstalled(world)) {
      return;
    }
    for (const cluster of clusters) {
      yield broken({
        on: cluster,
        message: `${cluster.id} does not have the Key Vault add-on, and ${mounting.pod.id} mounts a provider class`,
        allowed: "a block key_vault_secrets_provider, or a chart that installs driver and provider",
        fix: "add key_vault_secrets_provider { secret_rotation_enabled = true }",
        shows: `FailedMount: driver name ${DRIVER} not found in the list of registered CSI drivers`,
        also: [mounting.pod],
      });
    }
  },
});

function isInstalled({ kubernetes, azure }: World): boolean {
  const named = (text: string | undefined) => text !== undefined && CHARTS.some((chart) => text.includes(chart));
  return (
    kubernetes.ofKind("CSIDriver").some(({ name }) => name === DRIVER) ||
    kubernetes.ofKind("DaemonSet").some(({ name }) => named(name)) ||
    kubernetes.ofKind("HelmRelease").some(({ body }) => named(textIn(body, "spec", "chart", "spec", "chart"))) ||
    kubernetes.ofKind("Application").some(({ body }) => named(textIn(body, "spec", "source", "chart"))) ||
    azure.ofType("helm_release").some((release) => named(azure.valueOf(release, "chart")?.text))
  );
}
