import { expect, test } from "vitest";
import type { Source } from "../../verify/index.js";
import { casesIn, findingsOn, inShort, sourcesOf, verdictOn, verdictOnCase } from "../support/corpus.js";

const FOLDER = "healthy";

/** What each case is, in the manner of whom, and everything that is to be said of it. */
const cases: Readonly<Record<string, readonly [description: string, expected: readonly string[]]>> = {
  "access-policies": [
    "access policies inside the vault, on purpose",
    ["unchecked match-client-id", "unchecked match-object", "unchecked match-tenant"],
  ],
  "base-and-overlay": [
    "a base and an overlay of Kustomize, as they are written",
    ["no Terraform", "note require-namespace"],
  ],
  "big-shop": [
    "a shop of twelve services, two vaults, a firewall and a private endpoint",
    ["unchecked match-client-id ×12", "unchecked match-object ×2"],
  ],
  "bootstrap-token": ["a Secret that only the API server reads", ["no Terraform"]],
  "byte-order-mark": ["a file of an editor on Windows", ["no Terraform"]],
  "conditional-role": [
    "a role that a condition narrows",
    ["unchecked match-client-id", "unchecked match-object", "unchecked match-tenant", "unchecked require-access"],
  ],
  crlf: ["a file with line ends of Windows", ["no Terraform"]],
  "entra-application": [
    "an application with its service principal",
    ["unchecked match-client-id", "unchecked match-object"],
  ],
  "github-actions": [
    "an identity that a pipeline uses too, and one of a pipeline alone",
    [
      "unchecked match-client-id",
      "unchecked match-federated-issuer",
      "unchecked match-object",
      "unchecked no-full-identity",
      "unchecked no-unused-identity",
    ],
  ],
  gitops: ["a folder of Argo CD, Flux, Kustomize and a workflow", ["no Terraform"]],
  "hand-written-terraform": [
    "variables, locals, for_each and a module",
    [
      "unchecked match-client-id",
      "unchecked match-federated-subject",
      "unchecked match-object",
      "unchecked match-tenant",
      "unchecked no-unused-identity",
      "unchecked valid-federated-subject",
    ],
  ],
  "helm-rendered": [
    "output of helm template, with an empty document and a generated name",
    ["no Terraform", "note valid-workload-identity-label ×2"],
  ],
  "identity-binding": ["an identity binding of AKS", ["no Terraform"]],
  "init-and-sidecars": [
    "init containers, a sidecar and projected volumes",
    ["no Terraform", "unchecked no-unreadable-file"],
  ],
  "json-manifests": ["manifests in JSON, with objects in JSON", ["no Terraform"]],
  "kubectl-get-json": [
    "a List as kubectl get -o json prints it",
    ["no Terraform", "note valid-workload-identity-label"],
  ],
  "kubectl-get-yaml": ["a List as kubectl get -o yaml prints it, with what the driver made", ["no Terraform"]],
  "kustomize-build": ["output of kustomize build", ["no Terraform"]],
  "manifests-and-outputs": ["manifests beside the outputs of a deployment", ["no Terraform"]],
  modules: [
    "a vault, an identity and a cluster of modules, beside others",
    ["unchecked match-federated-issuer", "unchecked match-federated-owner", "unchecked match-vault"],
  ],
  "node-identity": [
    "the identity of the node, for pods of old",
    [
      "note no-node-access",
      "note no-redundant-flag",
      "unchecked match-client-id",
      "unchecked match-object",
      "unchecked match-tenant",
      "unchecked no-unused-identity",
      "warning no-node-identity",
    ],
  ],
  "object-forms": [
    "every form of an object: pinned, aliased, PFX, binary, with versions",
    ["no Terraform", "note no-pinned-version", "note no-redundant-flag"],
  ],
  "only-terraform": ["Terraform without manifests", ["no manifests"]],
  operators: ["workloads of Knative, OpenKruise, Argo and KEDA", ["no Terraform"]],
  "other-providers": ["classes of other providers, and other CSI drivers, in one pod", ["no Terraform"]],
  "other-volumes": ["volumes of other drivers beside a class", ["no Terraform"]],
  "plain-kubectl": [
    "manifests for kubectl apply, without a namespace",
    ["no Terraform", "note require-namespace", "note valid-workload-identity-label"],
  ],
  powershell: ["UTF-16, as the shell of Windows redirects it", ["no Terraform"]],
  "role-by-data": [
    "a role looked up by a data source",
    ["unchecked match-client-id", "unchecked match-object", "unchecked match-tenant"],
  ],
  "role-by-id": ["a role by its id", ["unchecked match-client-id", "unchecked match-object", "unchecked match-tenant"]],
  "sdk-only": ["workload identity for the app alone, without a class", []],
  "secret-types": ["a Secret of each type", ["no Terraform"]],
  "secrets-of-others": [
    "Secrets by hand, of External Secrets and sealed ones, without a class",
    ["no Terraform", "note require-chain"],
  ],
  "self-installed": [
    "driver and provider by their chart, on azurerm 5",
    ["unchecked match-client-id", "unchecked match-object"],
  ],
  "service-principal": ["a service principal with its Secret", ["no Terraform", "warning require-client-id"]],
  "several-vaults": [
    "one pod, two classes, two vaults",
    [
      "unchecked match-client-id ×2",
      "unchecked match-object ×2",
      "unchecked match-tenant ×2",
      "unchecked require-access",
      "unchecked require-vault-reach",
    ],
  ],
  "shared-with-vm": [
    "a vault that a machine, a gateway and operators read too",
    ["unchecked match-client-id", "unchecked match-object", "unchecked match-tenant", "unchecked no-unused-identity"],
  ],
  "sovereign-cloud": ["a cloud of a government", ["unchecked match-client-id", "unchecked match-object"]],
  "subscription-wide-role": [
    "a role on the whole subscription",
    ["unchecked match-client-id", "unchecked match-object", "unchecked match-tenant", "warning no-wide-access"],
  ],
  "terraform-plan": ["terraform show -json of a plan", ["unchecked match-federated-owner", "unchecked match-object"]],
  "terraform-state": ["terraform show -json of a state", ["unchecked match-object", "unchecked no-retiring-api"]],
  "two-clusters": ["one repository for two clusters", ["unchecked match-client-id ×2"]],
  "windows-pod": ["pods on Windows", ["no Terraform"]],
  "workload-kinds": [
    "workloads of each kind, a Rollout among them",
    ["no Terraform", "unchecked no-throttled-rollout"],
  ],
};

const rows = Object.entries(cases).map(([name, [description, expected]]) => [description, name, expected] as const);

test("every healthy case is listed, and every listed one is there", () => {
  const names = rows.map(([, name]) => name);

  expect(names).toEqual(casesIn(FOLDER));
});

test.each(rows)("finds no error in %s (%s)", (_, name) => {
  const errors = findingsOn(verdictOnCase(`${FOLDER}/${name}`)).filter(({ severity }) => severity === "error");

  expect(errors).toEqual([]);
});

test.each(rows)("says exactly what is to be said of %s (%s)", (_, name, expected) => {
  const said = inShort(verdictOnCase(`${FOLDER}/${name}`));

  expect(said).toEqual(expected);
});

test("reads something in every case, so that silence means checked", () => {
  const read = rows.map(([, name]) => {
    const { environments } = verdictOnCase(`${FOLDER}/${name}`);
    return { name, empty: environments.every(({ counts }) => counts.manifests + counts.resources === 0) };
  });

  expect(read.filter(({ empty }) => empty)).toEqual([]);
});

test("follows the pods of every kind that has a template", () => {
  const chains = ["operators", "workload-kinds"].flatMap((name) =>
    verdictOnCase(`${FOLDER}/${name}`).environments.flatMap((environment) => environment.chains),
  );

  expect(chains.map(({ workload }) => workload)).toEqual([
    "Service ml/predict",
    "CloneSet ml/workers",
    "Workflow ml/train-",
    "ScaledJob ml/score",
    "CronJob factory/nightly-export",
    "Job factory/backfill",
    "DaemonSet factory/edge-agent",
    "StatefulSet factory/broker",
    "Rollout factory/dashboard",
  ]);
});

const encoder = new TextEncoder();

function utf16(text: string, isLittleEndian: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(2 * (text.length + 1)));
  [..."\u{feff}"].concat(text.split("")).forEach((unit, index) => {
    view.setUint16(2 * index, unit.charCodeAt(0), isLittleEndian);
  });
  return new Uint8Array(view.buffer);
}

const encodings: Readonly<Record<string, (text: string) => Uint8Array>> = {
  "line ends of Windows": (text) => encoder.encode(text.replaceAll("\n", "\r\n")),
  "a byte order mark": (text) => encoder.encode(`\u{feff}${text}`),
  "UTF-16, least byte first": (text) => utf16(text, true),
  "UTF-16, greatest byte first": (text) => utf16(text, false),
};

/** Cases with strings of all kinds: blocks of text, flow, comments, JSON. */
const written = ["helm-rendered", "kubectl-get-json", "object-forms", "hand-written-terraform"];

test.each(Object.entries(encodings))("says the same of files with %s", (_, encode) => {
  const decoder = new TextDecoder();
  const encoded = ({ file, content }: Source): Source => ({
    file,
    content: encode(typeof content === "string" ? content : decoder.decode(content)),
  });

  const said = written.map((name) => inShort(verdictOn(sourcesOf(`${FOLDER}/${name}`).map(encoded))));

  expect(said).toEqual(written.map((name) => cases[name]?.[1]));
});
