import { describe, expect, test } from "vitest";
import {
  certificate,
  existingKeyVault,
  key,
  keyVault,
  newActionGroup,
  newLogWorkspace,
  secret,
} from "../../model/index.js";
import type { KeyVault, VaultObjectDeclarations } from "../../model/key-vault.js";
import type { NewCertificate, NewKey } from "../../model/managed-object.js";
import type { VaultAlerts } from "../../model/monitoring.js";
import { healthy } from "../support/descriptions.js";
import { stackOf } from "../support/synthesis.js";

const vaultId = "${azurerm_key_vault.kv-orders.id}";
const deployer = "${data.azurerm_client_config.deployer.object_id}";
const writer = "5e0a7c94-1d3b-4f68-b2c7-80f4d6e9a153";
const afterWait = ["time_sleep.kv-orders__writer"];

const seeded = secret("db-password", { seed: { version: 3 } });
const signing = key("signing", { create: { type: "RSA" } });
const server = certificate("server", { create: { subject: "CN=shop.example.com" } });

function stackWith(vault: KeyVault) {
  return stackOf(healthy({ vaults: [vault], workloads: [] }));
}

/** The stack of an environment with a vault of these objects. */
function stackOfObjects(
  objects: VaultObjectDeclarations,
  props: Omit<Parameters<typeof keyVault>[0], "name" | "objects"> = {},
) {
  return stackWith(keyVault({ ...props, name: "kv-orders", objects }));
}

function keyOf(create: NewKey, sku?: "premium") {
  return stackOfObjects({ one: key("signing", { create }) }, { sku }).resource.azurerm_key_vault_key;
}

function certificateOf(create: NewCertificate) {
  return stackOfObjects({ one: certificate("server", { create }) }).resource.azurerm_key_vault_certificate;
}

test("a seeded secret takes its value from an ephemeral, sensitive variable and leaves none behind", () => {
  const { variable, resource, text } = stackOfObjects({ seeded });

  expect(variable).toEqual({
    seed_kv_orders__db_password: {
      type: "string",
      description: "Value of secret db-password in vault kv-orders, written when its seed version rises.",
      sensitive: true,
      ephemeral: true,
      nullable: false,
    },
  });
  expect(resource.azurerm_key_vault_secret).toEqual({
    "kv-orders_db-password": {
      name: "db-password",
      key_vault_id: vaultId,
      value_wo: "${var.seed_kv_orders__db_password}",
      value_wo_version: 3,
      depends_on: afterWait,
    },
  });
  expect(text).not.toMatch(/"(value|default)": "[^$]/);
});

describe("a key that Terraform makes", () => {
  const made = {
    name: "signing",
    key_vault_id: vaultId,
    key_opts: ["sign", "verify"],
    depends_on: afterWait,
  };

  test("signs and verifies, with RSA of 3072 bits or P-256, and never expires, by default", () => {
    expect(keyOf({ type: "RSA" })).toEqual({ "kv-orders_signing": { ...made, key_type: "RSA", key_size: 3072 } });
    expect(keyOf({ type: "EC" })).toEqual({ "kv-orders_signing": { ...made, key_type: "EC", curve: "P-256" } });
  });

  test("takes size or curve, operations and hardware from the description", () => {
    expect(keyOf({ type: "RSA-HSM", size: 4096, operations: ["wrapKey", "unwrapKey"] }, "premium")).toEqual({
      "kv-orders_signing": { ...made, key_type: "RSA-HSM", key_size: 4096, key_opts: ["wrapKey", "unwrapKey"] },
    });
    expect(keyOf({ type: "EC-HSM", curve: "P-521", operations: ["sign"] }, "premium")).toEqual({
      "kv-orders_signing": { ...made, key_type: "EC-HSM", curve: "P-521", key_opts: ["sign"] },
    });
  });

  test("is rotated by the vault where the description says so", () => {
    expect(keyOf({ type: "EC", rotation: { every: "P11M", expireAfter: "P1Y" } })).toEqual({
      "kv-orders_signing": {
        ...made,
        key_type: "EC",
        curve: "P-256",
        rotation_policy: {
          expire_after: "P1Y",
          notify_before_expiry: "P7D",
          automatic: { time_after_creation: "P11M" },
        },
        // Rotation gives versions an end, which is not the description's to take away.
        lifecycle: { ignore_changes: ["expiration_date"] },
      },
    });
  });
});

describe("a certificate that the vault makes", () => {
  const policy = {
    issuer_parameters: { name: "Self" },
    key_properties: { exportable: true, key_type: "RSA", key_size: 3072, reuse_key: false },
    lifetime_action: [{ action: { action_type: "AutoRenew" }, trigger: { days_before_expiry: 45 } }],
    secret_properties: { content_type: "application/x-pkcs12" },
    x509_certificate_properties: {
      subject: "CN=shop.example.com",
      validity_in_months: 12,
      key_usage: ["digitalSignature", "keyEncipherment"],
      extended_key_usage: ["1.3.6.1.5.5.7.3.1"],
    },
  };
  const made = (certificate_policy: object) => ({
    "kv-orders_server": { name: "server", key_vault_id: vaultId, certificate_policy, depends_on: afterWait },
  });

  test("is self-signed for a year and renewed 45 days before its end, by default", () => {
    expect(certificateOf({ subject: "CN=shop.example.com" })).toEqual(made(policy));
  });

  test("takes its whole policy from the description", () => {
    const create = {
      subject: "CN=api.example.com",
      dnsNames: ["api.example.com", "*.api.example.com"],
      issuer: "DigiCert",
      validityMonths: 6,
      keySize: 4096,
      renewDaysBefore: 60,
      storedAs: "pem",
    } as const;

    expect(certificateOf(create)).toEqual(
      made({
        issuer_parameters: { name: "DigiCert" },
        key_properties: { ...policy.key_properties, key_size: 4096 },
        lifetime_action: [{ action: { action_type: "AutoRenew" }, trigger: { days_before_expiry: 60 } }],
        secret_properties: { content_type: "application/x-pem-file" },
        x509_certificate_properties: {
          ...policy.x509_certificate_properties,
          subject: "CN=api.example.com",
          subject_alternative_names: { dns_names: ["api.example.com", "*.api.example.com"] },
          validity_in_months: 6,
        },
      }),
    );
  });
});

describe("objects of a vault that is monitored", () => {
  const told = "azapi_resource.near-expiry_kv-orders";
  /** What the secret, the key and the certificate of the vault wait for. */
  const awaitedIn = (vault: KeyVault, alerts?: VaultAlerts) => {
    const actionGroup = newActionGroup({ shortName: "orders", emails: { ops: "ops@example.com" } });
    const monitoring = { workspace: newLogWorkspace(), actionGroup, alerts };
    const { resource } = stackOf(healthy({ vaults: [vault], workloads: [], monitoring }));
    return ["azurerm_key_vault_secret", "azurerm_key_vault_key", "azurerm_key_vault_certificate"].flatMap((type) =>
      Object.values(resource[type] ?? {}).map(({ depends_on }) => depends_on),
    );
  };
  const objects = { seeded, signing, server };
  const three = <T>(value: T) => [value, value, value];

  test("are made when their end will be told, and the right to write is there", () => {
    expect(awaitedIn(keyVault({ name: "kv-orders", objects }))).toEqual(three([told, ...afterWait]));
    expect(awaitedIn(keyVault({ name: "kv-orders", objectsWriter: false, objects }))).toEqual(three([told]));
  });

  test("do not wait for it where nobody is told, or the vault exists already", () => {
    const given = existingKeyVault({
      name: "kv-orders",
      resourceGroup: "given-rg",
      permissionModel: "rbac",
      monitored: true,
      objects,
    });

    expect(awaitedIn(keyVault({ name: "kv-orders", objects }), { nearExpiry: false })).toEqual(three(afterWait));
    expect(awaitedIn(given)).toEqual(three(afterWait));
  });
});

describe("the right to write", () => {
  const role = (name: string, principal_id = deployer, scope = vaultId) => ({
    scope,
    role_definition_name: name,
    principal_id,
  });

  test("is one role for each kind of object that is made, for whoever deploys, and is waited for once", () => {
    const { resource, data } = stackOfObjects({ seeded, signing, server });

    expect(data.azurerm_client_config).toEqual({ deployer: {} });
    expect(resource.azurerm_role_assignment).toEqual({
      "kv-orders__writer_secret": role("Key Vault Secrets Officer"),
      "kv-orders__writer_key": role("Key Vault Crypto Officer"),
      "kv-orders__writer_certificate": role("Key Vault Certificates Officer"),
    });
    expect(resource.time_sleep).toEqual({
      "kv-orders__writer": {
        create_duration: "10m",
        triggers: {
          certificate: "${azurerm_role_assignment.kv-orders__writer_certificate.id}",
          key: "${azurerm_role_assignment.kv-orders__writer_key.id}",
          secret: "${azurerm_role_assignment.kv-orders__writer_secret.id}",
        },
        depends_on: [
          "azurerm_role_assignment.kv-orders__writer_certificate",
          "azurerm_role_assignment.kv-orders__writer_key",
          "azurerm_role_assignment.kv-orders__writer_secret",
        ],
      },
    });
  });

  test.each([
    ["secret", { seeded }, "Key Vault Secrets Officer"],
    ["key", { signing }, "Key Vault Crypto Officer"],
    ["certificate", { server }, "Key Vault Certificates Officer"],
  ])("is no more than the role for a %s where only such are made", (kind, objects, name) => {
    expect(stackOfObjects(objects).resource.azurerm_role_assignment).toEqual({
      [`kv-orders__writer_${kind}`]: role(name),
    });
  });

  test("is that of the object id, and waited for as long, as the description says", () => {
    const { resource, data } = stackOfObjects({ seeded }, { objectsWriter: writer, writerWait: "90s" });

    expect(data).not.toHaveProperty("azurerm_client_config");
    expect(resource.azurerm_role_assignment).toEqual({
      "kv-orders__writer_secret": role("Key Vault Secrets Officer", writer),
    });
    expect(resource.time_sleep?.["kv-orders__writer"]?.create_duration).toBe("90s");
  });

  test("is not granted, and nothing waits, where the description says so", () => {
    const { resource, data } = stackOfObjects({ seeded, signing }, { objectsWriter: false });

    expect(data).not.toHaveProperty("azurerm_client_config");
    expect(resource).not.toHaveProperty("azurerm_role_assignment");
    expect(resource).not.toHaveProperty("time_sleep");
    expect(resource.azurerm_key_vault_secret?.["kv-orders_db-password"]).not.toHaveProperty("depends_on");
    expect(resource.azurerm_key_vault_key?.["kv-orders_signing"]).not.toHaveProperty("depends_on");
  });

  test("is granted on an existing vault, too", () => {
    const vault = existingKeyVault({
      name: "kv-given",
      resourceGroup: "given-rg",
      permissionModel: "rbac",
      objects: { seeded },
    });

    expect(stackWith(vault).resource.azurerm_role_assignment).toEqual({
      "kv-given__writer_secret": role("Key Vault Secrets Officer", deployer, "${data.azurerm_key_vault.kv-given.id}"),
    });
  });

  test("is granted to nobody where Terraform makes nothing", () => {
    const { resource, data } = stackOfObjects({ one: secret("one"), two: key("two"), three: certificate("three") });

    expect(data).not.toHaveProperty("azurerm_client_config");
    expect(Object.keys(resource)).toEqual(["azurerm_key_vault", "azurerm_resource_group"]);
  });

  test("is one policy for all kinds where the vault goes by policies, and takes effect at once", () => {
    const { resource } = stackOfObjects({ seeded, signing, server }, { permissionModel: "access-policies" });

    expect(resource.azurerm_key_vault_access_policy).toEqual({
      "kv-orders__writer": {
        key_vault_id: vaultId,
        tenant_id: healthy().tenantId,
        object_id: deployer,
        secret_permissions: ["Get", "Set", "Delete", "Recover"],
        key_permissions: ["Get", "Create", "Update", "Delete", "Recover", "GetRotationPolicy", "SetRotationPolicy"],
        certificate_permissions: ["Get", "Create", "Update", "Delete", "Recover"],
      },
    });
    expect(resource).not.toHaveProperty("azurerm_role_assignment");
    expect(resource).not.toHaveProperty("time_sleep");
    expect(resource.azurerm_key_vault_secret?.["kv-orders_db-password"]?.depends_on).toEqual([
      "azurerm_key_vault_access_policy.kv-orders__writer",
    ]);
  });

  test("has in its policy no kind that is not made", () => {
    const { resource } = stackOfObjects({ seeded }, { permissionModel: "access-policies", objectsWriter: writer });

    expect(resource.azurerm_key_vault_access_policy).toEqual({
      "kv-orders__writer": {
        key_vault_id: vaultId,
        tenant_id: healthy().tenantId,
        object_id: writer,
        secret_permissions: ["Get", "Set", "Delete", "Recover"],
      },
    });
  });
});
