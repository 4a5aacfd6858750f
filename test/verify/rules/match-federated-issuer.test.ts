import { expect, test } from "vitest";
import {
  FILE,
  type Files,
  findingsOf,
  healthyFiles,
  ISSUER,
  TENANT,
  terraform,
  uncheckedOf,
  without,
} from "../../support/artefacts.js";

const RULE = "match-federated-issuer";

function withIssuer(issuer: string, files?: Files): Files {
  return terraform(({ resource }) => {
    Object.assign(resource.azurerm_federated_identity_credential.api, { issuer });
  }, files);
}

function withMore(more: object): Files {
  return terraform(({ resource: { azurerm_federated_identity_credential: credentials } }) => {
    Object.assign(credentials, { more: { ...credentials.api, name: "orders-more", ...more } });
  });
}

function withPipeline(): Files {
  const subject = "repo:example/orders:ref:refs/heads/main";
  return withMore({ issuer: "https://token.actions.githubusercontent.com", subject });
}

function withSecondCluster(): Files {
  return withMore({ issuer: ISSUER.replace("westeurope", "northeurope") });
}

test("finds nothing where the issuer is a reference to that of the cluster", () => {
  const files = healthyFiles;

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("takes the issuer of the cluster as text", () => {
  const files = withIssuer(ISSUER);

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("fails when the slash at its end is missing", () => {
  const files = withIssuer(ISSUER.slice(0, -1));

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "match-federated-issuer",
      severity: "error",
      environment: "artefacts",
      message: `the issuer "https://westeurope.oic.prod-aks.azure.com/${TENANT}/7be3f0a1-94c2-4d58-b6e9-1a20c5d87f43" of azurerm_federated_identity_credential.api lacks the slash at its end, which is part of it`,
      at: {
        file: "azure/main.tf.json",
        line: 74,
        resource: "azurerm_federated_identity_credential.api",
        field: "issuer",
      },
      got: `https://westeurope.oic.prod-aks.azure.com/${TENANT}/7be3f0a1-94c2-4d58-b6e9-1a20c5d87f43`,
      allowed: `the issuer of a cluster, letter by letter: "${ISSUER}"`,
      fix: "refer to it: issuer = ${azurerm_kubernetes_cluster.<name>.oidc_issuer_url}",
      shows: `AADSTS700211: No matching federated identity record found for presented assertion issuer '${ISSUER}'`,
      related: [],
      docs: "docs/rules/match-federated-issuer.md",
    },
  ]);
});

test("fails when it is that of another cluster", () => {
  const files = withIssuer(
    `https://northeurope.oic.prod-aks.azure.com/${TENANT}/0d8a5b17-3c6e-4f92-8a41-b7e6d2c90f35/`,
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "match-federated-issuer",
      severity: "error",
      environment: "artefacts",
      message: `the issuer "https://northeurope.oic.prod-aks.azure.com/${TENANT}/0d8a5b17-3c6e-4f92-8a41-b7e6d2c90f35/" of azurerm_federated_identity_credential.api is that of no cluster among the artefacts`,
      at: {
        file: "azure/main.tf.json",
        line: 74,
        resource: "azurerm_federated_identity_credential.api",
        field: "issuer",
      },
      got: `https://northeurope.oic.prod-aks.azure.com/${TENANT}/0d8a5b17-3c6e-4f92-8a41-b7e6d2c90f35/`,
      allowed: `the issuer of a cluster, letter by letter: "${ISSUER}"`,
      fix: "refer to it: issuer = ${azurerm_kubernetes_cluster.<name>.oidc_issuer_url}",
      shows: `AADSTS700211: No matching federated identity record found for presented assertion issuer '${ISSUER}'`,
      related: [],
      docs: "docs/rules/match-federated-issuer.md",
    },
  ]);
});

test("fails when it is in another case", () => {
  const files = withIssuer(ISSUER.replace("westeurope", "WestEurope"));

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "match-federated-issuer",
      severity: "error",
      environment: "artefacts",
      message: `the issuer "https://WestEurope.oic.prod-aks.azure.com/${TENANT}/7be3f0a1-94c2-4d58-b6e9-1a20c5d87f43/" of azurerm_federated_identity_credential.api is not in the form that AKS gives its issuers`,
      at: {
        file: "azure/main.tf.json",
        line: 74,
        resource: "azurerm_federated_identity_credential.api",
        field: "issuer",
      },
      got: `https://WestEurope.oic.prod-aks.azure.com/${TENANT}/7be3f0a1-94c2-4d58-b6e9-1a20c5d87f43/`,
      allowed: `the issuer of a cluster, letter by letter: "${ISSUER}"`,
      fix: "refer to it: issuer = ${azurerm_kubernetes_cluster.<name>.oidc_issuer_url}",
      shows: `AADSTS700211: No matching federated identity record found for presented assertion issuer '${ISSUER}'`,
      related: [],
      docs: "docs/rules/match-federated-issuer.md",
    },
  ]);
});

test("fails when another attribute of the cluster is in its place", () => {
  const files = withIssuer("${azurerm_kubernetes_cluster.main.fqdn}");

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "match-federated-issuer",
      severity: "error",
      environment: "artefacts",
      message:
        "the issuer of azurerm_federated_identity_credential.api is fqdn of azurerm_kubernetes_cluster.main, which is no issuer",
      at: {
        file: "azure/main.tf.json",
        line: 74,
        resource: "azurerm_federated_identity_credential.api",
        field: "issuer",
      },
      got: "${azurerm_kubernetes_cluster.main.fqdn}",
      allowed: `the issuer of a cluster, letter by letter: "${ISSUER}"`,
      fix: "refer to it: issuer = ${azurerm_kubernetes_cluster.<name>.oidc_issuer_url}",
      shows: `AADSTS700211: No matching federated identity record found for presented assertion issuer '${ISSUER}'`,
      related: [],
      docs: "docs/rules/match-federated-issuer.md",
    },
  ]);
});

test("fails when there is more than the issuer of the cluster", () => {
  const files = withIssuer("${azurerm_kubernetes_cluster.main.oidc_issuer_url}/", without(FILE.outputs));

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "match-federated-issuer",
      severity: "error",
      environment: "artefacts",
      message:
        "the issuer of azurerm_federated_identity_credential.api has more than that of azurerm_kubernetes_cluster.main",
      at: {
        file: "azure/main.tf.json",
        line: 74,
        resource: "azurerm_federated_identity_credential.api",
        field: "issuer",
      },
      got: "${azurerm_kubernetes_cluster.main.oidc_issuer_url}/",
      allowed: "oidc_issuer_url of the cluster; it begins with https:// and, on AKS, ends with a slash",
      fix: "refer to it: issuer = ${azurerm_kubernetes_cluster.<name>.oidc_issuer_url}",
      shows:
        "AADSTS700211: No matching federated identity record found for presented assertion issuer '<issuer of the cluster>'",
      related: [],
      docs: "docs/rules/match-federated-issuer.md",
    },
  ]);
});

test("fails when it is missing", () => {
  const files = terraform(({ resource }) => {
    Reflect.deleteProperty(resource.azurerm_federated_identity_credential.api, "issuer");
  });

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "match-federated-issuer",
      severity: "error",
      environment: "artefacts",
      message: "azurerm_federated_identity_credential.api has no issuer",
      at: { file: "azure/main.tf.json", line: 71, resource: "azurerm_federated_identity_credential.api" },
      allowed: `the issuer of a cluster, letter by letter: "${ISSUER}"`,
      fix: "refer to it: issuer = ${azurerm_kubernetes_cluster.<name>.oidc_issuer_url}",
      shows: 'Error: Missing required argument: The argument "issuer" is required',
      related: [],
      docs: "docs/rules/match-federated-issuer.md",
    },
  ]);
});

test("leaves alone what trusts a pipeline", () => {
  const files = withPipeline();

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("leaves alone a credential for a second cluster", () => {
  const files = withSecondCluster();

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("cannot say whether text is the issuer of a cluster before that is deployed", () => {
  const files = withIssuer(ISSUER, without(FILE.outputs));

  const unchecked = uncheckedOf(RULE, files);

  expect(unchecked).toEqual([
    {
      rule: "match-federated-issuer",
      environment: "artefacts",
      message:
        "whether the issuer of azurerm_federated_identity_credential.api is that of a cluster: the issuer of the cluster is only known to a deployment",
      needs: "the outputs of the deployment, or terraform show -json",
      at: {
        file: "azure/main.tf.json",
        line: 74,
        resource: "azurerm_federated_identity_credential.api",
        field: "issuer",
      },
    },
  ]);
});

test("fails when the issuer is that of pipelines and a cluster is among the artefacts", () => {
  const files = terraform(
    (c) =>
      Object.assign(c.resource.azurerm_federated_identity_credential.api, {
        issuer: "https://token.actions.githubusercontent.com",
      }),
    without(FILE.outputs),
  );

  const found = findingsOf("match-federated-issuer", files);

  expect(found).toEqual([
    expect.objectContaining({ severity: "error", got: "https://token.actions.githubusercontent.com" }),
  ]);
});
