import { describe, expect, test } from "vitest";
import { type Environment, newActionGroup, newCluster, newLogWorkspace, validate } from "../../../model/index.js";
import { healthy } from "../../support/descriptions.js";
import { expected } from "./expected.js";

function problemsWith(scraping: Environment["scraping"]) {
  return validate([healthy({ scraping })]);
}

test.each<[string, Environment["scraping"]]>([
  ["every default", {}],
  ["an interval of a second", { interval: "1s" }],
  ["an interval of several units", { interval: "1h30m" }],
  ["an interval below a second", { interval: "500ms" }],
  [
    "every option of an operator",
    {
      collector: "operator",
      interval: "1m",
      labels: { release: "prometheus" },
      namespace: "monitoring",
      alertRules: false,
      dashboardNamespace: "grafana",
      networkPolicy: true,
    },
  ],
  [
    "the namespace of driver and provider by name, and no rules, of Azure",
    { namespace: "kube-system", alertRules: false },
  ],
])("accepts %s", (_, scraping) => {
  expect(problemsWith(scraping)).toEqual([]);
});

test("accepts that Azure's monitoring asks for scraping", () => {
  const monitoring = {
    workspace: newLogWorkspace(),
    actionGroup: newActionGroup({ shortName: "orders", emails: { oncall: "oncall@example.com" } }),
    prometheus: true,
  };

  expect(validate([healthy({ monitoring, cluster: newCluster({ name: "aks-orders" }) })])).toEqual([]);
});

describe("valid-scraping", () => {
  test.each(["30", "30 s", "0s", "s", "1.5m", "1s1m", "-30s", ""])("fails when the interval is %j", (interval) => {
    expect(problemsWith({ interval })).toEqual([
      expected({
        rule: "valid-scraping",
        message: `interval "${interval}" is not valid`,
        at: "test › scraping › interval",
        allowed: 'a Prometheus duration, for example "30s", "1m", "1m30s"',
        fix: 'write "30s"',
      }),
    ]);
  });

  test("fails when alert rules for Azure are to be in the cluster", () => {
    expect(problemsWith({ alertRules: true })).toEqual([
      expected({
        rule: "valid-scraping",
        message: "alert rules are to be in the cluster, where managed Prometheus does not look for them",
        at: "test › scraping › alertRules",
        allowed:
          'alert rules in the cluster with collector "operator"; those of managed Prometheus are in the Azure half',
        fix: "leave alertRules out, and set monitoring.prometheus",
      }),
    ]);
  });

  test("fails when PodMonitors for Azure are to be in another namespace", () => {
    expect(problemsWith({ collector: "azure", namespace: "monitoring" })).toEqual([
      expected({
        rule: "valid-scraping",
        message: 'PodMonitors for Azure are to be in namespace "monitoring"',
        at: "test › scraping › namespace",
        allowed: '"kube-system", where driver and provider run; only an operator is told to look elsewhere',
        fix: "leave namespace out",
      }),
    ]);
  });
});

test.each(["namespace", "dashboardNamespace"])("fails when %s is in capitals", (field) => {
  expect(problemsWith({ collector: "operator", [field]: "Monitoring" })).toEqual([
    expected({
      rule: "valid-namespace-name",
      message: 'namespace "Monitoring" is not valid',
      at: `test › scraping › ${field}`,
      allowed: "1 to 63 lower-case letters, digits and dashes, first and last a letter or digit (RFC 1123 label)",
      fix: 'rename it, for example "monitoring"',
    }),
  ]);
});

test("fails when a label that the operator asks for has a blank in its value", () => {
  expect(problemsWith({ collector: "operator", labels: { release: "kube prometheus" } })).toEqual([
    expected({
      rule: "valid-labels",
      message: 'the value "kube prometheus" of label "release" is not valid',
      at: "test › scraping › labels",
      allowed: "up to 63 letters, digits, dashes, underscores and dots, first and last a letter or digit",
      fix: "change the value, or use an annotation where there is one",
    }),
  ]);
});
