import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { synthesizeArgoCd } from "../../../k8s/argo-cd/index.js";
import { resolve } from "../../../model/index.js";
import { api, healthy } from "../../support/descriptions.js";
import { forArgoCd, repository } from "./environments.js";

/** The Application of an environment as it is written. */
function applicationOf(...settings: Parameters<typeof forArgoCd>) {
  const environment = forArgoCd(...settings);
  return parse(synthesizeArgoCd([environment]).get(`applications/${environment.name}.yaml`) ?? "");
}

const plain = {
  apiVersion: "argoproj.io/v1alpha1",
  kind: "Application",
  metadata: { name: "test", namespace: "argocd" },
  spec: {
    project: "default",
    source: { repoURL: repository, targetRevision: "main", path: "dist/k8s/test" },
    destination: { server: "https://kubernetes.default.svc" },
    syncPolicy: { automated: { prune: false, selfHeal: true } },
  },
};

describe("the files for Argo CD", () => {
  test("are none where no environment is for it", () => {
    expect(synthesizeArgoCd([])).toEqual(new Map());
    expect(synthesizeArgoCd([resolve(healthy())])).toEqual(new Map());
  });

  test("are one for each environment, and one for each Argo CD in a folder of its own", () => {
    const environments = [
      forArgoCd({}, "dev"),
      resolve(healthy({ name: "without" })),
      forArgoCd({ namespace: "gitops" }, "far"),
      forArgoCd({}, "prod"),
    ];

    expect([...synthesizeArgoCd(environments).keys()]).toEqual([
      "applications/dev.yaml",
      "applications/far.yaml",
      "applications/prod.yaml",
      "application-sets/argocd.yaml",
      "application-sets/gitops.yaml",
    ]);
  });

  test("are the same from one run to the next", () => {
    const environments = [forArgoCd({}, "dev"), forArgoCd({}, "prod")];

    expect(synthesizeArgoCd(environments)).toEqual(synthesizeArgoCd(environments));
  });
});

describe("an Application", () => {
  test("applies the environment's folder to Argo CD's own cluster, without finalizer, namespace or leave to empty it", () => {
    expect(applicationOf()).toEqual(plain);
  });

  test("takes repository, revision, project and namespace from the description", () => {
    const argoCd = {
      repository: "git@git.example.com:other.git",
      revision: "v1.*",
      project: "secrets",
      namespace: "gitops",
    };

    expect(applicationOf(argoCd, "prod")).toEqual({
      ...plain,
      metadata: { name: "prod", namespace: "gitops" },
      spec: {
        ...plain.spec,
        project: "secrets",
        source: { repoURL: "git@git.example.com:other.git", targetRevision: "v1.*", path: "dist/k8s/prod" },
      },
    });
  });

  test.each([
    { server: "https://aks-prod.example.com:443" },
    { server: "https://rancher.example.com/k8s/clusters/c-m-1" },
    { name: "aks-prod" },
  ])("goes to the cluster that the description names: %o", (destination) => {
    expect(applicationOf({ destination })).toEqual({ ...plain, spec: { ...plain.spec, destination } });
  });

  test("waits for somebody to press the button where it is not automated", () => {
    const { syncPolicy, ...spec } = plain.spec;

    expect(applicationOf({ automated: false })).toEqual({ ...plain, spec });
  });

  test("ignores what Reloader changes where a workload is restarted", () => {
    const application = applicationOf({}, "test", [api({ onRotation: "restart" })]);

    expect(application).toEqual({
      ...plain,
      spec: { ...plain.spec, ignoreDifferences: [expect.objectContaining({ group: "apps", kind: "Deployment" })] },
    });
  });
});
