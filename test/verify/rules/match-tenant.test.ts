import { expect, test } from "vitest";
import {
  CLIENT_ID,
  FILE,
  type Files,
  findingsOf,
  healthyFiles,
  manifests,
  TENANT,
  terraform,
  uncheckedOf,
  without,
} from "../../support/artefacts.js";

const RULE = "match-tenant";

const OTHER = "8d3c1f6a-52b7-4c0e-9f41-6a7be5d20c91";

/** What Entra answers for the other tenant. */
const NO_TENANT = `AADSTS90002: Tenant '${OTHER}' not found; where it exists, AADSTS700016: Application with identifier '${CLIENT_ID}' was not found in the directory '${OTHER}'`;

const CLASS_END = "---\napiVersion: apps/v1\nkind: Deployment";

function otherClass(tenant: string, name = "jobs"): string {
  const parameters = `{ clientID: "${CLIENT_ID}", tenantID: "${tenant}", keyvaultName: kv-orders, objects: "" }`;
  return [
    "---",
    "apiVersion: secrets-store.csi.x-k8s.io/v1",
    "kind: SecretProviderClass",
    `metadata: { name: ${name}, namespace: orders }`,
    `spec: { provider: azure, parameters: ${parameters} }\n`,
  ].join("\n");
}

function withVaultTenant(files: Files): Files {
  return terraform(({ resource, provider }) => {
    Object.assign(resource.azurerm_key_vault.orders, { tenant_id: OTHER });
    Object.assign(provider.azurerm[0] ?? {}, { tenant_id: OTHER });
  }, files);
}

function withoutAzure(files: Files): Files {
  return without(FILE.terraform, without(FILE.outputs, files));
}

test("finds nothing where all are of one tenant", () => {
  const files = healthyFiles;

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

test("fails when the class names another tenant than the vault", () => {
  const files = manifests(`tenantID: "${TENANT}"`, `tenantID: "${OTHER}"`);

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "match-tenant",
      severity: "error",
      environment: "artefacts",
      message:
        'SecretProviderClass orders/api-vault asks the tenant "8d3c1f6a-52b7-4c0e-9f41-6a7be5d20c91", which is not the tenant of azurerm_key_vault.orders',
      at: {
        file: "orders.yaml",
        line: 18,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.tenantID",
      },
      got: "8d3c1f6a-52b7-4c0e-9f41-6a7be5d20c91",
      allowed: `the tenant of azurerm_key_vault.orders: "${TENANT}"`,
      fix: "write the id of the vault's tenant",
      shows: NO_TENANT,
      related: [],
      docs: "docs/rules/match-tenant.md",
    },
  ]);
});

test("fails when the vault is of another tenant than all its classes", () => {
  const files = withVaultTenant(manifests(CLASS_END, `${otherClass(TENANT)}${CLASS_END}`));

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "match-tenant",
      severity: "error",
      environment: "artefacts",
      message:
        'azurerm_key_vault.orders is of the tenant "8d3c1f6a-52b7-4c0e-9f41-6a7be5d20c91", all classes that read it are of another',
      at: { file: "azure/main.tf.json", line: 58, resource: "azurerm_key_vault.orders", field: "tenant_id" },
      got: "8d3c1f6a-52b7-4c0e-9f41-6a7be5d20c91",
      allowed: `the tenant of the classes: "${TENANT}"`,
      fix: "write the tenant that the vault is really in, in both",
      shows:
        "AKV10032: Invalid issuer. Expected one of https://sts.windows.net/8d3c1f6a-52b7-4c0e-9f41-6a7be5d20c91/ (401)",
      related: [{ file: "orders.yaml", line: 9, resource: "SecretProviderClass orders/api-vault" }],
      docs: "docs/rules/match-tenant.md",
    },
  ]);
});

test("fails when the classes of a vault of elsewhere disagree", () => {
  const files = withoutAzure(manifests(CLASS_END, `${otherClass(TENANT)}${otherClass(OTHER, "web")}${CLASS_END}`));

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "match-tenant",
      severity: "error",
      environment: "artefacts",
      message:
        'SecretProviderClass orders/web asks the tenant "8d3c1f6a-52b7-4c0e-9f41-6a7be5d20c91", which is not the tenant that other classes name for the vault "kv-orders"',
      at: {
        file: "orders.yaml",
        line: 54,
        resource: "SecretProviderClass orders/web",
        field: "spec.parameters.tenantID",
      },
      got: "8d3c1f6a-52b7-4c0e-9f41-6a7be5d20c91",
      allowed: `the tenant that other classes name for the vault "kv-orders": "${TENANT}"`,
      fix: "write the id of the vault's tenant",
      shows: NO_TENANT,
      related: [],
      docs: "docs/rules/match-tenant.md",
    },
  ]);
});

test("fails when the provider is of another tenant", () => {
  const files = terraform(({ provider }) => {
    Object.assign(provider.azurerm[0] ?? {}, { tenant_id: OTHER });
  });

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "match-tenant",
      severity: "error",
      environment: "artefacts",
      message:
        'azurerm_user_assigned_identity.api is made with the tenant "8d3c1f6a-52b7-4c0e-9f41-6a7be5d20c91" of its provider, and read with another',
      at: { file: "azure/main.tf.json", line: 64, resource: "azurerm_user_assigned_identity.api" },
      got: "8d3c1f6a-52b7-4c0e-9f41-6a7be5d20c91",
      allowed: `tenant_id of the provider: "${TENANT}"`,
      fix: "write one tenant in the settings of the provider, the vault and the classes",
      shows: "AADSTS700016: Application with identifier '<client id>' was not found in the directory",
      related: [],
      docs: "docs/rules/match-tenant.md",
    },
  ]);
});

test("warns where the cluster of a vault of elsewhere is of another tenant", () => {
  const files = terraform(
    ({ resource }) => {
      Reflect.deleteProperty(resource, "azurerm_key_vault");
      Reflect.deleteProperty(resource, "azurerm_role_assignment");
    },
    manifests(`tenantID: "${TENANT}"`, `tenantID: "${OTHER}"`),
  );

  const found = findingsOf(RULE, files);

  expect(found).toEqual([
    {
      rule: "match-tenant",
      severity: "warning",
      environment: "artefacts",
      message:
        'SecretProviderClass orders/api-vault asks the tenant "8d3c1f6a-52b7-4c0e-9f41-6a7be5d20c91", which is not the tenant in the issuer of the cluster',
      at: {
        file: "orders.yaml",
        line: 18,
        resource: "SecretProviderClass orders/api-vault",
        field: "spec.parameters.tenantID",
      },
      got: "8d3c1f6a-52b7-4c0e-9f41-6a7be5d20c91",
      allowed: `the tenant in the issuer of the cluster: "${TENANT}"`,
      fix: "write the id of the vault's tenant",
      shows: NO_TENANT,
      related: [],
      docs: "docs/rules/match-tenant.md",
    },
  ]);
});

test("takes a tenant in another case", () => {
  const files = manifests(`tenantID: "${TENANT}"`, `tenantID: "${TENANT.toUpperCase()}"`);

  const found = findingsOf(RULE, files);

  expect(found).toEqual([]);
});

const CURRENT = "${data.azurerm_client_config.current.tenant_id}";

/** The healthy world before its deployment, with the tenant of the vault left to Terraform. */
function tenantOfRun(vaultTenant: string, providerTenant: string | undefined): Files {
  return terraform((c) => {
    Object.assign(c.resource.azurerm_key_vault.orders, { tenant_id: vaultTenant });
    Object.assign(c.provider, { azurerm: [{ features: [{}], tenant_id: providerTenant }] });
    Object.assign(c, { data: { azurerm_client_config: { current: {} } } });
  }, without(FILE.outputs));
}

test("fails when the tenant of the vault is that of the provider, and the class asks another", () => {
  const files = manifests(`tenantID: "${TENANT}"`, `tenantID: "${OTHER}"`, tenantOfRun(CURRENT, TENANT));

  const found = findingsOf(RULE, files).map(({ severity, got }) => [severity, got]);

  expect(found).toEqual([["error", OTHER]]);
});

test("finds nothing where the tenant of the provider is that of the class", () => {
  const files = tenantOfRun(CURRENT, TENANT);

  const said = [...findingsOf(RULE, files), ...uncheckedOf(RULE, files)];

  expect(said).toEqual([]);
});

test.each([
  ["whoever runs Terraform is of", CURRENT],
  ["a variable says", "${var.tenant}"],
])("cannot tell where the tenant of the vault is the one that %s", (_, tenant) => {
  const files = tenantOfRun(tenant, undefined);

  const found = uncheckedOf(RULE, files);

  expect(found).toEqual([
    {
      rule: RULE,
      environment: "artefacts",
      message: `whether azurerm_key_vault.orders is of the tenant "${TENANT}", which SecretProviderClass orders/api-vault asks: only a deployment knows its tenant`,
      needs: "tenant_id of the vault or of its provider written out, or terraform show -json of the plan or state",
      at: expect.objectContaining({ resource: "azurerm_key_vault.orders", field: "tenant_id" }),
    },
  ]);
});

test("fails when the provider is of another tenant than the classes and the cluster, and nothing says the vault's", () => {
  const files = terraform((c) => {
    Reflect.deleteProperty(c.resource, "azurerm_key_vault");
    Reflect.deleteProperty(c.resource, "azurerm_role_assignment");
    Object.assign(c.provider.azurerm[0] ?? {}, { tenant_id: OTHER });
  });

  const found = findingsOf(RULE, files).map(({ severity, message }) => ({ severity, message }));

  expect(found).toEqual([
    {
      severity: "error",
      message: `azurerm_user_assigned_identity.api is made with the tenant "${OTHER}" of its provider, and read with another`,
    },
  ]);
});
