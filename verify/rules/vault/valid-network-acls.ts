import { quote } from "../../../shared/index.js";
import type { Vault } from "../../azure/types.js";
import { broken, defineRule, type Fault } from "../../rule.js";
import type { World } from "../../world.js";
import { isSubnet, valuesAt } from "./network.js";

/** A rule that the vault does not take, or that lets nobody in, is noticed when everything else is there already. */
export const validNetworkAcls = defineRule({
  id: "valid-network-acls",
  severity: "error",
  summary: "Each network rule of a vault is one that a vault can have.",
  link: "vault",
  needs: ["azure"],
  *check(world) {
    for (const vault of world.azure.vaults) {
      if (!vault.existing) {
        yield* wordsOf(vault, world);
        yield* addressesOf(vault, world);
        yield* subnetsOf(vault, world);
      }
    }
  },
});

const WORDS = { default_action: ["Allow", "Deny"], bypass: ["AzureServices", "None"] } as const;

function* wordsOf(vault: Vault, { azure }: World): Iterable<Fault> {
  for (const [argument, words] of Object.entries(WORDS)) {
    const value = azure.valueOf(vault.resource, "network_acls", 0, argument);
    if (!value?.known || words.some((word) => word === value.text)) {
      continue;
    }
    const alike = words.find((word) => word.toLowerCase() === value.text.toLowerCase());
    yield broken({
      on: vault,
      at: ["network_acls", argument],
      message: `${vault.id} has ${quote(value.text)} as ${argument} of its network rules`,
      got: value.text,
      allowed: words.map(quote).join(" or "),
      fix: alike === undefined ? `write one of ${words.map(quote).join(", ")}` : `write ${quote(alike)}`,
      shows: `terraform plan: expected network_acls.0.${argument} to be one of [${words.map(quote).join(" ")}], got ${value.text}`,
    });
  }
}

function* addressesOf(vault: Vault, { azure }: World): Iterable<Fault> {
  for (const [index, { text, known }] of valuesAt(azure, vault.resource, "network_acls", 0, "ip_rules").entries()) {
    if (!known || (isIpv4(text) && !isPrivate(text))) {
      continue;
    }
    yield broken({
      on: vault,
      at: ["network_acls", "ip_rules", index],
      message: isIpv4(text)
        ? `${vault.id} lets ${quote(text)} in, which is an address inside of networks`
        : `${vault.id} lets ${quote(text)} in, which is no address`,
      got: text,
      allowed: "public IPv4 addresses and ranges",
      fix: isIpv4(text)
        ? "write the address that the nodes go out with, or their subnet in virtual_network_subnet_ids"
        : "write it as 203.0.113.7 or 203.0.113.0/28",
      shows: isIpv4(text)
        ? "terraform apply: BadRequest: … belongs to a private network; and nothing comes from such an address"
        : "terraform plan: expected network_acls.0.ip_rules to be an IPv4 address or a range",
    });
  }
}

function isIpv4(text: string): boolean {
  const [address = "", bits, more] = text.split("/");
  const parts = address.split(".");
  const isNumber = (part: string, most: number) => /^\d{1,3}$/.test(part) && Number(part) <= most;
  return (
    parts.length === 4 &&
    parts.every((part) => isNumber(part, 255)) &&
    (bits === undefined || isNumber(bits, 32)) &&
    more === undefined
  );
}

/** @see https://www.rfc-editor.org/rfc/rfc1918 */
function isPrivate(text: string): boolean {
  const [first, second] = text.split(".").map(Number);
  return (
    first === 10 ||
    (first === 172 && second !== undefined && second >= 16 && second <= 31) ||
    (first === 192 && second === 168)
  );
}

function* subnetsOf(vault: Vault, { azure }: World): Iterable<Fault> {
  const subnets = valuesAt(azure, vault.resource, "network_acls", 0, "virtual_network_subnet_ids");
  for (const [index, value] of subnets.entries()) {
    const [reference] = value.references;
    if (isSubnet(azure, value)) {
      continue;
    }
    yield broken({
      on: vault,
      at: ["network_acls", "virtual_network_subnet_ids", index],
      message: `${vault.id} lets ${quote(value.text)} in, which is not the id of a subnet`,
      got: value.text,
      allowed: "the id of a subnet",
      fix:
        reference?.resource.type === "azurerm_subnet"
          ? `write ${quote(`\${${reference.resource.address}.id}`)}`
          : "write the id of the subnet of the nodes",
      shows: "terraform apply: parsing …: the ID is no subnet's",
    });
  }
}
