import type { ObjectType } from "../azure/types.js";

/** A built-in Azure role, as far as reading a vault goes. */
export interface BuiltInRole {
  readonly name: string;
  /** The same in every tenant. */
  readonly id: string;
  /** Data actions, below `Microsoft.KeyVault/vaults/`; empty for a role of the control plane. */
  readonly dataActions: readonly string[];
  /** What a pod can mount with it. */
  readonly reads: readonly ObjectType[];
  /** Of what it can list versions, which a version history needs. */
  readonly lists: readonly ObjectType[];
  /** Whether it also writes, deletes, or uses keys: more than a mount needs. */
  readonly broader: boolean;
  /** A role of the control plane, or of another service, reads nothing in a vault that decides by roles. */
  readonly plane: "data" | "control";
}

const ALL = ["secret", "key", "cert"] as const;

/**
 * Roles that somebody may take for one that reads a vault.
 *
 * @see https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/security
 */
export const BUILT_IN_ROLES: readonly BuiltInRole[] = [
  {
    name: "Key Vault Secrets User",
    id: "4633458b-17de-408a-b874-0445c86b69e6",
    dataActions: ["secrets/getSecret/action", "secrets/readMetadata/action"],
    reads: ["secret"],
    lists: ["secret"],
    broader: false,
    plane: "data",
  },
  {
    name: "Key Vault Certificate User",
    id: "db79e9a7-68ee-4b58-9aeb-b90e7c24fcba",
    dataActions: ["certificates/read", "secrets/getSecret/action", "secrets/readMetadata/action", "keys/read"],
    reads: ALL,
    lists: ALL,
    broader: false,
    plane: "data",
  },
  {
    name: "Key Vault Reader",
    id: "21090545-7ca7-4776-b22c-e363652d74d2",
    dataActions: ["*/read", "secrets/readMetadata/action"],
    reads: ["key", "cert"],
    lists: ALL,
    broader: false,
    plane: "data",
  },
  {
    name: "Key Vault Crypto User",
    id: "12338af0-0e69-4776-bea7-57ae8d297424",
    dataActions: [
      "keys/read",
      "keys/update/action",
      "keys/backup/action",
      "keys/encrypt/action",
      "keys/decrypt/action",
      "keys/wrap/action",
      "keys/unwrap/action",
      "keys/sign/action",
      "keys/verify/action",
    ],
    reads: ["key"],
    lists: ["key"],
    broader: true,
    plane: "data",
  },
  {
    name: "Key Vault Crypto Service Encryption User",
    id: "e147488a-f6f5-4113-8e2d-b22465e65bf6",
    dataActions: ["keys/read", "keys/wrap/action", "keys/unwrap/action"],
    reads: ["key"],
    lists: ["key"],
    broader: true,
    plane: "data",
  },
  {
    name: "Key Vault Crypto Service Release User",
    id: "08bbd89e-9f13-488c-ac41-acfcb10c90ab",
    dataActions: ["keys/release/action"],
    reads: [],
    lists: [],
    broader: true,
    plane: "data",
  },
  {
    name: "Key Vault Administrator",
    id: "00482a5a-887f-4fb3-b363-3b7fe8e74483",
    dataActions: ["*"],
    reads: ALL,
    lists: ALL,
    broader: true,
    plane: "data",
  },
  {
    name: "Key Vault Secrets Officer",
    id: "b86a8fe4-44ce-4948-aee5-eccb2c155cd7",
    dataActions: ["secrets/*"],
    reads: ["secret"],
    lists: ["secret"],
    broader: true,
    plane: "data",
  },
  {
    name: "Key Vault Certificates Officer",
    id: "a4417e6f-fecd-4de8-b567-7b0420556985",
    dataActions: ["certificates/*", "certificatecas/*", "certificatecontacts/write"],
    reads: ["cert"],
    lists: ["cert"],
    broader: true,
    plane: "data",
  },
  {
    name: "Key Vault Crypto Officer",
    id: "14b46e9e-c2b7-41b4-b07b-48a6ebf60603",
    dataActions: ["keys/*", "keyrotationpolicies/*"],
    reads: ["key"],
    lists: ["key"],
    broader: true,
    plane: "data",
  },
  control("Key Vault Contributor", "f25e0fa2-a7c8-4377-a976-54943a77a395"),
  control("Key Vault Purge Operator", "a68e7c17-0ab2-4c09-9a58-125dae29748c"),
  control("Key Vault Data Access Administrator", "8b54135c-b56d-4d72-a534-26097cfdc8d8"),
  control("Owner", "8e3af657-a8ff-443c-a75c-2fe8c4bcb635"),
  control("Contributor", "b24988ac-6180-42a0-ab88-20f7382dd24c"),
  control("Reader", "acdd72a7-3385-48ef-bd42-f606fba81ae7"),
  control("User Access Administrator", "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9"),
  // Often assigned beside the roles of a vault, and by a slip in their place.
  control("Network Contributor", "4d97b98b-1d4f-4787-a291-c67834d212e7"),
  control("Private DNS Zone Contributor", "b12aa53e-6015-4669-85d0-8515ebb3ae7f"),
  control("Managed Identity Operator", "f1a07417-d97a-45cb-824c-7a7467783830"),
  control("AcrPull", "7f951dda-4ed3-4680-a7ca-43fe172d538d"),
  control("Storage Blob Data Reader", "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1"),
  control("Storage Blob Data Contributor", "ba92f5b4-2d11-453d-a403-e96b0029c9fe"),
];

/** The built-in role of a name; Azure does not tell case apart. */
export function roleNamed(name: string): BuiltInRole | undefined {
  return BY_NAME.get(name.toLowerCase());
}

/** The built-in role with an id: the GUID alone, or the end of a resource id. */
export function roleWithId(id: string): BuiltInRole | undefined {
  return BY_ID.get(id.slice(id.lastIndexOf("/") + 1).toLowerCase());
}

function control(name: string, id: string): BuiltInRole {
  // Only `Reader` changes nothing.
  return { name, id, dataActions: [], reads: [], lists: [], broader: name !== "Reader", plane: "control" };
}

const BY_NAME = new Map(BUILT_IN_ROLES.map((role) => [role.name.toLowerCase(), role]));
const BY_ID = new Map(BUILT_IN_ROLES.map((role) => [role.id, role]));
