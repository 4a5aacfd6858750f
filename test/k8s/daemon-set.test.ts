import { expect, test } from "vitest";
import { daemonSet } from "../../model/index.js";
import { basics } from "../support/descriptions.js";
import { drawn, metadata, nameLabel, template } from "./pods.js";

test("a DaemonSet has neither a number of replicas, nor a spread, nor a budget: there is a pod on every node", () => {
  const workload = daemonSet("api", basics);

  expect(drawn("DaemonSet", [workload])).toEqual([
    {
      apiVersion: "apps/v1",
      kind: "DaemonSet",
      metadata,
      spec: { selector: { matchLabels: nameLabel }, template },
    },
  ]);
  expect(drawn("PodDisruptionBudget", [workload])).toEqual([]);
});
