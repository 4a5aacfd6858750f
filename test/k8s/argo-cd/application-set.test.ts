import { describe, expect, test } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { synthesizeArgoCd } from "../../../k8s/argo-cd/index.js";
import { statefulSet } from "../../../model/index.js";
import { api, vault } from "../../support/descriptions.js";
import { forArgoCd, repository } from "./environments.js";

interface Application {
  readonly metadata: { readonly name: string };
  readonly spec: Record<string, unknown>;
}

interface ApplicationSet {
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: {
    readonly generators: readonly [{ readonly list: { readonly elements: readonly Record<string, unknown>[] } }];
    readonly template: Application;
    readonly templatePatch: string;
  };
}

const database = statefulSet("database", {
  namespace: "orders",
  image: "busybox:1.36",
  mounts: [{ path: "/mnt/secrets", objects: [vault.objects.dbPassword] }],
  onRotation: "restart",
});

/** Environments that differ in everything that the description of Argo CD lets them differ in. */
const environments = [
  forArgoCd({}, "dev"),
  forArgoCd({ revision: "v1.2", project: "secrets", destination: { name: "aks-test" } }, "test", [
    api({ onRotation: "restart" }),
    database,
  ]),
  forArgoCd({ automated: false, destination: { server: "https://aks-prod.example.com:443" } }, "prod", [database]),
  forArgoCd({ automated: false, repository: 'https://git.example.com/a?b="c"&d=<{{ .e }}>' }, "odd"),
  forArgoCd({ namespace: "gitops" }, "far"),
];

function applicationSetsIn(files: ReadonlyMap<string, string>): readonly ApplicationSet[] {
  return [...files]
    .filter(([file]) => file.startsWith("application-sets/"))
    .flatMap(([, text]) => parseAllDocuments(text).map((document) => document.toJS() as ApplicationSet));
}

/** What Argo CD makes of an ApplicationSet: texts filled in one by one, then the patch laid over. */
function expand({ metadata: { namespace }, spec }: ApplicationSet): readonly Application[] {
  return spec.generators[0].list.elements.map((element) => {
    const fill = (text: string) =>
      text.replaceAll(/\{\{ (toJson )?\.(\w+) \}\}/g, (_, asJson, key) => {
        if (!(key in element)) {
          throw new Error(`the element has no ${key}`);
        }
        return asJson ? JSON.stringify(element[key]) : String(element[key]);
      });
    const { metadata, spec: filled } = filledIn(spec.template, fill) as Application;
    const { ignoreDifferences, ...patch } = parse(fill(spec.templatePatch)).spec;
    return {
      apiVersion: "argoproj.io/v1alpha1",
      kind: "Application",
      metadata: { ...metadata, namespace },
      // An empty list is left out of an Application.
      spec: { ...filled, ...patch, ...(ignoreDifferences.length > 0 && { ignoreDifferences }) },
    };
  });
}

function filledIn(value: unknown, fill: (text: string) => string): unknown {
  if (typeof value === "string") {
    return fill(value);
  }
  if (Array.isArray(value)) {
    return value.map((one) => filledIn(one, fill));
  }
  return typeof value === "object" && value !== null
    ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, filledIn(one, fill)]))
    : value;
}

describe("the ApplicationSets", () => {
  test("make exactly the Applications that are written beside them", () => {
    const files = synthesizeArgoCd(environments);
    const made = applicationSetsIn(files).flatMap(expand);

    expect(new Map(made.map((application) => [application.metadata.name, application]))).toEqual(
      new Map(environments.map(({ name }) => [name, parse(files.get(`applications/${name}.yaml`) ?? "")])),
    );
  });

  test("are one for each Argo CD and way of syncing", () => {
    const sets = applicationSetsIn(synthesizeArgoCd(environments));

    expect(
      sets.map(({ metadata, spec }) => [metadata, spec.generators[0].list.elements.map((one) => one.environment)]),
    ).toEqual([
      [{ name: "aks-key-vault-automated", namespace: "argocd" }, ["dev", "test"]],
      [{ name: "aks-key-vault-manual", namespace: "argocd" }, ["prod", "odd"]],
      [{ name: "aks-key-vault-automated", namespace: "gitops" }, ["far"]],
    ]);
  });

  test("fail on a missing value, and leave the workloads of a deleted Application running", () => {
    const [set] = applicationSetsIn(synthesizeArgoCd([forArgoCd({}, "dev")]));

    expect(set).toEqual({
      apiVersion: "argoproj.io/v1alpha1",
      kind: "ApplicationSet",
      metadata: { name: "aks-key-vault-automated", namespace: "argocd" },
      spec: {
        goTemplate: true,
        goTemplateOptions: ["missingkey=error"],
        generators: [
          {
            list: {
              elements: [
                {
                  environment: "dev",
                  project: "default",
                  repository,
                  revision: "main",
                  destination: { server: "https://kubernetes.default.svc" },
                  ignoreDifferences: [],
                },
              ],
            },
          },
        ],
        syncPolicy: { preserveResourcesOnDeletion: true },
        template: {
          metadata: { name: "{{ .environment }}" },
          spec: {
            project: "{{ .project }}",
            source: {
              repoURL: "{{ .repository }}",
              targetRevision: "{{ .revision }}",
              path: "dist/k8s/{{ .environment }}",
            },
            destination: {},
            syncPolicy: { automated: { prune: false, selfHeal: true } },
          },
        },
        templatePatch:
          "spec:\n  destination: {{ toJson .destination }}\n  ignoreDifferences: {{ toJson .ignoreDifferences }}\n",
      },
    });
  });
});
