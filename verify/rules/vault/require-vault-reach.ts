import { listed, quote } from "../../../shared/index.js";
import type { Vault } from "../../azure/types.js";
import { broken, defineRule, type Fault, type Undecided, undecided } from "../../rule.js";
import type { Value } from "../../terraform/value.js";
import type { World } from "../../world.js";
import {
  endpointsByVault,
  isSubnet,
  type PoolNetwork,
  poolNetworksIn,
  readVaults,
  sameId,
  subnetWithoutEndpoint,
  VAULT_ENDPOINT,
  valuesAt,
} from "./network.js";
import { nameOf } from "./wording.js";

/** The provider asks from the node: it is the node's address and network that the vault has to let in. */
export const requireVaultReach = defineRule({
  id: "require-vault-reach",
  severity: "error",
  summary: "Each vault that is read lets the nodes of the cluster in.",
  link: "vault",
  needs: ["kubernetes", "azure"],
  *check(world) {
    const endpoints = endpointsByVault(world);
    const pools = poolNetworksIn(world);
    for (const vault of readVaults(world).values()) {
      // Whether an endpoint is right is another rule's claim.
      if ((endpoints.get(vault.id) ?? []).length > 0) {
        continue;
      }
      if (!vault.existing) {
        yield* reachOf(world, vault, pools);
      } else if (!isOpenToAll(world, vault)) {
        yield unsure(
          vault,
          "what its network rules and private endpoints are: it exists already",
          "the Terraform of the vault, or terraform show -json of the plan or state",
        );
      }
    }
  },
});

/** Whether a vault that exists is known to take requests from everywhere, as a state says it. */
function isOpenToAll({ azure }: World, { resource }: Vault): boolean {
  const isPublic = azure.valueOf(resource, "public_network_access_enabled");
  const action = azure.valueOf(resource, "network_acls", 0, "default_action");
  return isPublic?.text === "true" && action?.text.toLowerCase() !== "deny";
}

const ENDPOINT = "a private endpoint of the vault, of subresource vault, in a network that the nodes reach";

function* reachOf(world: World, vault: Vault, pools: readonly PoolNetwork[]): Iterable<Fault | Undecided> {
  const { azure } = world;
  const { resource } = vault;
  const isPublic = azure.valueOf(resource, "public_network_access_enabled");
  if (isPublic?.known && isPublic.text === "false") {
    yield broken({
      on: vault,
      at: ["public_network_access_enabled"],
      message: `vault ${quote(nameOf(vault))} takes no requests from outside, and has no private endpoint`,
      got: "false",
      allowed: ENDPOINT,
      fix: "add an azurerm_private_endpoint for it; where other Terraform makes one, add that or an exception",
      shows:
        "FailedMount: … 403 Forbidden … ForbiddenByConnection: Public network access is disabled and request is not from a trusted service nor via an approved private link",
    });
    return;
  }
  const action = azure.valueOf(resource, "network_acls", 0, "default_action");
  if (!action?.known || action.text.toLowerCase() !== "deny") {
    return;
  }
  const rules = valuesAt(azure, resource, "network_acls", 0, "ip_rules");
  const subnets = valuesAt(azure, resource, "network_acls", 0, "virtual_network_subnet_ids");
  const isOpaque = ["ip_rules", "virtual_network_subnet_ids"].some(
    (argument) => azure.valueOf(resource, "network_acls", 0, argument) !== undefined,
  );
  if (isOpaque) {
    yield unsure(vault, "what its network rules are", "network rules that are written out");
  } else if (rules.length + subnets.length === 0) {
    yield broken({
      on: vault,
      at: ["network_acls", "default_action"],
      message: `vault ${quote(nameOf(vault))} denies everybody: it names no address, no subnet, and has no private endpoint`,
      got: action.text,
      allowed: `the subnets of the nodes, their outbound addresses, or ${ENDPOINT}`,
      fix: `add the subnets of the nodes to virtual_network_subnet_ids${bypassed(world, vault)}`,
      shows: REFUSED,
    });
  } else if (subnets.every((subnet) => isSubnet(azure, subnet))) {
    yield* withoutEndpoint(world, vault, subnets);
    yield* poolsOutside(vault, pools, { subnets, hasAddresses: rules.length > 0 });
  }
}

const REFUSED =
  "FailedMount: … 403 Forbidden … ForbiddenByFirewall: Client address is not authorized and caller is not a trusted service";

/** What many take for a way in: the driver is none of the services that Azure trusts. */
function bypassed({ azure }: World, { resource }: Vault): string {
  const bypass = azure.valueOf(resource, "network_acls", 0, "bypass");
  return bypass?.text === "AzureServices" ? "; bypass = AzureServices does not let the driver in" : "";
}

/** Only with the service endpoint does the vault see which subnet a request is from. */
function* withoutEndpoint({ azure }: World, vault: Vault, subnets: readonly Value[]): Iterable<Fault> {
  for (const [index, value] of subnets.entries()) {
    const subnet = subnetWithoutEndpoint(azure, value);
    if (subnet !== undefined) {
      yield broken({
        on: vault,
        at: ["network_acls", "virtual_network_subnet_ids", index],
        message: `vault ${quote(nameOf(vault))} lets ${subnet.id} in, which has no service endpoint for vaults`,
        got: value.text,
        allowed: `a subnet with the service endpoint ${quote(VAULT_ENDPOINT)}`,
        fix: `add the service endpoint ${quote(VAULT_ENDPOINT)} to ${subnet.id}`,
        shows: "terraform apply: SubnetsHaveNoServiceEndpointsConfigured, for the subnet",
        also: [subnet],
      });
    }
  }
}

interface LetIn {
  readonly subnets: readonly Value[];
  readonly hasAddresses: boolean;
}

function* poolsOutside(
  vault: Vault,
  pools: readonly PoolNetwork[],
  { subnets, hasAddresses }: LetIn,
): Iterable<Fault | Undecided> {
  const isIn = ({ subnet }: PoolNetwork) => subnet !== undefined && subnets.some((one) => sameId(one, subnet));
  const outside = pools.filter((pool) => !isIn(pool));
  if (pools.length === 0 || (hasAddresses && outside.length === pools.length)) {
    yield unsure(
      vault,
      "where the nodes are",
      "the cluster with its node pools, and the addresses that they go out with",
    );
    return;
  }
  for (const { resource, at, subnet } of outside) {
    if (subnet !== undefined && !subnet.known && subnet.references.length === 0) {
      yield unsure(vault, `where the nodes of ${resource.id} are`, "a subnet that is written out");
      continue;
    }
    yield broken({
      on: vault,
      at: ["network_acls", "virtual_network_subnet_ids"],
      message: `vault ${quote(nameOf(vault))} does not let the nodes of ${resource.id} in`,
      got: subnet?.text ?? `${resource.id} without ${at.join(".")}`,
      allowed: listed(subnets.map(({ text }) => text)),
      fix: "add the subnet of these nodes to virtual_network_subnet_ids, or give them one that is there",
      shows: REFUSED,
      also: [resource],
    });
  }
}

function unsure(vault: Vault, what: string, needs: string): Undecided {
  return undecided({
    on: vault,
    message: `whether vault ${quote(nameOf(vault))} lets the nodes in: it is not known ${what}`,
    needs,
  });
}
