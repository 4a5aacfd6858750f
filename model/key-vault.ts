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
  readonly seed?: Seed;
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

/** Declares a key. A pod can mount its public half. */
export function key(name: string): VaultObjectDeclaration<"key"> {
  return { kind: "key", name };
}

/** Declares a certificate. It also occupies its name among the vault's keys and secrets. */
export function certificate(name: string): VaultObjectDeclaration<"certificate"> {
  return { kind: "certificate", name };
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
  /** The objects that workloads may mount, or that Terraform seeds. */
  readonly objects: Objects;
  /**
   * Object id of the user, group or service principal that deploys seeded secrets, which gets the right to write
   * secrets.
   *
   * @default - nobody: whoever deploys seeded secrets has the right already
   */
  readonly secretsWriter?: string;
}

/** Settings of a vault that the environment creates. */
export interface NewKeyVaultProps<Objects extends VaultObjectDeclarations> extends KeyVaultProps<Objects> {
  /** @default "rbac" */
  readonly permissionModel?: PermissionModel;
  /** `premium` adds keys in hardware. @default "standard" */
  readonly sku?: "standard" | "premium";
  /** Days that a deleted vault and its objects stay recoverable, 7 to 90; fixed at creation. @default 90 */
  readonly softDeleteRetentionDays?: number;
  /** Whether nobody may purge before those days are over; cannot be switched off again. @default true */
  readonly purgeProtection?: boolean;
}

/** Where to find a vault that exists already, in the environment's subscription. */
export interface ExistingKeyVaultProps<Objects extends VaultObjectDeclarations> extends KeyVaultProps<Objects> {
  /** What the vault goes by; granting access by the other model would have no effect. */
  readonly permissionModel: PermissionModel;
  readonly resourceGroup: string;
}

interface KeyVaultObjects<Objects extends VaultObjectDeclarations> {
  readonly objects: { readonly [Name in keyof Objects]: VaultObject<Objects[Name]["kind"]> };
}

/** A vault that the environment creates. */
export type NewKeyVault<Objects extends VaultObjectDeclarations = VaultObjectDeclarations> = Required<
  Omit<NewKeyVaultProps<Objects>, "objects" | "secretsWriter">
> &
  KeyVaultObjects<Objects> & { readonly origin: "new"; readonly secretsWriter?: string };

/** A vault that exists already. */
export type ExistingKeyVault<Objects extends VaultObjectDeclarations = VaultObjectDeclarations> = Omit<
  ExistingKeyVaultProps<Objects>,
  "objects"
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
    origin: "new",
    permissionModel: props.permissionModel ?? "rbac",
    sku: props.sku ?? "standard",
    softDeleteRetentionDays: props.softDeleteRetentionDays ?? 90,
    purgeProtection: props.purgeProtection ?? true,
    objects: objectsOf(props),
  };
}

/** Describes a vault that exists already; the environment grants access to it and leaves its settings alone. */
export function existingKeyVault<const Objects extends VaultObjectDeclarations>(
  props: ExistingKeyVaultProps<Objects>,
): ExistingKeyVault<Objects> {
  return { ...props, origin: "existing", objects: objectsOf(props) };
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
