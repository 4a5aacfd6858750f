import { describe, expect, test } from "vitest";
import { podsPolicy } from "../../../k8s/guardrails/policies.js";
import { judge, type KubernetesObject, type PolicySpec } from "../../support/cel.js";
import { controllers, csiVolume, pod, type Volume } from "./pods.js";

const policy = podsPolicy.spec as PolicySpec;
const source = { driver: "secrets-store.csi.k8s.io", readOnly: true };
const otherDriver = {
  driver: "file.csi.azure.com",
  volumeAttributes: { shareName: "share", secretProviderClass: "x" },
};

const overriding =
  "a volume overrides parameters of its provider class: %; allowed in volumeAttributes is secretProviderClass alone; " +
  "move the others into the provider class";
const writable =
  "a volume of a provider class is not read-only: %; allowed is readOnly: true alone, which the driver insists on; " +
  "set it in the csi source of the volume";
const crowded =
  "a provider class is mounted through more than one volume: %; allowed is one volume for each class of a pod; " +
  "mount that volume in every container that reads it";

/** A message about these volumes. */
function about(message: string, which: string): string {
  return message.replace("%", () => which);
}

/** What the policy has against a new pod with these volumes. */
function judgePod(...volumes: readonly Volume[]) {
  return judge(policy, { object: pod({ volumes }) });
}

describe("the policy of pods", () => {
  const good: Readonly<Record<string, readonly Volume[] | undefined>> = {
    "no list of volumes": undefined,
    "no volumes": [],
    "volumes of other sorts": [{ name: "scratch", emptyDir: {} }],
    "one class, read-only": [csiVolume("secrets")],
    "two classes": [
      csiVolume("secrets"),
      csiVolume("more", { volumeAttributes: { secretProviderClass: "api-kv-shared" } }),
    ],
    "another CSI driver, writable and with parameters of its own, twice": [
      { name: "share", csi: otherDriver },
      { name: "again", csi: otherDriver },
    ],
    "another CSI driver beside a class": [{ name: "share", csi: otherDriver }, csiVolume("secrets")],
    "no class named, which the driver refuses itself": [
      { name: "secrets", csi: source },
      { name: "more", csi: source },
    ],
  };

  test.each(Object.entries(good))("admits a pod with %s", (_, volumes) => {
    expect(judge(policy, { object: pod({ volumes }) })).toEqual([]);
  });

  const bad: Readonly<Record<string, { readonly volumes: readonly Volume[]; readonly messages: readonly string[] }>> = {
    "a parameter beside the class": {
      volumes: [
        csiVolume("secrets", { volumeAttributes: { secretProviderClass: "api-kv", keyvaultName: "kv-other" } }),
      ],
      messages: [about(overriding, '"secrets" sets "keyvaultName"')],
    },
    "parameters in several volumes": {
      volumes: [
        csiVolume("secrets", {
          volumeAttributes: { secretProviderClass: "api-kv", keyvaultName: "kv-other", clientID: "x" },
        }),
        csiVolume("fine", { volumeAttributes: { secretProviderClass: "api-kv-fine" } }),
        csiVolume("more", { volumeAttributes: { objects: "x" } }),
      ],
      messages: [about(overriding, '"secrets" sets "keyvaultName", "clientID"; "more" sets "objects"')],
    },
    "the class's key in other letters": {
      volumes: [csiVolume("secrets", { volumeAttributes: { SecretProviderClass: "api-kv" } })],
      messages: [about(overriding, '"secrets" sets "SecretProviderClass"')],
    },
    "a key of two lines": {
      volumes: [csiVolume("secrets", { volumeAttributes: { "a\nb": "x" } })],
      messages: [about(overriding, '"secrets" sets "a\\nb"')],
    },
    "more keys than fit into a message": {
      volumes: [csiVolume("secrets", { volumeAttributes: { ["x".repeat(6000)]: "x" } })],
      messages: [overriding.replace(": %", "")],
    },
    "a source that does not say it is read-only": {
      volumes: [csiVolume("secrets", { readOnly: undefined })],
      messages: [about(writable, '"secrets"')],
    },
    "a source that says it is not read-only": {
      volumes: [
        csiVolume("secrets", { readOnly: false }),
        csiVolume("more", { readOnly: false, volumeAttributes: { secretProviderClass: "api-kv-more" } }),
      ],
      messages: [about(writable, '"secrets", "more"')],
    },
    "a class in two volumes": {
      volumes: [
        csiVolume("secrets"),
        csiVolume("fine", { volumeAttributes: { secretProviderClass: "api-kv-fine" } }),
        csiVolume("again"),
      ],
      messages: [about(crowded, '"api-kv" through "secrets", "api-kv" through "again"')],
    },
    "all of it": {
      volumes: [
        csiVolume("secrets"),
        csiVolume("again", { readOnly: false, volumeAttributes: { secretProviderClass: "api-kv", objects: "x" } }),
      ],
      messages: [
        about(overriding, '"again" sets "objects"'),
        about(writable, '"again"'),
        about(crowded, '"api-kv" through "secrets", "api-kv" through "again"'),
      ],
    },
  };

  test.each(Object.entries(bad))("refuses a pod with %s", (_, { volumes, messages }) => {
    expect(judgePod(...volumes)).toEqual(messages);
  });

  test.each(controllers)("judges the pods that a $kind makes", ({ of }) => {
    const admitted = of({ volumes: [csiVolume("secrets")] });
    const refused = of({ volumes: [csiVolume("secrets", { readOnly: false })] });

    expect(judge(policy, { object: admitted })).toEqual([]);
    expect(judge(policy, { object: refused })).toEqual([about(writable, '"secrets"')]);
  });

  test.each(controllers)("judges a $kind again once its pods would change", ({ of }) => {
    const oldObject = of({ volumes: [csiVolume("secrets")] });
    const object = of({ volumes: [csiVolume("secrets", { readOnly: false })] });

    expect(judge(policy, { object, oldObject })).toEqual([about(writable, '"secrets"')]);
    expect(judge(policy, { object: oldObject, oldObject: object })).toEqual([]);
  });

  test.each(controllers)("leaves a bad $kind alone whose pods stay the same", ({ of }) => {
    const oldObject = of({ volumes: [csiVolume("secrets", { readOnly: false })] });
    const object: KubernetesObject = { ...oldObject, metadata: { name: "api", finalizers: [], labels: { a: "b" } } };

    expect(judge(policy, { object, oldObject })).toEqual([]);
  });

  test("never judges an update of a pod, whose volumes cannot change", () => {
    const oldObject = pod({ volumes: [csiVolume("secrets", { readOnly: false })] });
    const object = pod({ volumes: [csiVolume("secrets", { readOnly: false })], activeDeadlineSeconds: 60 });

    expect(judge(policy, { object, oldObject })).toEqual([]);
  });

  test("matches pods when they are created, and what makes pods whenever it is written", () => {
    expect(policy.matchConstraints).toEqual({
      resourceRules: [
        { apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE"], resources: ["pods"] },
        {
          apiGroups: ["apps"],
          apiVersions: ["v1"],
          operations: ["CREATE", "UPDATE"],
          resources: ["deployments", "statefulsets", "daemonsets", "replicasets"],
        },
        {
          apiGroups: ["batch"],
          apiVersions: ["v1"],
          operations: ["CREATE", "UPDATE"],
          resources: ["jobs", "cronjobs"],
        },
      ],
    });
  });
});
