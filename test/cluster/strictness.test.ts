import { beforeAll, expect, test } from "vitest";
import type { Manifest } from "./support/artefacts.js";
import { describeOnCluster, kubectl, namespaceCalled, serviceAccountCalled } from "./support/cluster.js";

const namespace = "strictness";

const pod: Manifest = {
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name: "reader", namespace },
  spec: {
    automountServiceAccountToken: false,
    containers: [
      {
        name: "app",
        image: "busybox:1.36",
        securityContext: {
          allowPrivilegeEscalation: false,
          capabilities: { drop: ["ALL"] },
          runAsNonRoot: true,
          seccompProfile: { type: "RuntimeDefault" },
        },
      },
    ],
  },
};

const providerClass: Manifest = {
  apiVersion: "secrets-store.csi.x-k8s.io/v1",
  kind: "SecretProviderClass",
  metadata: { name: "vault", namespace },
  spec: { provider: "azure", parameters: { keyvaultName: "vault", usePodIdentity: "false" } },
};

/** Without these, an API server that accepts anything would pass for one that accepts our artefacts. */
describeOnCluster("the server of this suite", () => {
  beforeAll(() => {
    const labels = {
      "pod-security.kubernetes.io/enforce": "restricted",
      "pod-security.kubernetes.io/warn": "restricted",
    };
    kubectl.apply([{ ...namespaceCalled(namespace), metadata: { name: namespace, labels } }]);
    kubectl.apply([serviceAccountCalled("default", namespace)]);
  });

  test("accepts what the refused objects are made from", () => {
    const answer = kubectl.dryRun([pod, providerClass]);

    const objects = ["pod/reader", "secretproviderclass.secrets-store.csi.x-k8s.io/vault"];
    expect(answer).toEqual({ ok: true, objects, warnings: [], error: "" });
  });

  test("fails when a pod has a field that nobody knows", () => {
    const misspelt = { ...pod, spec: { ...pod.spec, serviceAcountName: "default" } };

    expect(kubectl.refusalOf(misspelt)).toContain('unknown field "spec.serviceAcountName"');
  });

  test("fails when a provider class has a field that nobody knows", () => {
    const misspelt = { ...providerClass, spec: { ...providerClass.spec, secretObject: [] } };

    expect(kubectl.refusalOf(misspelt)).toContain('unknown field "spec.secretObject"');
  });

  test("fails when a parameter of a provider class is no string", () => {
    const unquoted = { ...providerClass, spec: { provider: "azure", parameters: { usePodIdentity: false } } };

    expect(kubectl.refusalOf(unquoted)).toMatch(
      /spec\.parameters\.usePodIdentity: .*must be of type string: "boolean"/,
    );
  });

  test("fails when a pod is privileged where the namespace enforces the restricted standard", () => {
    const [container] = pod.spec.containers;
    const privileged = { ...container, securityContext: { ...container.securityContext, privileged: true } };
    delete privileged.securityContext.allowPrivilegeEscalation;

    const refusal = kubectl.refusalOf({ ...pod, spec: { ...pod.spec, containers: [privileged] } });

    expect(refusal).toContain('violates PodSecurity "restricted:latest": privileged');
  });

  test("warns when a Deployment's pods would be refused", () => {
    const labels = { app: "reader" };
    const spec = {
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { ...pod.spec, hostNetwork: true } },
    };

    const { ok, warnings } = kubectl.dryRun([{ ...pod, apiVersion: "apps/v1", kind: "Deployment", spec }]);

    expect({ ok, warnings }).toEqual({
      ok: true,
      warnings: [expect.stringContaining('Warning: would violate PodSecurity "restricted:latest": host namespaces')],
    });
  });

  test("fails when a pod's service account does not exist", () => {
    const orphan = { ...pod, spec: { ...pod.spec, serviceAccountName: "nobody" } };

    expect(kubectl.refusalOf(orphan)).toContain('serviceaccount "nobody" not found');
  });
});
