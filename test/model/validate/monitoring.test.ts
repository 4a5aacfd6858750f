import { describe, expect, test } from "vitest";
import {
  existingActionGroup,
  existingLogWorkspace,
  newActionGroup,
  newLogWorkspace,
  validate,
} from "../../../model/index.js";
import type { Monitoring } from "../../../model/monitoring.js";
import { healthy } from "../../support/descriptions.js";
import { expected } from "./expected.js";

const group = { shortName: "orders", emails: { oncall: "oncall@example.com" } };

/** The problems of an environment that is monitored so. */
function problemsOf(props: Partial<Monitoring>) {
  const monitoring = { workspace: newLogWorkspace(), actionGroup: newActionGroup(group), ...props };
  return validate([healthy({ monitoring })]);
}

test.each<[string, Partial<Monitoring>]>([
  ["every default", {}],
  ["a retention of 30 days", { workspace: newLogWorkspace({ retentionDays: 30 }) }],
  ["a retention of 730 days", { workspace: newLogWorkspace({ retentionDays: 730 }) }],
  ["a cap of less than a gigabyte", { workspace: newLogWorkspace({ dailyCapGb: 0.1 }) }],
  ["a workspace name of 4 characters", { workspace: newLogWorkspace({ name: "logs" }) }],
  ["a workspace name of 63 characters", { workspace: newLogWorkspace({ name: "l".repeat(63) }) }],
  ["an existing workspace", { workspace: existingLogWorkspace({ name: "hub-logs", resourceGroup: "hub-rg" }) }],
  [
    "an existing action group",
    { actionGroup: existingActionGroup({ name: "On call (hub)", resourceGroup: "hub-rg" }) },
  ],
  ["an action group name of 260 characters", { actionGroup: newActionGroup({ ...group, name: "g".repeat(260) }) }],
  ["a short name of 1 character", { actionGroup: newActionGroup({ ...group, shortName: "o" }) }],
  ["a short name of 12 characters", { actionGroup: newActionGroup({ ...group, shortName: "orders-on_12" }) }],
  ["no logs of the cluster", { clusterLogs: [] }],
  ["logs of the cluster in any order", { clusterLogs: ["kube-audit", "guard", "cluster-autoscaler"] }],
  ["no alerts", { alerts: { availabilityBelow: false, latencyAbove: false, saturationAbove: false } }],
  [
    "the lowest thresholds",
    { alerts: { availabilityBelow: 0, latencyAbove: 0, saturationAbove: 0, forbiddenAbove: 0, throttledAbove: 0 } },
  ],
  [
    "the highest thresholds",
    {
      alerts: {
        availabilityBelow: 100,
        latencyAbove: 60_000,
        saturationAbove: 100,
        forbiddenAbove: 1_000_000,
        throttledAbove: 1_000_000,
      },
    },
  ],
])("accepts %s", (_, props) => {
  expect(problemsOf(props)).toEqual([]);
});

describe("valid-monitoring", () => {
  const workspaceName = {
    at: "workspace › name",
    allowed: "4 to 63 letters, digits and dashes, first and last a letter or digit",
  };
  const groupName = {
    at: "actionGroup › name",
    allowed: "1 to 260 characters, none of : < > + / & % \\ ? or a control character, last not a space or dot",
  };
  const shortName = {
    at: "actionGroup › shortName",
    allowed: "1 to 12 letters, digits, dashes and underscores",
  };
  const retention = {
    at: "workspace › retentionDays",
    allowed: "a whole number from 30 to 730",
    fix: "give a whole number from 30 to 730",
  };
  const cap = {
    at: "workspace › dailyCapGb",
    allowed: "gigabytes, more than zero",
    fix: "leave it out for no cap",
  };

  test.each<[string, Partial<Monitoring>, { message: string; at: string; allowed: string; fix: string }]>([
    [
      "a workspace name has 3 characters",
      { workspace: newLogWorkspace({ name: "log" }) },
      { message: 'workspace name "log" is not valid', ...workspaceName, fix: "rename it" },
    ],
    [
      "a workspace name has 64 characters",
      { workspace: newLogWorkspace({ name: "l".repeat(64) }) },
      {
        message: `workspace name "${"l".repeat(64)}" is not valid`,
        ...workspaceName,
        fix: `rename it, for example "${"l".repeat(63)}"`,
      },
    ],
    [
      "the name of an existing workspace has an underscore",
      { workspace: existingLogWorkspace({ name: "hub_logs", resourceGroup: "hub-rg" }) },
      {
        message: 'workspace name "hub_logs" is not valid',
        ...workspaceName,
        fix: 'rename it, for example "hub-logs"',
      },
    ],
    [
      "rows are kept for 29 days",
      { workspace: newLogWorkspace({ retentionDays: 29 }) },
      { message: "retention in days 29 is not valid", ...retention },
    ],
    [
      "rows are kept for 731 days",
      { workspace: newLogWorkspace({ retentionDays: 731 }) },
      { message: "retention in days 731 is not valid", ...retention },
    ],
    [
      "the daily cap is 0",
      { workspace: newLogWorkspace({ dailyCapGb: 0 }) },
      { message: "daily cap 0 is not valid", ...cap },
    ],
    [
      "the daily cap is negative",
      { workspace: newLogWorkspace({ dailyCapGb: -1 }) },
      { message: "daily cap -1 is not valid", ...cap },
    ],
    [
      "an action group's name ends in a dot",
      { actionGroup: newActionGroup({ ...group, name: "On call." }) },
      { message: 'action group name "On call." is not valid', ...groupName, fix: 'rename it, for example "On-call"' },
    ],
    [
      "an action group's name has 261 characters",
      { actionGroup: newActionGroup({ ...group, name: "g".repeat(261) }) },
      {
        message: `action group name "${"g".repeat(261)}" is not valid`,
        ...groupName,
        fix: `rename it, for example "${"g".repeat(260)}"`,
      },
    ],
    [
      "a short name has 13 characters",
      { actionGroup: newActionGroup({ ...group, shortName: "orders-on-123" }) },
      {
        message: 'short name "orders-on-123" is not valid',
        ...shortName,
        fix: 'rename it, for example "orders-on-12"',
      },
    ],
    [
      "a short name is empty",
      { actionGroup: newActionGroup({ ...group, shortName: "" }) },
      { message: 'short name "" is not valid', ...shortName, fix: "rename it" },
    ],
    [
      "a receiver has no mail address",
      { actionGroup: newActionGroup({ ...group, emails: { ...group.emails, boss: "boss@example" } }) },
      {
        message: 'address "boss@example" is not valid',
        at: "actionGroup › emails.boss",
        allowed: "a mail address",
        fix: "write name@example.com",
      },
    ],
    [
      "nobody is told",
      { actionGroup: newActionGroup({ ...group, emails: {} }) },
      {
        message: "the action group tells nobody",
        at: "actionGroup › emails",
        allowed: "at least one receiver",
        fix: "name one, or refer to a group of yours with existingActionGroup(…)",
      },
    ],
    [
      "a category of logs does not exist",
      { clusterLogs: ["guard", "kube-audits"] },
      {
        message: 'there is no category "kube-audits" of cluster logs',
        at: "clusterLogs[1]",
        allowed:
          "cloud-controller-manager, cluster-autoscaler, csi-azuredisk-controller, csi-azurefile-controller, csi-snapshot-controller, guard, kube-apiserver, kube-audit, kube-audit-admin, kube-controller-manager, kube-scheduler",
        fix: 'did you mean "kube-audit"?',
      },
    ],
  ])("fails when %s", (_, props, { at, ...text }) => {
    expect(problemsOf(props)).toEqual([
      expected({ rule: "valid-monitoring", at: `test › monitoring › ${at}`, ...text }),
    ]);
  });
});

test.each<[string, Partial<Monitoring>]>([
  ["workspace", { workspace: existingLogWorkspace({ name: "hub-logs", resourceGroup: "hub rg" }) }],
  ["actionGroup", { actionGroup: existingActionGroup({ name: "hub", resourceGroup: "hub rg" }) }],
])("fails when the resource group of an existing %s has a blank", (place, props) => {
  expect(problemsOf(props)).toEqual([
    expected({
      rule: "valid-resource-group-name",
      message: 'resource group name "hub rg" is not valid',
      at: `test › monitoring › ${place} › resourceGroup`,
      allowed: "1 to 90 letters, digits, dashes, underscores, dots and parentheses, last not a dot",
      fix: 'rename it, for example "hub-rg"',
    }),
  ]);
});

test.each([
  ["availabilityBelow", -1, 100],
  ["availabilityBelow", 100.5, 100],
  ["latencyAbove", -1, 60_000],
  ["latencyAbove", 60_001, 60_000],
  ["saturationAbove", -0.5, 100],
  ["saturationAbove", 101, 100],
  ["forbiddenAbove", -1, 1_000_000],
  ["forbiddenAbove", 1_000_001, 1_000_000],
  ["throttledAbove", -1, 1_000_000],
  ["throttledAbove", 1_000_001, 1_000_000],
])("fails when the threshold %s is %d", (field, threshold, highest) => {
  expect(problemsOf({ alerts: { [field]: threshold } })).toEqual([
    expected({
      rule: "valid-alerts",
      message: `threshold ${threshold} can never be right`,
      at: `test › monitoring › alerts › ${field}`,
      allowed: `a number from 0 to ${highest}, or false for no alert`,
      fix: "leave it out for the default",
    }),
  ]);
});
