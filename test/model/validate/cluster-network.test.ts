import { describe, expect, test } from "vitest";
import { existingNetwork, linuxPool, newCluster, validate, windowsPool } from "../../../model/index.js";
import { healthy } from "../../support/descriptions.js";
import { expected } from "./expected.js";

const hub = existingNetwork({ name: "hub", resourceGroup: "hub-rg", subnets: { nodes: "nodes", pods: "pods" } });
const spoke = existingNetwork({ name: "spoke", resourceGroup: "hub-rg", subnets: { nodes: "nodes" } });
const systemPool = { subnet: hub.subnets.nodes };
const podSubnet = hub.subnets.pods;

type Props = Omit<Parameters<typeof newCluster>[0], "name">;

/** The problems of a cluster in a network of its own, or in the hub. */
function problemsOf(props: Props) {
  return validate([healthy({ cluster: newCluster({ name: "aks-orders", ...props }), networks: [hub, spoke] })]);
}

test.each<[string, Props]>([
  ["the policies of the azure data plane", { network: { policy: "calico" } }],
  ["the cilium data plane with overlay addressing", { network: { dataPlane: "cilium" } }],
  [
    "the cilium data plane with a subnet for the pods",
    { systemPool, network: { dataPlane: "cilium", addressing: "flat", podSubnet } },
  ],
  ["flat addressing out of the nodes' subnet", { systemPool, network: { addressing: "flat" } }],
  ["flat addressing in a network that AKS makes", { network: { addressing: "flat" } }],
  ["the policies of Azure", { network: { policy: "azure" }, pools: [linuxPool("apps")] }],
  ["Windows nodes on the azure data plane", { pools: [windowsPool("win")] }],
  ["Windows nodes under policies of calico", { network: { policy: "calico" }, pools: [windowsPool("win")] }],
  ["Windows nodes under no policies", { network: { policy: "none" }, pools: [windowsPool("win")] }],
  ["overlay addressing with a range for the pods", { network: { podRange: "10.244.0.0/16" } }],
  ["routes of its own", { systemPool, network: { outbound: "userDefinedRouting" } }],
  ["a NAT gateway of its own", { systemPool, network: { outbound: "userAssignedNATGateway" } }],
  ["a NAT gateway that AKS makes", { network: { outbound: "managedNATGateway" } }],
  ["a pool in another subnet than the system pool", { systemPool, pools: [linuxPool("apps", { subnet: podSubnet })] }],
  [
    "the second address of the services for DNS",
    { network: { serviceRange: "10.100.0.0/16", dnsServiceIp: "10.100.0.1" } },
  ],
  [
    "the last address of the services for DNS",
    { network: { serviceRange: "10.100.0.0/24", dnsServiceIp: "10.100.0.255" } },
  ],
])("accepts %s", (_, props) => {
  expect(problemsOf(props)).toEqual([]);
});

describe("valid-network-profile", () => {
  const policies = {
    allowed: "cilium for the data plane cilium; none, azure or calico for the data plane azure",
    fix: "leave policy out",
  };
  const services = {
    allowed: "both or neither; the address in the range, and not its first",
    fix: 'for example serviceRange: "10.100.0.0/16", dnsServiceIp: "10.100.0.10"',
  };

  test.each<[string, Props, { message: string; allowed: string; fix: string }]>([
    [
      "Windows nodes are on the data plane cilium",
      { network: { dataPlane: "cilium" }, pools: [linuxPool("apps"), windowsPool("win")] },
      {
        message: 'the data plane is "cilium", but pool "win" is of Windows nodes',
        allowed: "Windows nodes on the data plane azure",
        fix: 'set dataPlane: "azure", or leave Windows pools to another cluster',
      },
    ],
    [
      "Windows nodes are under the policy azure",
      { network: { policy: "azure" }, pools: [linuxPool("apps"), windowsPool("win")] },
      {
        message: 'the policy is "azure", but pool "win" is of Windows nodes, where Azure has retired it',
        allowed: "calico or none with Windows nodes",
        fix: 'set policy: "calico"',
      },
    ],
    [
      "the policy is cilium on the data plane azure",
      { network: { policy: "cilium" } },
      { message: 'the policy is "cilium" on the data plane "azure"', ...policies },
    ],
    [
      "the policy is none on the data plane cilium",
      { network: { dataPlane: "cilium", policy: "none" } },
      { message: 'the policy is "none" on the data plane "cilium"', ...policies },
    ],
    [
      "the data plane is cilium with flat addressing and no subnet for the pods",
      { systemPool, network: { dataPlane: "cilium", addressing: "flat" } },
      {
        message: 'the data plane is "cilium" with flat addressing, but pods have no subnet',
        allowed: "a podSubnet of their own, or overlay addressing",
        fix: "set podSubnet",
      },
    ],
    [
      "pods have a subnet although addressing is overlay",
      { systemPool, network: { podSubnet } },
      {
        message: "there is a podSubnet, but its addresses cannot be used",
        allowed: "a podSubnet with flat addressing and a subnet for the nodes",
        fix: 'set addressing: "flat", or leave podSubnet out',
      },
    ],
    [
      "pods have a subnet and the nodes have none",
      { network: { addressing: "flat", podSubnet } },
      {
        message: "there is a podSubnet, but its addresses cannot be used",
        allowed: "a podSubnet with flat addressing and a subnet for the nodes",
        fix: "set systemPool.subnet",
      },
    ],
    [
      "pods have a range although addressing is flat",
      { network: { addressing: "flat", podRange: "10.244.0.0/16" } },
      {
        message: "there is a podRange, but flat addressing takes pods' addresses from the network",
        allowed: "a podRange with overlay addressing",
        fix: "leave podRange out",
      },
    ],
    ...(["userDefinedRouting", "userAssignedNATGateway"] as const).map(
      (outbound): [string, Props, { message: string; allowed: string; fix: string }] => [
        `outbound is ${outbound} in a network that AKS makes`,
        { network: { outbound } },
        {
          message: `outbound is "${outbound}", but the nodes are in a network that AKS makes`,
          allowed: "a subnet of yours, which has the route table or the NAT gateway",
          fix: "set systemPool.subnet",
        },
      ],
    ),
    [
      "a pool has a subnet and the system pool has none",
      { pools: [linuxPool("base"), linuxPool("apps", { subnet: hub.subnets.nodes })] },
      {
        message: "a pool has a subnet, but the system pool has none",
        allowed: "all pools in subnets of one network, or none",
        fix: "set systemPool.subnet",
      },
    ],
    [
      "a pool is in another network than the system pool",
      { systemPool, pools: [linuxPool("apps", { subnet: spoke.subnets.nodes })] },
      {
        message: 'nodes and pods are in the networks "hub", "spoke"',
        allowed: "all pools in subnets of one network, or none",
        fix: "take all their subnets from one network",
      },
    ],
    [
      "pods are in another network than the nodes",
      { systemPool, network: { addressing: "flat", podSubnet: spoke.subnets.nodes } },
      {
        message: 'nodes and pods are in the networks "hub", "spoke"',
        allowed: "all pools in subnets of one network, or none",
        fix: "take all their subnets from one network",
      },
    ],
    [
      "services have a range and DNS no address",
      { network: { serviceRange: "10.100.0.0/16" } },
      { message: 'serviceRange is "10.100.0.0/16" and dnsServiceIp is undefined', ...services },
    ],
    [
      "DNS has an address and services no range",
      { network: { dnsServiceIp: "10.100.0.10" } },
      { message: 'serviceRange is undefined and dnsServiceIp is "10.100.0.10"', ...services },
    ],
    ...["10.100.0.0", "10.99.255.255", "10.101.0.0", "dns"].map(
      (dnsServiceIp): [string, Props, { message: string; allowed: string; fix: string }] => [
        `the address of DNS in 10.100.0.0/16 is ${dnsServiceIp}`,
        { network: { serviceRange: "10.100.0.0/16", dnsServiceIp } },
        { message: `serviceRange is "10.100.0.0/16" and dnsServiceIp is "${dnsServiceIp}"`, ...services },
      ],
    ),
  ])("fails when %s", (_, props, text) => {
    expect(problemsOf(props)).toEqual([
      expected({ rule: "valid-network-profile", at: "test › cluster › network", ...text }),
    ]);
  });
});

test.each([
  ["pods", "podRange", { podRange: "10.244.1.0/16" }],
  ["services", "serviceRange", { serviceRange: "10.244.1.0/16", dnsServiceIp: "10.244.0.10" }],
])("fails when the range of the %s begins in its middle", (_, field, network) => {
  expect(problemsOf({ network })).toEqual([
    expected({
      rule: "valid-address-range",
      message: 'range "10.244.1.0/16" is not valid',
      at: `test › cluster › network › ${field}`,
      allowed: 'an IPv4 range in CIDR notation, from its first address, such as "10.0.0.0/16"',
      fix: "write the first address of the range, a slash and the number of fixed bits; /32 for one address",
    }),
  ]);
});
