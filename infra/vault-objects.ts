import { DataAzurermClientConfig } from "@cdktf/provider-azurerm/lib/data-azurerm-client-config/index.js";
import { KeyVaultAccessPolicyA } from "@cdktf/provider-azurerm/lib/key-vault-access-policy/index.js";
import { KeyVaultCertificate } from "@cdktf/provider-azurerm/lib/key-vault-certificate/index.js";
import { KeyVaultKey, type KeyVaultKeyConfig } from "@cdktf/provider-azurerm/lib/key-vault-key/index.js";
import { KeyVaultSecret } from "@cdktf/provider-azurerm/lib/key-vault-secret/index.js";
import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment/index.js";
import { type ITerraformDependable, TerraformVariable } from "cdktf";
import { Construct } from "constructs";
import { type ResolvedVault, terraformName, writingRole } from "../model/index.js";
import { makeEphemeral } from "./azurerm-range.js";
import { Sleep } from "./sleep.js";

/** Settings of {@link VaultObjects}. */
export interface VaultObjectsProps {
  readonly vault: ResolvedVault;
  readonly vaultId: string;
  readonly tenantId: string;
  /** Object id of whoever deploys. */
  readonly deployer: () => string;
  /** What has to stand before an object is made: the vault's private endpoint, the subscription to its expiry. */
  readonly after: readonly ITerraformDependable[];
}

type Writer = NonNullable<ResolvedVault["writer"]>;

/** The objects of a vault that Terraform makes, and the right to make them. */
export class VaultObjects extends Construct {
  private readonly props: VaultObjectsProps;
  private readonly dependsOn: ITerraformDependable[] | undefined;

  constructor(scope: Construct, id: string, props: VaultObjectsProps) {
    super(scope, id);
    this.props = props;
    const { vault } = props;
    const before = [...props.after, ...(vault.writer ? [this.addWriter(vault.writer)] : [])];
    this.dependsOn = before.length === 0 ? undefined : before;
    for (const seed of vault.seeds) {
      this.addSeed(seed);
    }
    for (const key of vault.keys) {
      this.addKey(key);
    }
    for (const certificate of vault.certificates) {
      this.addCertificate(certificate);
    }
  }

  private logicalId(object: string): string {
    return terraformName(`${this.props.vault.name}_${object}`);
  }

  /**
   * Writes a secret whose value comes from an ephemeral variable. The value reaches the vault and nothing else: not
   * this artefact, not the plan, not the state.
   */
  private addSeed({ object, variable, version }: ResolvedVault["seeds"][number]): void {
    const { vault, vaultId } = this.props;
    const value = new TerraformVariable(this, `value:${object}`, {
      type: "string",
      description: `Value of secret ${object} in vault ${vault.name}, written when its seed version rises.`,
      sensitive: true,
      nullable: false,
    });
    makeEphemeral(value);
    value.overrideLogicalId(variable);

    const secret = new KeyVaultSecret(this, `secret:${object}`, {
      name: object,
      keyVaultId: vaultId,
      valueWo: value.stringValue,
      valueWoVersion: version,
      dependsOn: this.dependsOn,
    });
    secret.overrideLogicalId(this.logicalId(object));
  }

  private addKey({ object, create }: ResolvedVault["keys"][number]): void {
    const key = new KeyVaultKey(this, `key:${object}`, {
      name: object,
      keyVaultId: this.props.vaultId,
      keyType: create.type,
      ...sizeOf(create),
      keyOpts: [...(create.operations ?? ["sign", "verify"])],
      rotationPolicy: create.rotation && {
        // Counted from the end it would be without effect on the first version, which has none.
        automatic: { timeAfterCreation: create.rotation.every },
        expireAfter: create.rotation.expireAfter,
        // The least there is: a version that nothing followed is then a week from its end.
        notifyBeforeExpiry: "P7D",
      },
      // A version that rotation has made has an end, which the provider would take for a reason to replace the key.
      lifecycle: create.rotation && { ignoreChanges: ["expiration_date"] },
      dependsOn: this.dependsOn,
    });
    key.overrideLogicalId(this.logicalId(object));
  }

  private addCertificate({ object, create }: ResolvedVault["certificates"][number]): void {
    const certificate = new KeyVaultCertificate(this, `certificate:${object}`, {
      name: object,
      keyVaultId: this.props.vaultId,
      certificatePolicy: {
        issuerParameters: { name: create.issuer },
        // Pods mount the private key, so it has to be one that leaves the vault.
        keyProperties: { exportable: true, keyType: "RSA", keySize: create.keySize, reuseKey: false },
        lifetimeAction: [
          { action: { actionType: "AutoRenew" }, trigger: { daysBeforeExpiry: create.renewDaysBefore } },
        ],
        secretProperties: {
          contentType: create.storedAs === "pfx" ? "application/x-pkcs12" : "application/x-pem-file",
        },
        x509CertificateProperties: {
          subject: create.subject,
          subjectAlternativeNames: create.dnsNames.length === 0 ? undefined : { dnsNames: [...create.dnsNames] },
          validityInMonths: create.validityMonths,
          keyUsage: ["digitalSignature", "keyEncipherment"],
          // TLS server authentication.
          extendedKeyUsage: ["1.3.6.1.5.5.7.3.1"],
        },
      },
      dependsOn: this.dependsOn,
    });
    certificate.overrideLogicalId(this.logicalId(object));
  }

  /** Grants the right to write; what is returned stands once the right can be used. */
  private addWriter({ principal, wait, kinds }: Writer): ITerraformDependable {
    const { vault, vaultId, tenantId, deployer } = this.props;
    const objectId = principal === "deployer" ? deployer() : principal.objectId;
    if (vault.permissionModel === "access-policies") {
      const policy = new KeyVaultAccessPolicyA(this, "writer", {
        keyVaultId: vaultId,
        tenantId,
        objectId,
        secretPermissions: kinds.includes("secret") ? ["Get", "Set", "Delete", "Recover"] : undefined,
        keyPermissions: kinds.includes("key")
          ? ["Get", "Create", "Update", "Delete", "Recover", "GetRotationPolicy", "SetRotationPolicy"]
          : undefined,
        certificatePermissions: kinds.includes("certificate")
          ? ["Get", "Create", "Update", "Delete", "Recover"]
          : undefined,
      });
      policy.overrideLogicalId(`${vault.name}__writer`);
      return policy;
    }
    const roles = kinds.map((kind) => {
      const role = new RoleAssignment(this, `writer:${kind}`, {
        scope: vaultId,
        roleDefinitionName: writingRole[kind],
        principalId: objectId,
      });
      role.overrideLogicalId(`${vault.name}__writer_${kind}`);
      return role;
    });
    const spread = new Sleep(this, "spread", {
      duration: wait,
      dependsOn: roles,
      triggers: Object.fromEntries(kinds.map((kind, index) => [kind, roles[index]?.id ?? ""])),
    });
    spread.overrideLogicalId(`${vault.name}__writer`);
    return spread;
  }
}

function sizeOf(create: ResolvedVault["keys"][number]["create"]): Pick<KeyVaultKeyConfig, "keySize" | "curve"> {
  switch (create.type) {
    case "RSA":
    case "RSA-HSM":
      return { keySize: create.size ?? 3072 };
    case "EC":
    case "EC-HSM":
      return { curve: create.curve ?? "P-256" };
  }
}

/** Object id of whoever deploys, as the provider sees itself. */
export function deployerOf(scope: Construct): string {
  const config = new DataAzurermClientConfig(scope, "deployer:", {});
  config.overrideLogicalId("deployer");
  return config.objectId;
}
