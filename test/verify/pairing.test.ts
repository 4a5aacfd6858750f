import { expect, test } from "vitest";
import { CLIENT_ID, FILE, healthyFiles, verdictOf } from "../support/artefacts.js";

const namespace = "apiVersion: v1\nkind: Namespace\nmetadata: {name: x}\n";

function stack(key: string, reads?: string): string {
  const data = { terraform_remote_state: { platform: { backend: "azurerm", config: { key: reads } } } };
  return JSON.stringify({
    terraform: { backend: { azurerm: { key } } },
    ...(reads === undefined ? {} : { data }),
    resource: { azurerm_resource_group: { x: { name: "rg", location: "westeurope" } } },
  });
}

function environmentsOf(files: Readonly<Record<string, string>>) {
  return verdictOf(files).environments.map(({ name, counts }) => [name, counts.manifests, counts.resources]);
}

test("files in no particular folders are one environment", () => {
  expect(environmentsOf(healthyFiles).map(([name]) => name)).toEqual(["artefacts"]);
});

test("folders of both halves are paired by name, and the stack of a team by the state that it reads", () => {
  const files = {
    "dist/k8s/prod/a.yaml": namespace,
    "dist/k8s/dev/a.yaml": namespace,
    "dist/infra/stacks/dev/cdk.tf.json": stack("dev"),
    "dist/infra/stacks/prod/cdk.tf.json": stack("prod"),
    "dist/infra/stacks/payments/cdk.tf.json": stack("payments", "prod"),
    "dist/infra/stacks/dev-shop/cdk.tf.json": stack("dev-shop"),
  };

  expect(environmentsOf(files)).toEqual([
    ["dev", 1, 2],
    ["prod", 1, 3],
  ]);
});

test("a stack without manifests is an environment of its own", () => {
  const files = { "k8s/dev/a.yaml": namespace, "infra/stacks/lonely/cdk.tf.json": stack("lonely") };

  expect(environmentsOf(files)).toEqual([
    ["dev", 1, 0],
    ["lonely", 0, 1],
  ]);
});

test("a folder of Terraform that is called like an environment is its stack, with the outputs beside it", () => {
  const { [FILE.manifests]: yaml = "", [FILE.terraform]: config = "", [FILE.outputs]: outputs = "" } = healthyFiles;
  const files = {
    "k8s/dev/a.yaml": yaml,
    "k8s/prod/a.yaml": yaml.replaceAll(CLIENT_ID, CLIENT_ID.replace("0b9f3c52", "1b9f3c52")),
    "infra/dev/main.tf.json": config,
    "infra/dev/outputs.json": outputs,
    "infra/prod/main.tf.json": config,
    "infra/prod/outputs.json": outputs,
  };

  const rules = verdictOf(files).environments.map(({ name, findings }) => [name, findings.map(({ rule }) => rule)]);

  expect(rules).toEqual([
    ["dev", []],
    ["prod", ["match-client-id"]],
  ]);
});

test("folders of applications beside one Terraform belong together", () => {
  const files = { "k8s/api/a.yaml": namespace, "k8s/web/a.yaml": namespace, "infra/main.tf.json": stack("main") };

  expect(environmentsOf(files).map(([name]) => name)).toEqual(["artefacts"]);
});
