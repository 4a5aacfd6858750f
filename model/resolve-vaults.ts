import type { Environment } from "./environment.js";
import { isMade, type KeyVault, type VaultObject } from "./key-vault.js";
import type { KeyVaultNetwork } from "./key-vault-network.js";
import { type NewCertificate, type NewKey, renewalOf } from "./managed-object.js";
import * as naming from "./naming.js";
import { byText } from "./order.js";

/** A vault without its objects, but for those that Terraform makes. */
export type ResolvedVault = {
  readonly name: string;
  readonly permissionModel: "rbac" | "access-policies";
  readonly accessScope: "vault" | "object";
  /** Who gets the right to write objects, and which kinds; nobody where Terraform makes none. */
  readonly writer?: ResolvedWriter;
  readonly seeds: readonly ResolvedSeed[];
  readonly keys: readonly ResolvedKey[];
  readonly certificates: readonly ResolvedCertificate[];
  /** Every object that the description declares, sorted. */
  readonly declared: readonly { readonly kind: VaultObject["kind"]; readonly name: string }[];
} & (
  | {
      readonly origin: "new";
      readonly sku: "standard" | "premium";
      readonly network: KeyVaultNetwork;
      readonly softDeleteRetentionDays: number;
      readonly purgeProtection: boolean;
      readonly preventDestroy: boolean;
    }
  | { readonly origin: "existing"; readonly resourceGroup: string; readonly monitored: boolean }
);

/** Who writes the objects that Terraform makes. */
export interface ResolvedWriter {
  /** An object id, or whoever deploys. */
  readonly principal: { readonly objectId: string } | "deployer";
  /** A Go duration. */
  readonly wait: string;
  readonly kinds: readonly VaultObject["kind"][];
}

/** A secret whose value Terraform writes, from an ephemeral variable. */
export interface ResolvedSeed {
  readonly object: string;
  readonly variable: string;
  readonly version: number;
}

/** A key that Terraform makes. */
export interface ResolvedKey {
  readonly object: string;
  readonly create: NewKey;
}

/** A certificate that Key Vault makes, by policy. */
export interface ResolvedCertificate {
  readonly object: string;
  readonly create: Required<NewCertificate>;
}

/** Works the vaults of an environment out, in the order of their names. */
export function resolveVaults({ vaults }: Environment): readonly ResolvedVault[] {
  return vaults.map(resolveVault).sort(byText(({ name }) => name));
}

function resolveVault({ objects, objectsWriter, writerWait, ...vault }: KeyVault): ResolvedVault {
  const all = Object.values(objects).sort(byText(({ kind, name }) => `${kind}/${name}`));
  const made = all.filter(isMade);
  return {
    ...vault,
    ...(objectsWriter !== false &&
      made.length > 0 && {
        writer: {
          principal: objectsWriter === "deployer" ? objectsWriter : { objectId: objectsWriter },
          wait: writerWait,
          kinds: [...new Set(made.map(({ kind }) => kind))].sort(),
        },
      }),
    seeds: all.flatMap(({ name, seed }) =>
      seed ? [{ object: name, variable: naming.seedVariable(vault.name, name), version: seed.version }] : [],
    ),
    keys: all.flatMap(({ name, create }) => (create && "type" in create ? [{ object: name, create }] : [])),
    certificates: all.flatMap(({ name, create }) =>
      create && "subject" in create ? [{ object: name, create: resolveCertificate(create) }] : [],
    ),
    declared: all.map(({ kind, name }) => ({ kind, name })),
  };
}

function resolveCertificate(create: NewCertificate): Required<NewCertificate> {
  return {
    subject: create.subject,
    dnsNames: create.dnsNames ?? [],
    issuer: create.issuer ?? "Self",
    validityMonths: create.validityMonths ?? 12,
    keySize: create.keySize ?? 3072,
    renewDaysBefore: renewalOf(create),
    storedAs: create.storedAs ?? "pfx",
  };
}
