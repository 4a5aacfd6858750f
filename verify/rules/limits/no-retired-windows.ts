import { NO_WINDOWS_2019_FROM, WINDOWS_2022_RETIRES } from "../../facts/azure-dates.js";
import { daysUntil } from "../../facts/days.js";
import { isOlder } from "../../facts/kubernetes-versions.js";
import { broken, defineRule } from "../../rule.js";
import { fromToday } from "./days-left.js";
import { minorOfPool, type NodePool, nodePools } from "./node-pools.js";

const WARNED_BEFORE = 365;

/** The files of a Windows pod are mounted on nodes whose system AKS takes out of service. */
export const noRetiredWindows = defineRule({
  id: "no-retired-windows",
  severity: "warning",
  summary: "No node pool has a Windows Server that AKS retires.",
  link: "artefact",
  needs: ["azure"],
  *check({ azure, today }) {
    for (const pool of nodePools(azure)) {
      const sku = pool.setting("os_sku")?.text;
      if (sku === "Windows2019") {
        yield windows2019(pool, minorOfPool(azure, pool));
      } else if (sku === "Windows2022") {
        yield windows2022(pool, today);
      }
    }
  },
});

function windows2019({ resource, at }: NodePool, minor: string | undefined) {
  const refused = minor !== undefined && !isOlder(minor, NO_WINDOWS_2019_FROM);
  return broken({
    on: resource,
    at: [...at, "os_sku"],
    message: refused
      ? `${resource.id} has Windows Server 2019, which AKS does not have for Kubernetes ${minor}`
      : `${resource.id} has Windows Server 2019, which AKS does not have from Kubernetes ${NO_WINDOWS_2019_FROM} on`,
    got: "Windows2019",
    allowed: '"Windows2022"',
    fix: 'make a pool with os_sku "Windows2022", move the pods, remove this one',
    ...(refused ? { shows: "terraform apply: AKS refuses to make or upgrade the node pool" } : {}),
    severity: refused ? "error" : "warning",
  });
}

function windows2022({ resource, at }: NodePool, today: string) {
  const days = daysUntil(today, WINDOWS_2022_RETIRES);
  const when = `${WINDOWS_2022_RETIRES}, ${fromToday(today, WINDOWS_2022_RETIRES)}`;
  return broken({
    on: resource,
    at: [...at, "os_sku"],
    message: `${resource.id} has Windows Server 2022, which ${days < 0 ? "retired" : "retires"} on ${when}`,
    got: "Windows2022",
    allowed: "a Windows Server that AKS supports for a while yet",
    fix: "plan a pool of a later Windows Server, as soon as azurerm has a name for it",
    severity: days <= WARNED_BEFORE ? "warning" : "note",
  });
}
