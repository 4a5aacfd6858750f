import { describe, expect, test } from "vitest";
import { managedIdentity, nodeIdentity, pod, syncedSecret } from "../../model/index.js";
import { api, basics, vault } from "../support/descriptions.js";
import { drawn, metadata, nameLabel, podSpec, podsOf, template } from "./pods.js";

describe("a Deployment", () => {
  test("runs one hardened replica that mounts its class, read-only twice, and nothing else", () => {
    expect(drawn("Deployment", [api()])).toEqual([
      {
        apiVersion: "apps/v1",
        kind: "Deployment",
        metadata,
        spec: { replicas: 1, selector: { matchLabels: nameLabel }, template },
      },
    ]);
  });

  test("takes replicas, command, arguments, user, resources, volume and class from the description", () => {
    const workload = api({
      replicas: 3,
      spread: [],
      container: "main",
      command: ["run"],
      args: ["--config", "/etc/${x}"],
      runAsUser: 1000,
      resources: { cpuRequest: "1.5", cpuLimit: "2", memoryRequest: "100M", memoryLimit: "1Gi" },
      mounts: [{ path: "/run/s", objects: [vault.objects.apiKey], providerClass: "keys.v1", volume: "keys" }],
    });

    const [container] = podSpec.containers;
    const [volume] = podSpec.volumes;
    expect(drawn("Deployment", [workload]).map(({ spec }) => spec)).toEqual([
      {
        replicas: 3,
        selector: { matchLabels: nameLabel },
        template: {
          ...template,
          spec: {
            ...podSpec,
            containers: [
              {
                ...container,
                name: "main",
                command: ["run"],
                args: ["--config", "/etc/${x}"],
                resources: { requests: { cpu: "1.5", memory: "100M" }, limits: { cpu: "2", memory: "1Gi" } },
                volumeMounts: [{ mountPath: "/run/s", name: "keys", readOnly: true }],
              },
            ],
            securityContext: { runAsGroup: 1000, runAsNonRoot: true, runAsUser: 1000 },
            volumes: [{ name: "keys", csi: { ...volume?.csi, volumeAttributes: { secretProviderClass: "keys.v1" } } }],
          },
        },
      },
    ]);
  });

  test("names its volume without the dots that a class may have", () => {
    const workload = api({
      mounts: [{ path: "/mnt/secrets", objects: [vault.objects.apiKey], providerClass: "keys.v1" }],
    });

    expect(podsOf(workload).spec.volumes.map(({ name }) => name)).toEqual(["keys-v1"]);
  });

  test("may stand still with no replica", () => {
    expect(drawn("Deployment", [api({ replicas: 0 })])[0]?.spec).toEqual({
      replicas: 0,
      selector: { matchLabels: nameLabel },
      template,
    });
  });
});

describe("a Pod", () => {
  test("is the same pod without the Deployment around it", () => {
    expect(drawn("Pod", [pod("api", basics)])).toEqual([
      { apiVersion: "v1", kind: "Pod", metadata: { ...metadata, ...template.metadata }, spec: podSpec },
    ]);
  });

  test("has the labels and annotations of the description beside its own", () => {
    const workload = pod("api", { ...basics, labels: { team: "orders" }, annotations: { note: "on call: orders" } });

    expect(drawn("Pod", [workload])[0]?.metadata).toEqual({
      ...metadata,
      labels: { ...template.metadata.labels, team: "orders" },
      annotations: { note: "on call: orders" },
    });
  });
});

test("labels and annotations stand on the workload and on its pods, beside the name", () => {
  const labels = { team: "orders" };
  const workload = api({ labels, annotations: { note: "on call: orders" } });

  const [deployment] = drawn("Deployment", [workload]);
  expect(deployment?.metadata).toEqual({
    ...metadata,
    labels: { ...nameLabel, team: "orders" },
    annotations: { note: "on call: orders" },
  });
  expect(podsOf(workload).metadata).toEqual({
    labels: { ...template.metadata.labels, team: "orders" },
    annotations: { note: "on call: orders" },
  });
  expect(deployment?.spec?.selector).toEqual({ matchLabels: nameLabel });
});

describe("the webhook", () => {
  test("is not asked where the workload does without: the pods are the same but for its label", () => {
    const { labels, ...rest } = podsOf(api()).metadata;

    expect(labels).toEqual({ ...nameLabel, "azure.workload.identity/use": "true" });
    expect(podsOf(api({ webhook: true }))).toEqual(podsOf(api()));
    expect(podsOf(api({ webhook: false }))).toEqual({ metadata: { ...rest, labels: nameLabel }, spec: podSpec });
  });

  test("is not asked for a bound identity either, whose class still chooses the token proxy", () => {
    const identity = managedIdentity("bound", { trust: "identity-binding" });

    expect(podsOf(api({ identity })).metadata).toEqual({
      ...template.metadata,
      annotations: { "azure.workload.identity/use-identity-binding": "true" },
    });
    expect(podsOf(api({ identity, webhook: false })).metadata).toEqual({ labels: nameLabel });
    expect(drawn("SecretProviderClass", [api({ identity, webhook: false })])).toEqual(
      drawn("SecretProviderClass", [api({ identity })]),
    );
  });
});

test("images are pulled with Secrets by name and with one that a mount syncs", () => {
  const registry = syncedSecret(
    "registry",
    { ".dockerconfigjson": vault.objects.dbPassword },
    { type: "kubernetes.io/dockerconfigjson" },
  );
  const workload = api({
    mounts: [{ objects: [vault.objects.dbPassword], sync: [registry] }],
    imagePullSecrets: ["mirror", registry],
  });

  expect(podsOf(workload).spec.imagePullSecrets).toEqual([{ name: "mirror" }, { name: "registry" }]);
});

describe("a service account", () => {
  test("carries client id and tenant and mounts no token of its own", () => {
    expect(drawn("ServiceAccount", [api()])).toEqual([
      {
        apiVersion: "v1",
        kind: "ServiceAccount",
        metadata: {
          name: "api",
          namespace: "orders",
          annotations: {
            "azure.workload.identity/client-id": "c0ffee00-0000-4000-8000-000000000001",
            "azure.workload.identity/tenant-id": "5f1c7b0e-9a34-4d68-8e2b-7c91d3f60a45",
          },
        },
        automountServiceAccountToken: false,
      },
    ]);
  });

  test("is one for workloads that share it", () => {
    const workloads = [api({ serviceAccount: "shared" }), api({ serviceAccount: "shared" }, "worker")];

    expect(drawn("ServiceAccount", workloads).map((one) => one.metadata.name)).toEqual(["shared"]);
    expect(drawn("Deployment", workloads).map(({ spec }) => spec)).toMatchObject([
      { template: { spec: { serviceAccountName: "shared" } } },
      { template: { spec: { serviceAccountName: "shared" } } },
    ]);
  });
});

describe("a workload under an identity of the nodes", () => {
  const identity = nodeIdentity("nodes");

  test("has a service account that announces nothing to the webhook", () => {
    expect(drawn("ServiceAccount", [api({ identity })])).toEqual([
      {
        apiVersion: "v1",
        kind: "ServiceAccount",
        metadata: { name: "api", namespace: "orders" },
        automountServiceAccountToken: false,
      },
    ]);
  });

  test("is the same pod, without the webhook's label, as a Deployment and as a Pod", () => {
    const bare = pod("api", { ...basics, identity });

    expect(podsOf(api({ identity }))).toEqual({ metadata: { labels: nameLabel }, spec: podSpec });
    expect(drawn("Pod", [bare])).toEqual([{ apiVersion: "v1", kind: "Pod", metadata, spec: podSpec }]);
  });
});

test("a workload under a bound identity announces it to the webhook, and that it is bound", () => {
  const identity = managedIdentity("shared", { trust: "identity-binding" });

  expect(drawn("ServiceAccount", [api({ identity })])).toEqual(drawn("ServiceAccount", [api()]));
  expect(podsOf(api({ identity }))).toEqual({
    metadata: { ...template.metadata, annotations: { "azure.workload.identity/use-identity-binding": "true" } },
    spec: podSpec,
  });
});
