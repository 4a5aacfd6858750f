import { expect, test } from "vitest";
import { FILE, type Files, findingsOf, healthyFiles, terraform, without } from "../../support/artefacts.js";

const RULE = "require-oidc-issuer";

function withIssuer(more: object): Files {
  return terraform(({ resource }) => {
    Object.assign(resource.azurerm_kubernetes_cluster.main, more);
  });
}

test("finds nothing where it is switched on", () => {
  const files = healthyFiles;

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("fails when it is switched off", () => {
  const files = withIssuer({ oidc_issuer_enabled: false });

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "require-oidc-issuer",
      severity: "error",
      environment: "artefacts",
      message: "azurerm_kubernetes_cluster.main has its OIDC issuer switched off, and federated credentials trust it",
      at: {
        file: "azure/main.tf.json",
        line: 34,
        resource: "azurerm_kubernetes_cluster.main",
        field: "oidc_issuer_enabled",
      },
      got: "false",
      allowed: "oidc_issuer_enabled = true",
      fix: "write oidc_issuer_enabled = true",
      shows:
        "AADSTS700211: No matching federated identity record found for presented assertion issuer '<issuer of the cluster>'",
      related: [],
      docs: "docs/rules/require-oidc-issuer.md",
    },
  ]);
});

test("warns where it is left to a default", () => {
  const files = withIssuer({ oidc_issuer_enabled: undefined });

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "require-oidc-issuer",
      severity: "warning",
      environment: "artefacts",
      message:
        "azurerm_kubernetes_cluster.main leaves oidc_issuer_enabled to a default, which is false in azurerm 4 and true in azurerm 5",
      at: { file: "azure/main.tf.json", line: 28, resource: "azurerm_kubernetes_cluster.main" },
      allowed: "oidc_issuer_enabled = true",
      fix: "write oidc_issuer_enabled = true",
      shows:
        "AADSTS700211: No matching federated identity record found for presented assertion issuer '<issuer of the cluster>'",
      related: [],
      docs: "docs/rules/require-oidc-issuer.md",
    },
  ]);
});

test("leaves alone a cluster that nobody trusts", () => {
  const files = terraform(({ resource }) => {
    Object.assign(resource.azurerm_kubernetes_cluster.main, { oidc_issuer_enabled: false });
    Reflect.deleteProperty(resource, "azurerm_federated_identity_credential");
  }, without(FILE.manifests));

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("finds nothing where every admitted version switches it on by default", () => {
  const files = terraform(
    ({ terraform: { required_providers } }) => {
      required_providers.azurerm.version = ">= 5.0, < 6.0";
    },
    withIssuer({ oidc_issuer_enabled: undefined }),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("fails when only versions are admitted in which the issuer is off by default", () => {
  const files = terraform((c) => {
    Object.assign(c.terraform.required_providers.azurerm, { version: "~> 4.81" });
    Object.assign(c.resource.azurerm_kubernetes_cluster.main, { oidc_issuer_enabled: null });
  });

  const found = findingsOf("require-oidc-issuer", files);

  expect(found).toEqual([
    expect.objectContaining({
      severity: "error",
      message:
        "azurerm_kubernetes_cluster.main leaves oidc_issuer_enabled to its default, which is false in azurerm ~> 4.81",
    }),
  ]);
});
