import type { SourceDocument, Step } from "../reading/document.js";
import type { Resource } from "../terraform/resource.js";
import type { Value } from "../terraform/value.js";
import type { Thing } from "../thing.js";

/** What can stand in a vault, as `objectType` of a provider class spells it. */
export type ObjectType = "secret" | "key" | "cert";

/** How a vault decides who may read; `unstated` where the artefact leaves it to a default, `unknown` where it exists. */
export type PermissionModel = "rbac" | "policies" | "unstated" | "unknown";

/** A Key Vault: `azurerm_key_vault`, as resource or data source. */
export interface Vault extends Thing {
  readonly resource: Resource;
  readonly existing: boolean;
  /** Its name, where it is known. */
  readonly name: string | undefined;
  readonly tenantId: Value | undefined;
  readonly permissionModel: PermissionModel;
}

/**
 * A principal that pods may act as: a user-assigned identity, an Entra application with its service principal, or one that
 * somebody else made and an output states by its client id and principal id.
 */
export interface Identity extends Thing {
  readonly kind: "managed-identity" | "application" | "stated";
  /** Of a stated one the mapping in the output, as a resource without attributes. */
  readonly resource: Resource;
  /** Service principal of an application, where there is one. */
  readonly servicePrincipal?: Resource;
  readonly existing: boolean;
  readonly clientId: Value;
  /** Object id that roles and policies name; absent for an application without a service principal. */
  readonly principalId: Value | undefined;
  /** ARM id, or `/applications/<object id>`. */
  readonly resourceId: Value;
}

/** A federated credential of an identity or application. */
export interface FederatedCredential extends Thing {
  readonly resource: Resource;
  /** Argument that names the owner: `user_assigned_identity_id`, `parent_id`, `application_id`. */
  readonly ownerArgument: string;
  readonly owner: Value | undefined;
  /** The owner, where it is among the artefacts. */
  readonly identity: Identity | undefined;
  readonly issuer: Value | undefined;
  readonly subject: Value | undefined;
  /** `audience` or `audiences`. */
  readonly audienceArgument: string;
  readonly audiences: readonly Value[];
  /** `name` or `display_name`. */
  readonly nameArgument: string;
  readonly name: Value | undefined;
}

/** How far a grant reaches. */
export interface Scope {
  /** `unknown` where the scope is not resolved; `elsewhere` where it is no vault and contains none. */
  readonly level: "object" | "vault" | "resource-group" | "subscription" | "management-group" | "elsewhere" | "unknown";
  /** The vault, where it is among the artefacts. */
  readonly vault?: Vault;
  /** Name of the vault in a literal resource id that no artefact declares. */
  readonly vaultName?: string;
  /** Resource group of a `resource-group` scope, where it is known. */
  readonly resourceGroup?: Value;
  /** Collection as the scope spells it: `secrets`, `keys`, `certificates`, or whatever stands there. */
  readonly collection?: string;
  readonly objectName?: string;
}

/** Permission to read something in a vault: a role assignment, or an access policy. */
export interface Grant extends Thing {
  readonly kind: "role" | "policy";
  readonly resource: Resource;
  /** Argument that names the principal: `principal_id` or `object_id`. */
  readonly principalArgument: string;
  readonly principal: Value | undefined;
  /** The identity whose principal id that is, where it is among the artefacts. */
  readonly identity: Identity | undefined;
  /** Identities that are in the group that it is for, as far as the artefacts say. */
  readonly members: readonly Identity[];
  /**
   * Who else it may be for: a group, whose members nobody has to declare; a service principal that is not among the
   * artefacts; any of the two; or nobody, where the principal is known and no group.
   */
  readonly others: "group" | "principal" | "unknown" | "nobody";
  readonly scope: Scope;
  /** The `scope` argument, or the vault of a policy. */
  readonly scopeValue: Value | undefined;
  /** Name of the role; of one given by id the name of the built-in role with that id. */
  readonly role?: string;
  /** Id of the role where it is no built-in one that we know. */
  readonly roleId?: string;
  /** What a policy permits, in lower case. */
  readonly permissions?: { readonly [Type in ObjectType]: readonly string[] };
  /** Whether a condition narrows it (ABAC). */
  readonly conditional: boolean;
}

/** The Secrets Store CSI driver, as an add-on of AKS. */
export interface AddOn {
  /** Whether content is read again: false unless switched on; undefined where an expression decides. */
  readonly rotation: boolean | undefined;
  /** Go duration; `2m` unless said. */
  readonly interval: string | undefined;
}

/** An AKS cluster: `azurerm_kubernetes_cluster`, as resource or data source. */
export interface Cluster extends Thing {
  readonly resource: Resource;
  readonly existing: boolean;
  /** URL of the issuer. */
  readonly issuer: Value;
  /** Absent where the add-on is off; undecided (`unknown`) for a cluster that exists and says nothing of it. */
  readonly addOn: AddOn | "off" | "unknown";
}

/** An object that the artefacts say the vault holds: a resource, or a name in an output `vault_objects`. */
export interface DeclaredObject extends Thing {
  readonly vault: Vault | undefined;
  readonly vaultName: string | undefined;
  /** `secret`, `key` or `certificate`; a certificate is readable as all three. */
  readonly type: "secret" | "key" | "certificate";
  readonly name: string;
}

/** A reference to something that its stack does not contain: Terraform stops there. */
export interface DanglingReference {
  /** The resource, or the output, that refers. */
  readonly on: Thing;
  readonly at: readonly Step[];
  /** As it is written, without `${` and `}`. */
  readonly reference: string;
  /** What the stack contains of that kind. */
  readonly candidates: readonly string[];
}

/** A reference to an attribute of a resource of the same stack, as `azurerm_key_vault.shop.id`. */
export interface AttributeReference {
  /** The resource, output, local value or provider that refers. */
  readonly on: Thing;
  readonly at: readonly Step[];
  readonly resource: Resource;
  /** Steps behind the resource, and behind the key of its instance; never none. */
  readonly path: readonly Step[];
}

/** A place in which the shape of an outputs file and of the outputs that it is of differ. */
export interface ShapeDifference {
  readonly at: readonly Step[];
  /** The name that only one of them has. */
  readonly name: string;
  readonly only: "file" | "artefact";
  /** Names that the other one has there, and this one not. */
  readonly candidates: readonly string[];
}

/** An attribute that only a deployment knows, as an outputs file gives it. */
export interface PrintedAttribute {
  readonly at: readonly Step[];
  readonly resource: Resource;
  readonly attribute: string;
  readonly text: string;
}

/** What a deployment printed: `cdktf deploy --outputs-file`, or `terraform output -json`. */
export interface OutputsFile extends Thing {
  readonly stack: string;
  /** Whether it says that its values are made up (`"sample": true`). */
  readonly sample: boolean;
  /** Values that the artefact fixes and the file says otherwise: the file is of another deployment. */
  readonly disagreements: readonly { readonly at: readonly Step[]; readonly artefact: string; readonly file: string }[];
  readonly differences: readonly ShapeDifference[];
  readonly printed: readonly PrintedAttribute[];
}

/** The Azure half of one environment. */
export interface AzureWorld {
  /** Names of the stacks; empty where there is no Azure half. */
  readonly stacks: readonly string[];
  /** The files of the configuration of a stack; none of a stack that only a plan or a state shows. */
  documentsOf(stack: string): readonly SourceDocument[];
  readonly resources: readonly Resource[];
  readonly vaults: readonly Vault[];
  readonly identities: readonly Identity[];
  readonly credentials: readonly FederatedCredential[];
  readonly grants: readonly Grant[];
  readonly clusters: readonly Cluster[];
  readonly objects: readonly DeclaredObject[];
  readonly outputs: readonly OutputsFile[];
  readonly dangling: readonly DanglingReference[];
  readonly references: readonly AttributeReference[];
  /** The resources of some types, of all stacks. */
  ofType(...types: readonly string[]): readonly Resource[];
  /** What an argument of a resource comes to; undefined where it is not there. */
  valueOf(resource: Resource, ...path: readonly (string | number)[]): Value | undefined;
  /** The resource whose `id` a value is, where it is among the artefacts. */
  resourceOf(id: Value | undefined): Resource | undefined;
  /** The vault of this name, in any case. */
  vaultNamed(name: string): Vault | undefined;
}
