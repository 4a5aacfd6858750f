import type { KeyVaultNetwork } from "./key-vault-network.js";
import type { NewCertificate, NewKey } from "./managed-object.js";

/** The kinds of object a vault holds. */
export type VaultObjectKind = "secret" | "key" | "certificate";

/** Asks Terraform to write a secret's value, which it takes from an ephemeral variable and never stores. */
export interface Seed {
  /**
   * Version of the value, a whole number from 1. Terraform writes the value when this number rises, and only then,
   * because a write-only argument leaves nothing behind to compare with.
   */
  readonly version: number;
}

/** An object as a vault's list declares it, before it belongs to a vault. */
export interface VaultObjectDeclaration<Kind extends VaultObjectKind = VaultObjectKind> {
  readonly kind: Kind;
  readonly name: string;
  /** Of a secret whose value Terraform writes. */
  readonly seed?: Seed;
  /** Of a key or certificate that Terraform makes. */
  readonly create?: NewKey | NewCertificate;
}

/** A reference to an object in a vault. Take it from {@link KeyVault.objects}; it cannot name an undeclared object. */
export interface VaultObject<Kind extends VaultObjectKind = VaultObjectKind> extends VaultObjectDeclaration<Kind> {
  /** Name of the vault that holds the object. */
  readonly vault: string;
}

/**
 * Declares a secret.
 *
 * @param name name in the vault: 1 to 127 letters, digits and dashes
 * @param options.seed let Terraform write the value; left out, somebody else writes it
 */
export function secret(name: string, options: { readonly seed?: Seed } = {}): VaultObjectDeclaration<"secret"> {
  return { kind: "secret", name, ...options };
}

/**
 * Declares a key. A pod can mount its public half.
 *
 * @param options.create let Terraform make the key; left out, somebody else makes it
 */
export function key(name: string, options: { readonly create?: NewKey } = {}): VaultObjectDeclaration<"key"> {
  return { kind: "key", name, ...options };
}

/**
 * Declares a certificate. It also occupies its name among the vault's keys and secrets.
 *
 * @param options.create let Key Vault make the certificate, by this policy; left out, somebody else makes or imports it
 */
export function certificate(
  name: string,
  options: { readonly create?: NewCertificate } = {},
): VaultObjectDeclaration<"certificate"> {
  return { kind: "certificate", name, ...options };
}

/**
 * How a vault decides who may read: `rbac` by Azure role assignments, `access-policies` by the vault's own list.
 * The two exclude each other; Azure ignores policies on an `rbac` vault.
 */
export type PermissionModel = "rbac" | "access-policies";

/** Objects of a vault by the name the description gives them. */
export type VaultObjectDeclarations = Readonly<Record<string, VaultObjectDeclaration>>;

interface KeyVaultProps<Objects extends VaultObjectDeclarations> {
  /** Name of the vault, unique in the whole of Azure: 3 to 24 letters, digits and single dashes. */
  readonly name: string;
  /** The objects that workloads may mount, or that Terraform makes. */
  readonly objects: Objects;
  /**
   * Who gets the right to write the objects that Terraform makes: the object id of a user, group or service principal,
   * `"deployer"` for whoever deploys, or `false` for nobody. Nothing is granted where Terraform makes no object.
   *
   * `"deployer"` hands the right over whenever somebody else deploys; name the pipeline's object id where several do.
   *
   * @default "deployer"
   */
  readonly objectsWriter?: string | false;
  /**
   * How long to wait, once, between granting that right on an `rbac` vault and using it: a number with ms, s, m or h. Azure
   * takes up to ten minutes to spread a role assignment, and refuses the first write until then.
   *
   * @default "10m"
   */
  readonly writerWait?: string;
  /**
   * Whether an identity is granted its role on the whole vault, or on each object that its pods mount. One vault for
   * each application, with roles on the vault, is what Microsoft advises; by `object` is for a vault that several share.
   * Access policies know no scope but the vault.
   *
   * @default "vault"
   */
  readonly accessScope?: "vault" | "object";
}

/** Settings of a vault that the environment creates. */
export interface NewKeyVaultProps<Objects extends VaultObjectDeclarations> extends KeyVaultProps<Objects> {
  /** @default "rbac" */
  readonly permissionModel?: PermissionModel;
  /** `premium` adds keys in hardware. @default "standard" */
  readonly sku?: "standard" | "premium";
  /** Who reaches the vault at all. @default { access: "public" } */
  readonly network?: KeyVaultNetwork;
  /** Days that a deleted vault and its objects stay recoverable, 7 to 90; fixed at creation. @default 90 */
  readonly softDeleteRetentionDays?: number;
  /** Whether nobody may purge before those days are over; cannot be switched off again. @default true */
  readonly purgeProtection?: boolean;
  /**
   * Whether Terraform refuses a plan that would destroy or replace the vault, as long as the description has it.
   *
   * @default true
   */
  readonly preventDestroy?: boolean;
}

/** Where to find a vault that exists already, in the environment's subscription. */
export interface ExistingKeyVaultProps<Objects extends VaultObjectDeclarations> extends KeyVaultProps<Objects> {
  /** What the vault goes by; a plan fails where the vault says otherwise. */
  readonly permissionModel: PermissionModel;
  readonly resourceGroup: string;
  /** Whether the environment's monitoring also watches this vault, which somebody else owns. @default false */
  readonly monitored?: boolean;
}

interface KeyVaultObjects<Objects extends VaultObjectDeclarations> {
  readonly objects: { readonly [Name in keyof Objects]: VaultObject<Objects[Name]["kind"]> };
}

/** A vault that the environment creates. */
export type NewKeyVault<Objects extends VaultObjectDeclarations = VaultObjectDeclarations> = Required<
  Omit<NewKeyVaultProps<Objects>, "objects">
> &
  KeyVaultObjects<Objects> & { readonly origin: "new" };

/** A vault that exists already. */
export type ExistingKeyVault<Objects extends VaultObjectDeclarations = VaultObjectDeclarations> = Required<
  Omit<ExistingKeyVaultProps<Objects>, "objects">
> &
  KeyVaultObjects<Objects> & { readonly origin: "existing" };

/** A vault that workloads read from. */
export type KeyVault = NewKeyVault | ExistingKeyVault;

/** Describes a vault that the environment creates. */
export function keyVault<const Objects extends VaultObjectDeclarations>(
  props: NewKeyVaultProps<Objects>,
): NewKeyVault<Objects> {
  return {
    ...props,
    ...accessOf(props),
    origin: "new",
    permissionModel: props.permissionModel ?? "rbac",
    sku: props.sku ?? "standard",
    network: props.network === undefined ? { access: "public" } : props.network,
    softDeleteRetentionDays: props.softDeleteRetentionDays ?? 90,
    purgeProtection: props.purgeProtection ?? true,
    preventDestroy: props.preventDestroy ?? true,
    objects: objectsOf(props),
  };
}

/** Describes a vault that exists already; the environment grants access to it and leaves its settings alone. */
export function existingKeyVault<const Objects extends VaultObjectDeclarations>(
  props: ExistingKeyVaultProps<Objects>,
): ExistingKeyVault<Objects> {
  return {
    ...props,
    ...accessOf(props),
    origin: "existing",
    monitored: props.monitored ?? false,
    objects: objectsOf(props),
  };
}

/** Whether Terraform makes an object, instead of somebody else. */
export function isMade({ seed, create }: VaultObjectDeclaration): boolean {
  return seed !== undefined || create !== undefined;
}

function accessOf({ objectsWriter, writerWait, accessScope }: KeyVaultProps<VaultObjectDeclarations>) {
  return {
    objectsWriter: objectsWriter ?? "deployer",
    writerWait: writerWait ?? "10m",
    accessScope: accessScope ?? "vault",
  } as const;
}

function objectsOf<Objects extends VaultObjectDeclarations>(
  props: KeyVaultProps<Objects>,
): KeyVaultObjects<Objects>["objects"] {
  // Without a compiler the list may be missing; validation then says so.
  const bound = Object.entries(props.objects ?? {}).map(([name, declared]) => [
    name,
    { ...declared, vault: props.name },
  ]);
  return Object.fromEntries(bound);
}
