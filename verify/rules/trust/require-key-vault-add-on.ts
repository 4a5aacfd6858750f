import type { Cluster } from "../../azure/types.js";
import { DRIVER } from "../../kubernetes/pods.js";
import { textIn } from "../../reading/json.js";
import { broken, defineRule, type Fault } from "../../rule.js";
import { blocksIn } from "../../terraform/blocks.js";
import type { World } from "../../world.js";
import { isWritten } from "../vault/configuration.js";

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
    yield* clusters.filter(isEmptyBlock).map(emptyBlock);
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

const BLOCK = "key_vault_secrets_provider";

/** Whether the block of the add-on is there and says nothing. */
function isEmptyBlock({ addOn, resource }: Cluster): boolean {
  const blocks = blocksIn(resource.attributes, BLOCK);
  const isEmpty = blocks.length > 0 && blocks.every((block) => ARGUMENTS.every((one) => (block[one] ?? null) === null));
  return typeof addOn === "object" && isEmpty && isWritten(resource) && !resource.existing;
}

const ARGUMENTS = ["secret_rotation_enabled", "secret_rotation_interval"];

function emptyBlock(cluster: Cluster): Fault {
  return broken({
    on: cluster,
    at: [BLOCK],
    message: `${BLOCK} of ${cluster.id} is empty`,
    allowed: "secret_rotation_enabled, secret_rotation_interval, or both",
    fix: "write secret_rotation_enabled = true",
    shows: `terraform plan: Missing required argument: one of \`${ARGUMENTS.map((one) => `${BLOCK}.0.${one}`).join(",")}\` must be specified`,
  });
}

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
