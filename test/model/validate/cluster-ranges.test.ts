import { expect, test } from "vitest";
import type { ClusterNetworkProps } from "../../../model/cluster.js";
import { newCluster, newNetwork, validate } from "../../../model/index.js";
import { healthy } from "../../support/descriptions.js";
import { expected } from "./expected.js";

/** The problems of a cluster with this addressing, in a new network of this range. */
function problemsOf(range: string, network: ClusterNetworkProps = {}) {
  const around = newNetwork({
    name: "vnet-orders",
    ranges: [range],
    subnets: { nodes: { name: "nodes", range: range.replace(/\/\d+$/, "/24") } },
  });
  const cluster = newCluster({ name: "aks-orders", systemPool: { subnet: around.subnets.nodes }, network });
  return validate([healthy({ networks: [around], cluster })]);
}

function overlap(message: string) {
  return expected({
    rule: "valid-network-profile",
    message,
    at: "test › cluster › network",
    allowed: "ranges of services, pods and network that share no address",
    fix: "set serviceRange with dnsServiceIp, or podRange, to a range that is free",
  });
}

const services = { serviceRange: "10.100.0.0/16", dnsServiceIp: "10.100.0.10" };

test.each<[string, string, ClusterNetworkProps?]>([
  ["a network beside AKS's own ranges", "10.20.0.0/16"],
  ["a network where AKS's range of services would be, with another for services", "10.0.0.0/16", services],
  ["a network where AKS's range of pods would be, with flat addressing", "10.244.0.0/16", { addressing: "flat" }],
])("accepts %s", (_, range, network) => {
  expect(problemsOf(range, network)).toEqual([]);
});

test("fails when the network has AKS's own range of services", () => {
  expect(problemsOf("10.0.0.0/8")).toEqual([
    overlap('the range of services, "10.0.0.0/16", overlaps with a range of network "vnet-orders", "10.0.0.0/8"'),
    overlap('the range of pods, "10.244.0.0/16", overlaps with a range of network "vnet-orders", "10.0.0.0/8"'),
  ]);
});

test("fails when pods and services share addresses", () => {
  expect(problemsOf("10.20.0.0/16", { ...services, podRange: "10.100.128.0/17" })).toEqual([
    overlap('the range of services, "10.100.0.0/16", overlaps with the range of pods, "10.100.128.0/17"'),
  ]);
});
