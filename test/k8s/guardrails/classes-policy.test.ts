import { describe, expect, test } from "vitest";
import { classesPolicy } from "../../../k8s/guardrails/policies.js";
import { judge, type KubernetesObject, type PolicySpec } from "../../support/cel.js";

const policy = classesPolicy.spec as PolicySpec;

function providerClass(spec: object | undefined, version = "v1"): KubernetesObject {
  return {
    apiVersion: `secrets-store.csi.x-k8s.io/${version}`,
    kind: "SecretProviderClass",
    metadata: { name: "api-kv" },
    spec,
  };
}

function withPodIdentity(usePodIdentity: string, parameters: object = {}) {
  return providerClass({ provider: "azure", parameters: { keyvaultName: "kv", usePodIdentity, ...parameters } });
}

function refusal(value: string): string {
  return (
    `the provider class selects pod identity, which is retired: usePodIdentity is ${value}; ` +
    "allowed is false; leave usePodIdentity out and name a workload identity in clientID"
  );
}

describe("the policy of provider classes", () => {
  test.each([
    { what: "without a spec", object: providerClass(undefined) },
    { what: "without a provider", object: providerClass({ parameters: { usePodIdentity: "true" } }) },
    { what: "without parameters", object: providerClass({ provider: "azure" }) },
    { what: "that does not speak of pod identity", object: providerClass({ provider: "azure", parameters: {} }) },
    { what: "of another provider", object: providerClass({ provider: "gcp", parameters: { usePodIdentity: "true" } }) },
    {
      what: "whose parameter is in other letters, which the provider ignores",
      object: providerClass({ provider: "azure", parameters: { usepodidentity: "true" } }),
    },
  ])("admits a class $what", ({ object }) => {
    expect(judge(policy, { object })).toEqual([]);
  });

  test.each(["", " ", "0", "f", "F", "FALSE", "false", "False", " false\n", "tRUE", "yes", "2"])(
    "admits usePodIdentity %j, which the provider does not take for true",
    (value) => {
      expect(judge(policy, { object: withPodIdentity(value) })).toEqual([]);
    },
  );

  test.each(["1", "t", "T", "TRUE", "true", "True", " true", "true\n", "\t1 ", "\u00a0T"])(
    "refuses usePodIdentity %j, which the provider takes for true",
    (value) => {
      expect(judge(policy, { object: withPodIdentity(value) })).toEqual([refusal(JSON.stringify(value))]);
    },
  );

  test("refuses it in the older version too", () => {
    const object = providerClass({ provider: "azure", parameters: { usePodIdentity: "true" } }, "v1alpha1");

    expect(judge(policy, { object })).toEqual([refusal('"true"')]);
  });

  test("judges a class again once its spec changes", () => {
    const oldObject = withPodIdentity("false");
    const object = withPodIdentity("true");

    expect(judge(policy, { object, oldObject })).toEqual([refusal('"true"')]);
    expect(judge(policy, { object: oldObject, oldObject: object })).toEqual([]);
    expect(judge(policy, { object: withPodIdentity("true", { tenantID: "x" }), oldObject: object })).toEqual([
      refusal('"true"'),
    ]);
    expect(judge(policy, { object, oldObject: providerClass(undefined) })).toEqual([refusal('"true"')]);
  });

  test("leaves a bad class alone whose spec stays the same", () => {
    const oldObject = withPodIdentity("true");
    const object = { ...withPodIdentity("true"), metadata: { name: "api-kv", labels: { a: "b" } } };

    expect(judge(policy, { object, oldObject })).toEqual([]);
  });
});
