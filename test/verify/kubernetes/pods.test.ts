import { describe, expect, test } from "vitest";
import { readKubernetes } from "../../../verify/kubernetes/index.js";
import type { PodTemplate } from "../../../verify/kubernetes/types.js";
import { lineOf } from "../../../verify/reading/document.js";
import { read } from "../../../verify/reading/index.js";

/** The pods that a file makes. */
function podsIn(content: string, file = "pods.yaml"): readonly PodTemplate[] {
  return readKubernetes(read({ file, content }).documents).pods;
}

/** The lines of a pod's spec, so many spaces in. */
function specLines(spaces: number): string {
  const lines = [
    "serviceAccountName: api",
    "containers:",
    "  - name: app",
    "    image: busybox",
    "    env: [{ name: PASSWORD, valueFrom: { secretKeyRef: { name: db, key: password } } }]",
    "    volumeMounts: [{ name: vault, mountPath: /mnt }]",
    "volumes:",
    "  - name: vault",
    "    csi: { driver: secrets-store.csi.k8s.io, volumeAttributes: { secretProviderClass: api } }",
  ];
  return lines.map((line) => `${" ".repeat(spaces)}${line}`).join("\n");
}

/** What is read of a pod, in short. */
function shortOf(pod: PodTemplate) {
  return {
    id: pod.id,
    account: pod.serviceAccountName,
    replicas: pod.replicas,
    partial: pod.partial,
    classes: pod.classVolumes.map(({ className }) => className),
    mounts: pod.containers.flatMap(({ mounts }) => mounts.map(({ id }) => id)),
    variables: pod.containers.flatMap(({ variables }) => variables.map(({ id }) => id)),
  };
}

function whole(id: string, replicas: number | undefined) {
  return {
    id,
    account: "api",
    replicas,
    partial: false,
    classes: ["api"],
    mounts: [`${id} container app mount /mnt`],
    variables: [`${id} container app env PASSWORD`],
  };
}

describe("the pods of a workload", () => {
  test.each([
    ["apps/v1", "Deployment", "  replicas: 3\n", 3],
    ["apps/v1", "StatefulSet", "", 1],
    ["apps/v1", "DaemonSet", "", undefined],
    ["apps/v1", "ReplicaSet", "  replicas: 0\n", 0],
    ["batch/v1", "Job", "  parallelism: 4\n", 4],
    ["argoproj.io/v1alpha1", "Rollout", "  replicas: 2\n", 2],
    ["example.com/v1", "Anything", "", 1],
  ])("are read from a %s %s", (apiVersion, kind, more, replicas) => {
    const text = [
      `apiVersion: ${apiVersion}`,
      `kind: ${kind}`,
      "metadata: { name: api, namespace: shop }",
      "spec:",
      `${more}  template:`,
      "    spec:",
      specLines(6),
    ].join("\n");

    const pods = podsIn(text);

    expect(pods.map(shortOf)).toEqual([whole(`${kind} shop/api`, replicas)]);
  });

  test("are read from a CronJob", () => {
    const text = [
      "apiVersion: batch/v1",
      "kind: CronJob",
      "metadata: { name: api, namespace: shop }",
      "spec:",
      "  jobTemplate:",
      "    spec:",
      "      parallelism: 2",
      "      template:",
      "        spec:",
      specLines(10),
    ].join("\n");

    const pods = podsIn(text);

    expect(pods.map(shortOf)).toEqual([whole("CronJob shop/api", 2)]);
  });

  test("are read from a Pod", () => {
    const text = ["apiVersion: v1", "kind: Pod", "metadata: { name: api, namespace: shop }", "spec:", specLines(2)];

    const pods = podsIn(text.join("\n"));

    expect(pods.map(shortOf)).toEqual([whole("Pod shop/api", 1)]);
  });

  test("are read from a List, with the lines of the file", () => {
    const text = [
      "apiVersion: v1",
      "kind: List",
      "items:",
      "  - { apiVersion: v1, kind: ConfigMap, metadata: { name: settings } }",
      "  - apiVersion: v1",
      "    kind: Pod",
      "    metadata: { name: api, namespace: shop }",
      "    spec:",
      specLines(6),
    ].join("\n");

    const pods = podsIn(text);

    expect(pods.map(shortOf)).toEqual([whole("Pod shop/api", 1)]);
    expect(pods.flatMap(({ volumes }) => volumes.map(({ place }) => lineOf(place)))).toEqual([16]);
  });

  test("are none in a Service or a ConfigMap", () => {
    const text = "apiVersion: v1\nkind: Service\nmetadata: { name: api }\nspec: { selector: { app: api } }\n";

    const pods = podsIn(text);

    expect(pods).toEqual([]);
  });
});

describe("a part of a pod", () => {
  test("is what a Kustomize patch has", () => {
    const text = [
      "apiVersion: apps/v1",
      "kind: Deployment",
      "metadata: { name: api }",
      "spec:",
      "  template:",
      "    spec:",
      specLines(6).replace(/.*image: busybox\n/, ""),
    ].join("\n");

    const pods = podsIn(text);

    expect(pods.map(shortOf)).toEqual([{ ...whole("Deployment api", 1), partial: true }]);
  });

  test("is not what a workload with a selector has, though its image is missing", () => {
    const text = [
      "apiVersion: apps/v1",
      "kind: Deployment",
      "metadata: { name: api }",
      "spec:",
      "  selector: { matchLabels: { app: api } }",
      "  template:",
      "    spec:",
      specLines(6).replace(/.*image: busybox\n/, ""),
    ].join("\n");

    const pods = podsIn(text);

    expect(pods.map(({ partial }) => partial)).toEqual([false]);
  });

  test("is what the values of a Helm chart have, with the lines of the file", () => {
    const text = [
      "serviceAccount: { create: false, name: api }",
      "podAnnotations: { team: shop }",
      "volumeMounts:",
      "  - { name: vault, mountPath: /mnt }",
      "env:",
      "  - { name: PASSWORD, valueFrom: { secretKeyRef: { name: db, key: password } } }",
      "volumes:",
      "  - name: vault",
      "    csi: { driver: secrets-store.csi.k8s.io, volumeAttributes: { secretProviderClass: api } }",
    ].join("\n");

    const pods = podsIn(text, "charts/values.yaml");

    expect(pods.map(shortOf)).toEqual([
      {
        ...whole("Helm values values.yaml", 1),
        partial: true,
        mounts: ["Helm values values.yaml container chart mount /mnt"],
        variables: ["Helm values values.yaml container chart env PASSWORD"],
      },
    ]);
    const [pod] = pods;
    expect(pod?.volumes.map(({ place }) => lineOf(place))).toEqual([8]);
    expect(pod?.containers.flatMap(({ mounts }) => mounts.map(({ place }) => lineOf(place)))).toEqual([4]);
  });

  test("is not what other values have", () => {
    const pods = podsIn("image: { tag: 1.2.3 }\nvolumes: [{ name: scratch, emptyDir: {} }]\n", "values.yaml");

    expect(pods).toEqual([]);
  });
});

describe("the user of a container", () => {
  test.each([
    ["of the container", "securityContext: { runAsUser: 5 }", "securityContext: { runAsUser: 7 }", 7],
    ["of the pod where the container has none", "securityContext: { runAsUser: 5 }", "resources: {}", 5],
    ["unknown where neither says so", "hostNetwork: false", "resources: {}", undefined],
  ])("is that %s", (_, ofPod, ofContainer, user) => {
    const text = [
      "apiVersion: v1",
      "kind: Pod",
      "metadata: { name: api }",
      "spec:",
      `  ${ofPod}`,
      `  containers: [{ name: app, image: busybox, ${ofContainer} }]`,
    ].join("\n");

    const users = podsIn(text).flatMap(({ containers }) => containers.map(({ runAsUser }) => runAsUser));

    expect(users).toEqual([user]);
  });
});

test("a field of any type is taken for one that is not there", () => {
  const text = [
    "apiVersion: v1",
    "kind: Pod",
    "metadata: { name: [], namespace: 5 }",
    "spec:",
    "  serviceAccountName: {}",
    "  containers: [5, null, { name: {}, env: 7, volumeMounts: [{}] }]",
    "  volumes: [null, { name: 1, csi: [] }, { csi: { driver: secrets-store.csi.k8s.io, volumeAttributes: 5 } }]",
  ].join("\n");

  const pods = podsIn(text);

  expect(pods.map(({ id, serviceAccountName, classVolumes }) => [id, serviceAccountName, classVolumes.length])).toEqual(
    [["Pod ", "default", 1]],
  );
});

describe("the pods of a workflow of Argo", () => {
  function workflow(kind: string, path: string, account: string, apiVersion = "argoproj.io/v1alpha1"): string {
    const spec = {
      ...(account === "" ? {} : { serviceAccountName: account }),
      podMetadata: { labels: { "azure.workload.identity/use": "true" } },
      volumes: [
        {
          name: "vault",
          csi: { driver: "secrets-store.csi.k8s.io", volumeAttributes: { secretProviderClass: "api" } },
        },
      ],
      templates: [
        { name: "steps", steps: [] },
        {
          name: "train",
          container: { image: "busybox", volumeMounts: [{ name: "vault", mountPath: "/mnt" }] },
          sidecars: [{ name: "proxy", image: "busybox" }],
          initContainers: [{ name: "fetch", image: "busybox" }],
          volumes: [{ name: "vault" }, { name: "scratch", emptyDir: {} }],
        },
        {
          name: "report",
          script: {
            image: "busybox",
            env: [{ name: "PASSWORD", valueFrom: { secretKeyRef: { name: "db", key: "password" } } }],
          },
        },
        { name: "set", containerSet: { containers: [{ name: "a" }] } },
      ],
    };
    const body = path.split(".").reduceRight<object>((inner, step) => ({ [step]: inner }), spec);
    return JSON.stringify({ apiVersion, kind, metadata: { name: "api", namespace: "shop" }, ...body });
  }

  test.each([
    ["Workflow", "spec"],
    ["WorkflowTemplate", "spec"],
    ["ClusterWorkflowTemplate", "spec"],
    ["CronWorkflow", "spec.workflowSpec"],
  ])("are read from a %s as one, with the containers of all steps", (kind, path) => {
    const pods = podsIn(workflow(kind, path, "api"), "flow.json");

    const id = `${kind} shop/api`;
    expect(pods.map(shortOf)).toEqual([
      {
        id,
        account: "api",
        replicas: 1,
        partial: false,
        classes: ["api"],
        mounts: [`${id} container train mount /mnt`],
        variables: [`${id} container report env PASSWORD`],
      },
    ]);
    expect(pods.map(({ containers }) => containers.map(({ name, init }) => (init ? `init ${name}` : name)))).toEqual([
      ["init train fetch", "train", "train proxy", "report", "set a"],
    ]);
    expect(pods.map(({ volumes }) => volumes.map(({ name }) => name))).toEqual([["vault", "scratch"]]);
    expect(pods.map(({ labels, metadataPath }) => [[...labels.keys()], metadataPath.join(".")])).toEqual([
      [["azure.workload.identity/use"], `${path}.podMetadata`],
    ]);
  });

  test("are a part of some where a template leaves the service account to who uses it", () => {
    const pods = [workflow("WorkflowTemplate", "spec", ""), workflow("Workflow", "spec", "")].flatMap((text) =>
      podsIn(text, "flow.json"),
    );

    expect(pods.map(({ partial, serviceAccountName }) => [partial, serviceAccountName])).toEqual([
      [true, "default"],
      [false, "default"],
    ]);
  });

  test("are not read from another API group, nor from a workflow that only refers to a template", () => {
    const reference = { workflowTemplateRef: { name: "api" } };
    const pods = [
      workflow("Workflow", "spec", "api", "example.com/v1"),
      JSON.stringify({ apiVersion: "argoproj.io/v1alpha1", kind: "Workflow", metadata: {}, spec: reference }),
    ].flatMap((text) => podsIn(text, "flow.json"));

    expect(pods).toEqual([]);
  });
});
