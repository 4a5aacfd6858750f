import { describe, expect, test } from "vitest";
import { classOwnerPolicy } from "../../../k8s/guardrails/class-owner.js";
import { serviceAccountAnnotation } from "../../../k8s/guardrails/index.js";
import { judge, type KubernetesObject, type PolicySpec } from "../../support/cel.js";
import { controllers, csiVolume, pod } from "./pods.js";

const policy = classOwnerPolicy.spec as PolicySpec;
const volumes = [csiVolume("secrets")];

function providerClass(name: string, annotations?: Readonly<Record<string, string>>): KubernetesObject {
  return {
    apiVersion: "secrets-store.csi.x-k8s.io/v1",
    kind: "SecretProviderClass",
    metadata: { name, annotations },
    spec: { provider: "azure" },
  };
}

/** The class that the pods of this file mount, made for one service account. */
function ownedBy(serviceAccount: string, name = "api-kv") {
  return providerClass(name, { [serviceAccountAnnotation]: serviceAccount });
}

function refusal(which: string): string {
  return (
    `a provider class is mounted under a service account that it was not made for: ${which}; ` +
    "allowed is the service account that the class names; set serviceAccountName, or mount another class"
  );
}

describe("the annotation of a class's service account", () => {
  test("is one that people may write by hand", () => {
    expect(serviceAccountAnnotation).toBe("aks-key-vault/service-account");
  });
});

describe("the policy of who mounts a class", () => {
  const owned = [ownedBy("api")];
  const csiDriver = { driver: "file.csi.azure.com" };

  test.each([
    { what: "under its service account", spec: { volumes, serviceAccountName: "api" }, params: owned },
    { what: "where there are no classes", spec: { volumes, serviceAccountName: "other" }, params: [] },
    {
      what: "without annotations",
      spec: { volumes, serviceAccountName: "other" },
      params: [providerClass("api-kv")],
    },
    {
      what: "with other annotations",
      spec: { volumes, serviceAccountName: "other" },
      params: [providerClass("api-kv", { note: "api" })],
    },
    { what: "made for the default account, naming none", spec: { volumes }, params: [ownedBy("default")] },
    {
      what: "made for the default account, naming it empty",
      spec: { volumes, serviceAccountName: "" },
      params: [ownedBy("default")],
    },
    {
      what: "beside another's that it leaves alone",
      spec: { volumes, serviceAccountName: "api" },
      params: [ownedBy("api"), ownedBy("other", "other-kv")],
    },
    {
      what: "of that name through another driver",
      spec: { volumes: [csiVolume("secrets", csiDriver)], serviceAccountName: "other" },
      params: owned,
    },
    {
      what: "whose name only begins alike",
      spec: { volumes, serviceAccountName: "other" },
      params: [ownedBy("api", "api-kv-orders"), ownedBy("api", "api")],
    },
  ])("admits a pod that mounts a class $what", ({ spec, params }) => {
    expect(judge(policy, { object: pod(spec), params })).toEqual([]);
  });

  test("admits a pod that mounts nothing, whatever classes there are", () => {
    expect(judge(policy, { object: pod({}), params: owned })).toEqual([]);
    expect(
      judge(policy, {
        object: pod({ volumes: [csiVolume("secrets", { volumeAttributes: undefined })] }),
        params: owned,
      }),
    ).toEqual([]);
  });

  test.each([
    { what: "another account", spec: { serviceAccountName: "other" }, params: owned, who: '"other", made for "api"' },
    { what: "no account", spec: {}, params: owned, who: '"default", made for "api"' },
    {
      what: "an account in other letters",
      spec: { serviceAccountName: "api" },
      params: [ownedBy("API")],
      who: '"api", made for "API"',
    },
    {
      what: "an account while the class names nobody",
      spec: { serviceAccountName: "api" },
      params: [ownedBy("")],
      who: '"api", made for ""',
    },
  ])("refuses a pod that mounts a class under $what", ({ spec, params, who }) => {
    expect(judge(policy, { object: pod({ volumes, ...spec }), params })).toEqual([refusal(`"api-kv" under ${who}`)]);
  });

  test("names each class that a pod must not mount, and no other", () => {
    const object = pod({
      serviceAccountName: "api",
      volumes: ["api-kv", "blue-kv", "green-kv"].map((name) =>
        csiVolume(name, { volumeAttributes: { secretProviderClass: name } }),
      ),
    });
    const params = [ownedBy("blue", "blue-kv"), ownedBy("api"), ownedBy("green", "green-kv"), ownedBy("red", "red-kv")];

    expect(judge(policy, { object, params })).toEqual([
      refusal('"blue-kv" under "api", made for "blue"'),
      refusal('"green-kv" under "api", made for "green"'),
    ]);
  });

  test.each(controllers)("judges the pods that a $kind makes", ({ of }) => {
    const admitted = of({ volumes, serviceAccountName: "api" });
    const refused = of({ volumes, serviceAccountName: "other" });

    expect(judge(policy, { object: admitted, params: owned })).toEqual([]);
    expect(judge(policy, { object: refused, params: owned })).toEqual([
      refusal('"api-kv" under "other", made for "api"'),
    ]);
    expect(judge(policy, { object: refused, oldObject: admitted, params: owned })).toEqual([
      refusal('"api-kv" under "other", made for "api"'),
    ]);
  });

  test.each(controllers)("leaves a $kind alone whose pods stay the same", ({ of }) => {
    const oldObject = of({ volumes, serviceAccountName: "other" });
    const object: KubernetesObject = { ...oldObject, metadata: { name: "api", labels: { a: "b" } } };

    expect(judge(policy, { object, oldObject, params: owned })).toEqual([]);
  });

  test("never judges an update of a pod", () => {
    const oldObject = pod({ volumes, serviceAccountName: "other" });

    expect(judge(policy, { object: oldObject, oldObject, params: owned })).toEqual([]);
  });

  test("takes every class in the pod's namespace for a parameter, and none for admission", () => {
    expect(classOwnerPolicy.spec.paramKind).toEqual({
      apiVersion: "secrets-store.csi.x-k8s.io/v1",
      kind: "SecretProviderClass",
    });
    expect(classOwnerPolicy.paramRef).toEqual({ selector: {}, parameterNotFoundAction: "Allow" });
  });
});
