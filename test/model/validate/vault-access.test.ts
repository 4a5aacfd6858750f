import { describe, expect, test } from "vitest";
import { existingDnsZone, existingNetwork, keyVault, secret, validate } from "../../../model/index.js";
import { healthy, vault } from "../../support/descriptions.js";
import { expected } from "./expected.js";

const subnets = Object.fromEntries(Array.from({ length: 201 }, (_, index) => [`s${index}`, `subnet-${index}`]));
const hub = existingNetwork({ name: "hub", resourceGroup: "hub-rg", subnets });
const some = (count: number) => Object.values(hub.subnets).slice(0, count);
const first = { name: "subnet-0", network: "hub" };

type Props = Omit<Parameters<typeof keyVault>[0], "name" | "objects">;

/** The problems of an environment with such a second vault. */
function problemsOf(props: Props) {
  const audit = keyVault({ name: "kv-audit", objects: { token: secret("token") }, ...props });
  return validate([healthy({ vaults: [vault, audit], networks: [hub] })]);
}

test.each<[string, Props]>([
  ["a vault that lets one subnet in", { network: { access: "restricted", subnets: some(1) } }],
  ["a vault that lets 200 subnets in", { network: { access: "restricted", subnets: some(200) } }],
  ["a vault that lets one range in", { network: { access: "restricted", ranges: ["20.0.0.0/24"] } }],
  ["a private vault", { network: { access: "private", subnet: first } }],
  [
    "a private vault in a zone that exists",
    { network: { access: "private", subnet: first, dnsZone: existingDnsZone({ resourceGroup: "dns-rg" }) } },
  ],
  ["access by object with roles", { accessScope: "object" }],
  ["access to the whole vault with policies", { permissionModel: "access-policies" }],
  ["a wait of a millisecond", { writerWait: "1ms" }],
  ["a wait of a part of an hour", { writerWait: "1.5h" }],
  ["no writer at all", { objectsWriter: false }],
])("accepts %s", (_, props) => {
  expect(problemsOf(props)).toEqual([]);
});

describe("require-network", () => {
  test.each<[string, Props]>([
    ["nothing", { network: { access: "restricted" } }],
    ["empty lists", { network: { access: "restricted", ranges: [], subnets: [] } }],
  ])("fails when a restricted vault lets in %s", (_, props) => {
    expect(problemsOf(props)).toEqual([
      expected({
        rule: "require-network",
        message: "the vault lets nobody in: no ranges and no subnets",
        at: "test › vaults[1] kv-audit › network",
        allowed: "the outbound addresses or the subnet of the nodes, at least",
        fix: "name the nodes' subnet in subnets; where AKS makes the network, the cluster's outbound address in ranges",
      }),
    ]);
  });

  test("fails when a vault lets 201 subnets in", () => {
    expect(problemsOf({ network: { access: "restricted", subnets: some(201) } })).toEqual([
      expected({
        rule: "require-network",
        message: "there are 201 subnets",
        at: "test › vaults[1] kv-audit › network › subnets",
        allowed: "at most 200",
        fix: "use a private endpoint instead",
      }),
    ]);
  });
});

test("fails when the zone of a private vault is in a resource group that cannot be", () => {
  const dnsZone = existingDnsZone({ resourceGroup: "dns rg", linked: true });

  expect(problemsOf({ network: { access: "private", subnet: first, dnsZone } })).toEqual([
    expected({
      rule: "valid-resource-group-name",
      message: 'resource group name "dns rg" is not valid',
      at: "test › vaults[1] kv-audit › network › dnsZone › resourceGroup",
      allowed: "1 to 90 letters, digits, dashes, underscores, dots and parentheses, last not a dot",
      fix: 'rename it, for example "dns-rg"',
    }),
  ]);
});

test("fails when access is granted by object in a vault that goes by policies", () => {
  expect(problemsOf({ permissionModel: "access-policies", accessScope: "object" })).toEqual([
    expected({
      rule: "valid-permission-scope",
      message: "access is to be granted by object, but access policies hold for the whole vault",
      at: "test › vaults[1] kv-audit › accessScope",
      allowed: 'accessScope: "object" with permissionModel: "rbac"',
      fix: 'leave accessScope out, or set permissionModel: "rbac"',
    }),
  ]);
});

test.each(["0s", "10", "ten minutes", "", "1h30m", "1ns"])(
  'fails when the wait for the writer is "%s"',
  (writerWait) => {
    expect(problemsOf({ writerWait })).toEqual([
      expected({
        rule: "valid-wait",
        message: `wait "${writerWait}" is not valid`,
        at: "test › vaults[1] kv-audit › writerWait",
        allowed: 'a number with its unit, ms, s, m or h, for example "10m"',
        fix: "write one number with its unit",
      }),
    ]);
  },
);
