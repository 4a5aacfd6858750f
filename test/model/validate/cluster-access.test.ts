import { describe, expect, test } from "vitest";
import { newCluster, validate } from "../../../model/index.js";
import { api, healthy } from "../../support/descriptions.js";
import { expected } from "./expected.js";

const group = "4b8e1d73-9c06-4a52-b7f1-2e5d80c3a694";

type Props = Omit<Parameters<typeof newCluster>[0], "name">;

/** The problems of an environment with such a cluster. */
function problemsOf(props: Props, workloads = [api()]) {
  return validate([healthy({ cluster: newCluster({ name: "aks-orders", ...props }), workloads })]);
}

test.each<[string, Props]>([
  ["a private API server", { apiServer: { access: "private" } }],
  ["a private API server with a name outside besides", { apiServer: { access: "private", publicName: true } }],
  ["a private API server without a zone", { apiServer: { access: "private", dnsZone: "none" } }],
  ["the same with its name outside", { apiServer: { access: "private", dnsZone: "none", publicName: true } }],
  ["one range that reaches the API server", { apiServer: { access: "ranges", ranges: ["20.0.0.0/24"] } }],
  ["sign-in for a group of administrators", { entra: { adminGroups: [group] } }],
  ["sign-in by Azure roles alone", { entra: { adminGroups: [] } }],
  ["sign-in by local accounts alone", { entra: { adminGroups: [], azureRbac: false, localAccounts: true } }],
  ["a group of administrators alone", { entra: { adminGroups: [group], azureRbac: false } }],
  ["the same channel for cluster and nodes", { upgradeChannel: "node-image" }],
  ["a full version under a channel that leaves it", { kubernetesVersion: "1.35.2", upgradeChannel: "node-image" }],
  ["a minor version under every channel", { kubernetesVersion: "1.35", upgradeChannel: "rapid" }],
])("accepts %s", (_, props) => {
  expect(problemsOf(props)).toEqual([]);
});

describe("valid-api-server", () => {
  test("fails when the list of ranges is empty, which would open the API server", () => {
    expect(problemsOf({ apiServer: { access: "ranges", ranges: [] } })).toEqual([
      expected({
        rule: "valid-api-server",
        message: "there are no ranges, so Azure would let everybody in",
        at: "test › cluster › apiServer › ranges",
        allowed: "at least one range",
        fix: 'name the addresses that deploy, "0.0.0.0/32" for none, or write access: "public"',
      }),
    ]);
  });

  test("fails when a private API server has neither a zone nor a name outside", () => {
    expect(problemsOf({ apiServer: { access: "private", dnsZone: "none", publicName: false } })).toEqual([
      expected({
        rule: "valid-api-server",
        message: "the API server would have no name: no private zone, and none outside",
        at: "test › cluster › apiServer",
        allowed: 'a public name where dnsZone is "none": your DNS server has to find the address somewhere',
        fix: "leave publicName out",
      }),
    ]);
  });

  test("fails when nobody could administer the cluster", () => {
    expect(problemsOf({ entra: { adminGroups: [], azureRbac: false } })).toEqual([
      expected({
        rule: "valid-api-server",
        message: "nobody could administer the cluster: no admin group, no Azure roles, no local accounts",
        at: "test › cluster › entra",
        allowed: "at least one way in",
        fix: "name a group in adminGroups",
      }),
    ]);
  });
});

test("fails when a group of administrators is given by name", () => {
  expect(problemsOf({ entra: { adminGroups: [group, "admins"] } })).toEqual([
    expected({
      rule: "valid-guid",
      message: 'admin group "admins" is not a GUID that names something',
      at: "test › cluster › entra › adminGroups[1]",
      allowed: 'a GUID such as "3f2504e0-4f89-41d3-9a0c-0305e82c3301", and not all zeros',
      fix: "az ad group show --group <name> --query id -o tsv",
    }),
  ]);
});

describe("valid-kubernetes-version", () => {
  test.each(["None", "Unmanaged", "SecurityPatch"] as const)(
    "fails when the channel is node-image and that of the nodes %s",
    (nodeUpgradeChannel) => {
      expect(problemsOf({ upgradeChannel: "node-image", nodeUpgradeChannel })).toEqual([
        expected({
          rule: "valid-kubernetes-version",
          message: `the upgrade channel is "node-image", but that of the nodes is "${nodeUpgradeChannel}"`,
          at: "test › cluster › nodeUpgradeChannel",
          allowed: "NodeImage for both",
          fix: 'set nodeUpgradeChannel: "NodeImage"',
        }),
      ]);
    },
  );

  test.each(["patch", "stable", "rapid"] as const)(
    "fails when a full version is on the channel %s",
    (upgradeChannel) => {
      expect(problemsOf({ kubernetesVersion: "1.35.2", upgradeChannel })).toEqual([
        expected({
          rule: "valid-kubernetes-version",
          message: `the version is fixed to "1.35.2", but channel "${upgradeChannel}" moves it`,
          at: "test › cluster › kubernetesVersion",
          allowed: 'a minor version such as "1.35" with an upgrade channel, or a full one with none',
          fix: 'write "1.35", or set upgradeChannel: "none"',
        }),
      ]);
    },
  );
});

describe("require-add-on", () => {
  test("accepts a cluster without the add-on and without workloads", () => {
    expect(problemsOf({ keyVaultAddOn: false }, [])).toEqual([]);
  });

  test.each([
    ["a workload mounts", [api()]],
    ["2 workloads mount", [api(), api({}, "web")]],
  ])("fails when the add-on is off and %s", (who, workloads) => {
    expect(problemsOf({ keyVaultAddOn: false }, workloads)).toEqual([
      expected({
        rule: "require-add-on",
        message: `the Key Vault add-on is off, but ${who} from vaults`,
        at: "test › cluster › keyVaultAddOn",
        allowed:
          "the add-on on while workloads use it; AKS itself refuses to switch it off while provider classes exist",
        fix: "remove the workloads first, deploy both halves, then switch it off",
      }),
    ]);
  });
});
