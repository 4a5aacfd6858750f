import { KUBENET_RETIRES } from "../../facts/azure-dates.js";
import { daysUntil } from "../../facts/days.js";
import { broken, defineRule } from "../../rule.js";
import { fromToday } from "./days-left.js";

const WARNED_BEFORE = 365;

/** The way from kubenet to Azure CNI Overlay goes through new subnets or a new cluster, so it takes its time. */
export const noRetiredNetworkPlugin = defineRule({
  id: "no-retired-network-plugin",
  severity: "warning",
  summary: "No cluster has a network plugin that AKS retires.",
  link: "artefact",
  needs: ["azure"],
  *check({ azure, today }) {
    const days = daysUntil(today, KUBENET_RETIRES);
    for (const { resource } of azure.clusters) {
      const plugin = azure.valueOf(resource, "network_profile", "network_plugin");
      if (plugin?.text !== "kubenet") {
        continue;
      }
      const when = `${KUBENET_RETIRES}, ${fromToday(today, KUBENET_RETIRES)}`;
      yield broken({
        on: resource,
        at: ["network_profile", "network_plugin"],
        message: `${resource.id} has the network plugin kubenet, which ${days < 0 ? "retired" : "retires"} on ${when}`,
        got: plugin.text,
        allowed: '"azure", with network_plugin_mode "overlay"; or "none"',
        fix: 'move the cluster to Azure CNI Overlay: network_plugin "azure", network_plugin_mode "overlay"',
        severity: days <= WARNED_BEFORE ? "warning" : "note",
      });
    }
  },
});
