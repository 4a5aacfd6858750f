import type { Environment } from "../environment.js";
import * as limits from "../limits/index.js";
import type { Monitoring, VaultAlerts } from "../monitoring.js";
import { problem, quote, suggest, within } from "../problem.js";
import { resolveMonitoring } from "../resolve-monitoring.js";
import { checkInteger, checkName, type Problems } from "./checks.js";

/** Checks audit, alerts and metrics. */
export function* checkMonitoring(environment: Environment): Problems {
  const { name, monitoring } = environment;
  if (monitoring === undefined) {
    return;
  }
  const at = within(name, "monitoring");
  yield* checkDestinations(name, monitoring, at);
  for (const [index, category] of (monitoring.clusterLogs ?? []).entries()) {
    if (!limits.clusterLogCategories.includes(category)) {
      yield problem({
        rule: "valid-monitoring",
        message: `there is no category ${quote(category)} of cluster logs`,
        at: within(at, `clusterLogs[${index}]`),
        allowed: limits.clusterLogCategories.join(", "),
        fix: suggest(category, limits.clusterLogCategories),
      });
    }
  }
  yield* checkAlerts(monitoring.alerts ?? {}, within(at, "alerts"));
  yield* checkReaders(environment, monitoring.alerts ?? {}, within(at, "alerts"));
  const { cluster } = environment;
  if (monitoring.prometheus && cluster.origin === "existing" && !cluster.monitored) {
    yield problem({
      rule: "valid-monitoring",
      message: `managed Prometheus would collect from cluster ${quote(cluster.name)}, which is not monitored`,
      at: within(at, "prometheus"),
      allowed: "a cluster of the environment's own, or an existing one with monitored: true",
      fix: "write monitored: true on existingCluster(…), and az aks update --enable-azure-monitor-metrics on the cluster",
    });
  }
}

/** The platform's stack cannot know the object id of an application that a team's stack makes. */
function* checkReaders({ workloads }: Environment, alerts: VaultAlerts, at: string): Problems {
  const unknown = workloads.find(({ team, identity }) => team !== undefined && identity?.kind === "entra-application");
  if (alerts.undeclaredReaders !== false && unknown !== undefined) {
    yield problem({
      rule: "valid-alerts",
      message: `Entra application ${quote(unknown.identity?.key)} of team ${quote(unknown.team)} would be told as an undeclared reader at every read`,
      at: within(at, "undeclaredReaders"),
      allowed: "managed identities for teams, or no alert on undeclared readers",
      fix: "use managedIdentity(…) for the team, or write undeclaredReaders: false",
    });
  }
}

function* checkDestinations(environment: string, monitoring: Monitoring, at: string): Problems {
  const rule = "valid-monitoring";
  const { workspace, actionGroup } = resolveMonitoring(environment, monitoring);
  const inWorkspace = within(at, "workspace");
  const inGroup = within(at, "actionGroup");
  yield* checkName(rule, "workspace name", workspace.name, within(inWorkspace, "name"), limits.logWorkspaceName);
  yield* checkName(rule, "action group name", actionGroup.name, within(inGroup, "name"), limits.actionGroupName);
  for (const [place, where] of [
    [workspace, inWorkspace],
    [actionGroup, inGroup],
  ] as const) {
    if (place.origin === "existing") {
      yield* checkName(
        "valid-resource-group-name",
        "resource group name",
        place.resourceGroup,
        within(where, "resourceGroup"),
        limits.resourceGroupName,
      );
    }
  }
  if (workspace.origin === "new") {
    const { retentionDays, dailyCapGb } = workspace;
    const where = within(inWorkspace, "retentionDays");
    yield* checkInteger(rule, "retention in days", retentionDays, where, limits.logRetentionDays);
    if (dailyCapGb !== undefined && !(dailyCapGb > 0)) {
      yield problem({
        rule,
        message: `daily cap ${quote(dailyCapGb)} is not valid`,
        at: within(inWorkspace, "dailyCapGb"),
        allowed: "gigabytes, more than zero",
        fix: "leave it out for no cap",
      });
    }
  }
  if (actionGroup.origin === "new") {
    const where = within(inGroup, "shortName");
    yield* checkName(rule, "short name", actionGroup.shortName, where, limits.actionGroupShortName);
    const emails = Object.entries(actionGroup.emails);
    for (const [receiver, address] of emails) {
      const place = within(inGroup, `emails.${receiver}`);
      yield* checkName(rule, "address", address, place, limits.emailAddress, "write name@example.com");
      yield* checkName(rule, "name of a receiver", receiver, place, limits.receiverName, "name it");
    }
    if (emails.length === 0) {
      yield problem({
        rule,
        message: "the action group tells nobody",
        at: within(inGroup, "emails"),
        allowed: "at least one receiver",
        fix: "name one, or refer to a group of yours with existingActionGroup(…)",
      });
    }
  }
}

/** Most that a threshold can be; a percentage ends at 100. */
const HIGHEST = {
  availabilityBelow: 100,
  latencyAbove: 60_000,
  saturationAbove: 100,
  forbiddenAbove: 1_000_000,
  throttledAbove: 1_000_000,
} as const;

function* checkAlerts(alerts: VaultAlerts, at: string): Problems {
  for (const [field, highest] of Object.entries(HIGHEST)) {
    const threshold = alerts[field as keyof typeof HIGHEST];
    if (typeof threshold === "number" && !(threshold >= 0 && threshold <= highest)) {
      yield problem({
        rule: "valid-alerts",
        message: `threshold ${quote(threshold)} can never be right`,
        at: within(at, field),
        allowed: `a number from 0 to ${highest}, or false for no alert`,
        fix: "leave it out for the default",
      });
    }
  }
}
