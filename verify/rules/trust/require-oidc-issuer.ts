import type { Cluster } from "../../azure/types.js";
import { broken, defineRule } from "../../rule.js";
import type { World } from "../../world.js";
import { statedVersions } from "../limits/stated-versions.js";
import { admitsBefore, admitsFrom } from "../limits/version-range.js";
import { ISSUER_ATTRIBUTE } from "./issuers.js";
import { noSuchIssuer } from "./shown.js";

/** Without an issuer nobody outside of the cluster can check its tokens. */
export const requireOidcIssuer = defineRule({
  id: "require-oidc-issuer",
  severity: "error",
  summary: "Each cluster whose tokens are trusted has its OIDC issuer switched on.",
  link: "credential",
  needs: ["azure"],
  *check(world) {
    const trusted = trustedClusters(world);
    const stated = statedVersions(world.azure);
    for (const cluster of world.azure.clusters) {
      if (!trusted(cluster) || cluster.existing || cluster.resource.type !== "azurerm_kubernetes_cluster") {
        continue;
      }
      const enabled = world.azure.valueOf(cluster.resource, "oidc_issuer_enabled");
      if (enabled !== undefined && (!enabled.known || enabled.text === "true")) {
        continue;
      }
      const versions = stated(cluster.resource.stack, "azurerm");
      if (enabled === undefined && versions !== undefined && !admitsBefore(versions.range, ON_SINCE)) {
        continue;
      }
      const isOff = versions !== undefined && !admitsFrom(versions.range, ON_SINCE);
      yield broken({
        on: cluster,
        at: enabled === undefined ? [] : ["oidc_issuer_enabled"],
        severity: enabled === undefined && !isOff ? "warning" : "error",
        message:
          enabled === undefined && isOff
            ? `${cluster.id} leaves oidc_issuer_enabled to its default, which is false in azurerm ${versions?.text}`
            : enabled === undefined
              ? `${cluster.id} leaves oidc_issuer_enabled to a default, which is false in azurerm 4 and true in azurerm 5`
              : `${cluster.id} has its OIDC issuer switched off, and federated credentials trust it`,
        ...(enabled === undefined ? {} : { got: enabled.text }),
        allowed: "oidc_issuer_enabled = true",
        fix: "write oidc_issuer_enabled = true",
        shows: noSuchIssuer(undefined),
      });
    }
  },
});

/** First version of azurerm that switches the issuer on where nothing is said. */
const ON_SINCE = "5.0.0";

/** Whether credentials name the issuer of a cluster, or pods of the only cluster read with their tokens. */
function trustedClusters({ azure, mountings }: World): (cluster: Cluster) => boolean {
  const named = new Set(
    azure.credentials
      .flatMap(({ issuer }) => issuer?.references ?? [])
      .filter(({ attribute }) => attribute === ISSUER_ATTRIBUTE)
      .map(({ resource }) => resource.id),
  );
  const texts = new Set(azure.credentials.map(({ issuer }) => issuer?.text));
  const pods = mountings.some(({ providerClass }) => providerClass?.mode === "workload-identity");
  return ({ id, issuer }) => named.has(id) || texts.has(issuer.text) || (pods && azure.clusters.length === 1);
}
