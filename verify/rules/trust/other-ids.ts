import type { IdentityMode } from "../../kubernetes/types.js";
import type { World } from "../../world.js";
import { settingsOf } from "./tenants.js";

/** What a GUID is, that is no client id of an identity. */
export interface OtherId {
  readonly what: string;
  /** Client id that was meant, where it is known. */
  readonly instead: string | undefined;
  /** Whether a node may read with it. */
  readonly ofNode: boolean;
}

/** Identities that AKS makes for a cluster, and the nodes have. */
const NODE_IDENTITIES: readonly (readonly [readonly (string | number)[], string])[] = [
  [["key_vault_secrets_provider", 0, "secret_identity", 0], "the identity of the Key Vault add-on"],
  [["kubelet_identity", 0], "the identity of the nodes"],
];

/** GUIDs that people take for a client id. */
export class OtherIds {
  private readonly ids = new Map<string, OtherId>();

  constructor({ azure, kubernetes }: World) {
    for (const { id, principalId, clientId, resource } of azure.identities) {
      const instead = clientId.known ? clientId.text : undefined;
      this.note(principalId?.known === true ? principalId.text : undefined, `the principal id of ${id}`, instead);
      const objectId = azure.valueOf(resource, "object_id");
      this.note(objectId?.known === true ? objectId.text : undefined, `the object id of ${id}`, instead);
    }
    for (const { id, resource } of azure.clusters) {
      for (const [path, name] of NODE_IDENTITIES) {
        for (const [attribute, what] of [
          ["client_id", ""],
          ["object_id", "the object id of "],
        ] as const) {
          const value = azure.valueOf(resource, ...path, attribute);
          const node = attribute === "client_id";
          this.note(value?.known === true ? value.text : undefined, `${what}${name} of ${id}`, undefined, node);
        }
      }
    }
    for (const { resource, tenantId } of azure.vaults) {
      this.note(tenantId?.known === true ? tenantId.text : undefined, "the id of the tenant");
      this.note(settingsOf(resource)?.tenantId, "the id of the tenant");
      this.note(settingsOf(resource)?.subscriptionId, "the id of the subscription");
    }
    for (const { tenantId } of kubernetes.classes) {
      this.note(tenantId, "the id of the tenant");
    }
  }

  /** What a GUID is instead of the client id that a class wants. */
  whatIs(id: string, mode: IdentityMode): OtherId | undefined {
    const found = this.ids.get(id.toLowerCase());
    return found?.ofNode === true && mode === "node-identity" ? undefined : found;
  }

  private note(id: string | undefined, what: string, instead?: string, ofNode = false): void {
    if (id !== undefined && !this.ids.has(id.toLowerCase())) {
      this.ids.set(id.toLowerCase(), { what, instead, ofNode });
    }
  }
}
