import { describe, expect, test } from "vitest";
import type { Environment } from "../../model/environment.js";
import type { PatchOperation } from "../../model/index.js";
import { api, healthy } from "../support/descriptions.js";
import { filesOf, manifestsOf } from "../support/synthesis.js";

const id = "Deployment/orders/api";
const argoCd = { repository: "https://git.example.com/platform/secrets.git" };

/** The Deployment of an environment that patches it. */
function patchedDeployment(operations: readonly PatchOperation[], props: Partial<Environment> = {}) {
  const [deployment] = manifestsOf(healthy({ ...props, patches: { [id]: operations } })).filter(
    ({ kind }) => kind === "Deployment",
  );
  return deployment;
}

const [plain] = manifestsOf(healthy()).filter(({ kind }) => kind === "Deployment");

describe("a JSON patch", () => {
  test("adds, replaces and removes, in its order", () => {
    const patched = patchedDeployment([
      { op: "add", path: "/spec/strategy", value: { type: "Recreate" } },
      { op: "replace", path: "/spec/strategy/type", value: "RollingUpdate" },
      { op: "add", path: "/spec/minReadySeconds", value: 5 },
      { op: "remove", path: "/spec/replicas" },
    ]);

    const { replicas, ...spec } = plain?.spec ?? {};
    expect(replicas).toBe(1);
    expect(patched).toEqual({
      ...plain,
      spec: { ...spec, strategy: { type: "RollingUpdate" }, minReadySeconds: 5 },
    });
  });

  test("tests, copies and moves", () => {
    const patched = patchedDeployment([
      { op: "test", path: "/spec/replicas", value: 1 },
      { op: "copy", from: "/spec/replicas", path: "/spec/minReadySeconds" },
      { op: "move", from: "/spec/replicas", path: "/spec/revisionHistoryLimit" },
    ]);

    const { replicas, ...spec } = plain?.spec ?? {};
    expect(patched).toEqual({ ...plain, spec: { ...spec, minReadySeconds: 1, revisionHistoryLimit: 1 } });
  });

  test("reaches into lists, and to their ends", () => {
    const patched = patchedDeployment([
      { op: "replace", path: "/spec/template/spec/containers/0/image", value: "busybox:1.37" },
      { op: "add", path: "/spec/template/spec/volumes/-", value: { name: "tmp", emptyDir: {} } },
    ]);

    expect(patched?.spec).toMatchObject({
      template: {
        spec: { containers: [{ image: "busybox:1.37" }], volumes: [{ name: "api-kv-orders" }, { name: "tmp" }] },
      },
    });
  });

  test("reaches names with a slash and a tilde in them", () => {
    const patched = patchedDeployment([
      { op: "replace", path: "/metadata/labels/app.kubernetes.io~1name", value: "api-2" },
      { op: "add", path: "/metadata/labels/a~0b", value: "c" },
    ]);

    expect(patched?.metadata.labels).toEqual({ "app.kubernetes.io/name": "api-2", "a~b": "c" });
  });

  test("is laid over a provider class", () => {
    const patches = {
      "SecretProviderClass/orders/api-kv-orders": [
        { op: "add", path: "/spec/parameters/cloudEnvFileName", value: "/etc/cloud.json" },
      ],
    } as const;

    const classes = (props: Partial<Environment> = {}) =>
      manifestsOf(healthy(props)).filter(({ kind }) => kind === "SecretProviderClass");

    const [before] = classes();
    const parameters = { ...(before?.spec?.parameters as object), cloudEnvFileName: "/etc/cloud.json" };
    expect(classes({ patches })).toEqual([{ ...before, spec: { ...before?.spec, parameters } }]);
  });

  test("is laid over what has no namespace, by kind and name alone", () => {
    const guardrails = {};
    const patches = {
      "ValidatingAdmissionPolicyBinding/test-key-vault-pods": [
        { op: "replace", path: "/spec/validationActions", value: ["Audit"] },
      ],
    } as const;

    const files = filesOf(healthy({ guardrails, patches }));

    const before = filesOf(healthy({ guardrails }));
    expect(files.get("orders.yaml")).toBe(before.get("orders.yaml"));
    const bindings = manifestsOf(healthy({ guardrails, patches })).filter(
      ({ metadata, kind }) => kind === "ValidatingAdmissionPolicyBinding" && metadata.name === "test-key-vault-pods",
    );
    expect(bindings.map(({ spec }) => spec?.validationActions)).toEqual([["Audit"]]);
  });

  test("comes after the annotations of Argo CD, which it may change", () => {
    const wave = "argocd.argoproj.io/sync-wave";
    const patches = {
      "ServiceAccount/orders/api": [
        { op: "test", path: "/metadata/annotations/argocd.argoproj.io~1sync-wave", value: "-2" },
        { op: "replace", path: "/metadata/annotations/argocd.argoproj.io~1sync-wave", value: "-7" },
      ],
    } as const;

    const [account] = manifestsOf(healthy({ argoCd, patches })).filter(({ kind }) => kind === "ServiceAccount");

    expect(account?.metadata.annotations).toMatchObject({ [wave]: "-7" });
  });

  test("leaves every other manifest and file as they were, namesakes in other namespaces too", () => {
    const workloads = [api(), api({ namespace: "billing" })];
    const patches = { [id]: [{ op: "replace", path: "/spec/replicas", value: 4 }] } as const;

    const before = filesOf(healthy({ workloads }));
    const after = filesOf(healthy({ workloads, patches }));

    expect(after.get("billing.yaml")).toBe(before.get("billing.yaml"));
    expect(after.get("orders.yaml")).toBe(before.get("orders.yaml")?.replace("replicas: 1", "replicas: 4"));
    expect([...after.keys()]).toEqual([...before.keys()]);
  });

  test("leaves the description alone, and two drawings apart", () => {
    const value = { type: "Recreate" };
    const operations: readonly PatchOperation[] = [
      { op: "add", path: "/spec/strategy", value },
      { op: "replace", path: "/spec/strategy/type", value: "RollingUpdate" },
    ];
    const kept = structuredClone(operations);

    const first = patchedDeployment(operations);
    const second = patchedDeployment(operations);

    expect(operations).toEqual(kept);
    expect(value).toEqual({ type: "Recreate" });
    expect(second).toEqual(first);
  });
});
