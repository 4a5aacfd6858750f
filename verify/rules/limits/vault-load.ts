import type { AzureWorld, Vault } from "../../azure/types.js";
import { foundIn } from "../../chain/joined.js";
import { type KeyKind, keyRequests, NODES_PER_CLUSTER, VAULT_REQUESTS } from "../../facts/limits.js";
import type { KubernetesWorld, PodTemplate, ProviderClass } from "../../kubernetes/types.js";
import { numberIn, textIn } from "../../reading/json.js";
import type { Thing } from "../../thing.js";
import type { World } from "../../world.js";
import { mostNodes, nodePools } from "./node-pools.js";

/** What all pods of a vault ask of it, each reading everything it mounts once. */
export interface VaultLoad {
  /** The vault, or the first class that names it where it is not among the artefacts. */
  readonly on: Thing;
  readonly name: string;
  /** Pods, by their volumes. */
  readonly pods: number;
  /** Requests for secrets, certificates and lists, and those that are answered with a challenge. */
  readonly requests: number;
  /** Requests for keys, each counted as often as its kind is dearer than a secret. */
  readonly keyRequests: number;
  /** Whether the number of nodes, on which a DaemonSet has its pods, is known; otherwise the most is taken. */
  readonly exact: boolean;
}

/** The loads of all vaults that pods mount classes of. */
export function vaultLoads(world: World): readonly VaultLoad[] {
  const pods = new PodCounts(world.kubernetes, world.azure);
  const kinds = keyKinds(world.azure);
  const costs = new Map<ProviderClass, Cost>();
  const loads = new Map<string, VaultLoad>();
  for (const { pod, providerClass, vault } of world.mountings) {
    const name = providerClass?.parameter("keyvaultName");
    if (providerClass === undefined || name === undefined) {
      continue;
    }
    const thing = foundIn(vault);
    const key = name.toLowerCase();
    const cost = costs.get(providerClass) ?? costOf(providerClass, thing, kinds);
    costs.set(providerClass, cost);
    const { count, exact } = pods.of(pod);
    const before = loads.get(key);
    loads.set(key, {
      on: before?.on ?? thing ?? providerClass,
      name,
      pods: (before?.pods ?? 0) + count,
      requests: (before?.requests ?? 0) + count * cost.requests,
      keyRequests: (before?.keyRequests ?? 0) + count * cost.keyRequests,
      exact: exact && (before?.exact ?? true),
    });
  }
  return [...loads.values()];
}

/** Requests in one window as a share of what a vault answers: of everything, or of keys where that is more. */
export function shareOf({ requests, keyRequests }: VaultLoad, windows: number): number {
  return Math.max(requests, keyRequests) / windows / VAULT_REQUESTS;
}

/** Requests of one pod. */
interface Cost {
  readonly requests: number;
  readonly keyRequests: number;
}

/**
 * The provider keeps nothing: each mount makes a new client for each type of object, whose first request is answered
 * with a challenge; a history is a list and one request for each version, of which there may be one more than said.
 *
 * @see Azure/secrets-store-csi-driver-provider-azure v1.8.2, pkg/provider/provider.go
 */
function costOf({ objects }: ProviderClass, vault: Vault | undefined, kinds: ReadonlyMap<string, KeyKind>): Cost {
  const types = new Set(objects.map(({ type }) => type));
  let requests = types.size;
  let keys = 0;
  for (const { type, name, history } of objects) {
    const reads = history > 1 ? history + 1 : 1;
    requests += history > 1 ? 1 : 0;
    if (type === "key") {
      const kind = kinds.get(`${vault?.id} ${name.toLowerCase()}`);
      keys += reads * (kind === undefined ? 1 : VAULT_REQUESTS / keyRequests(kind));
    } else {
      requests += reads;
    }
  }
  return { requests, keyRequests: keys };
}

/** Kinds of the keys that the artefacts declare, by vault and name. */
function keyKinds(azure: AzureWorld): ReadonlyMap<string, KeyKind> {
  return new Map(
    azure.ofType("azurerm_key_vault_key").map((resource): [string, KeyKind] => {
      const vault = azure.resourceOf(azure.valueOf(resource, "key_vault_id"));
      const name = azure.valueOf(resource, "name")?.text.toLowerCase();
      const size = Number(azure.valueOf(resource, "key_size")?.text);
      const type = azure.valueOf(resource, "key_type")?.text ?? "";
      return [`${vault?.id} ${name}`, { type, size: Number.isInteger(size) ? size : undefined }];
    }),
  );
}

/** Counts the pods of templates, at their most. */
class PodCounts {
  private readonly scaled: ReadonlyMap<string, number>;
  private readonly linux: number | undefined;
  private readonly windows: number | undefined;

  constructor(kubernetes: KubernetesWorld, azure: AzureWorld) {
    const pools = nodePools(azure);
    this.linux = mostNodes(azure, pools, false);
    this.windows = mostNodes(azure, pools, true);
    this.scaled = new Map(
      kubernetes.ofKind("HorizontalPodAutoscaler").flatMap(({ namespace, body }): [string, number][] => {
        const kind = textIn(body, "spec", "scaleTargetRef", "kind");
        const name = textIn(body, "spec", "scaleTargetRef", "name");
        const most = numberIn(body, "spec", "maxReplicas");
        return most === undefined ? [] : [[`${kind} ${namespace}/${name}`, most]];
      }),
    );
  }

  of({ replicas, manifest, windows }: PodTemplate): { readonly count: number; readonly exact: boolean } {
    if (replicas === undefined) {
      const nodes = windows ? this.windows : this.linux;
      return { count: nodes ?? NODES_PER_CLUSTER, exact: nodes !== undefined };
    }
    const most = this.scaled.get(`${manifest.kind} ${manifest.namespace}/${manifest.name}`) ?? 0;
    return { count: Math.max(replicas, most), exact: true };
  }
}
