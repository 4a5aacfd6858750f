/*
 * Ids of Azure's resource manager, also with parts that are not known yet: `${…}` is one part, whatever stands in it.
 */

/** A place in Azure that permission can be given on. */
export interface ArmScope {
  readonly level: "object" | "vault" | "resource-group" | "subscription" | "management-group" | "elsewhere";
  readonly resourceGroup?: string;
  readonly vault?: string;
  readonly collection?: string;
  readonly objectName?: string;
}

/**
 * Reads the id of something in Azure. Azure does not tell case apart.
 *
 * @param below what stands before the text: nothing, a subscription, or a resource group
 * @returns undefined where the text is no id
 * @see https://learn.microsoft.com/azure/role-based-access-control/scope-overview
 */
export function readScope(text: string, below?: "subscription" | "resource-group"): ArmScope | undefined {
  const parts = segments(text);
  if (text === "/" && below === undefined) {
    return { level: "management-group" };
  }
  if (parts === undefined) {
    return undefined;
  }
  if (below === undefined && is(parts, 0, "providers", "microsoft.management", "managementgroups")) {
    return { level: parts.length === 4 ? "management-group" : "elsewhere" };
  }
  if (below === undefined && !(is(parts, 0, "subscriptions") && parts.length > 1)) {
    return { level: "elsewhere" };
  }
  const rest = below === undefined ? parts.slice(2) : parts;
  if (below === "resource-group") {
    return inGroup(rest, undefined);
  }
  if (rest.length === 0) {
    return { level: "subscription" };
  }
  return is(rest, 0, "resourcegroups") && rest[1] !== undefined
    ? inGroup(rest.slice(2), rest[1])
    : { level: "elsewhere" };
}

/** Reads what stands behind the id of a vault: nothing, or an object. */
export function readInVault(text: string): Pick<ArmScope, "level" | "collection" | "objectName"> | undefined {
  const parts = segments(text);
  return parts && inVault(parts);
}

function inGroup(parts: readonly string[], resourceGroup: string | undefined): ArmScope {
  if (parts.length === 0) {
    return { level: "resource-group", resourceGroup };
  }
  const vault = parts[3];
  return is(parts, 0, "providers", "microsoft.keyvault", "vaults") && vault !== undefined
    ? { ...inVault(parts.slice(4)), resourceGroup, vault }
    : { level: "elsewhere" };
}

function inVault(parts: readonly string[]): Pick<ArmScope, "level" | "collection" | "objectName"> {
  const [collection, ...name] = parts;
  if (collection === undefined) {
    return { level: "vault" };
  }
  // A version of an object is a resource too.
  const own = name[1]?.toLowerCase() === "versions" ? name.slice(0, 1) : name;
  return { level: "object", collection, objectName: own.length === 0 ? undefined : own.join("/") };
}

/** Parts between slashes; undefined where a text that is not empty does not begin with one. */
function segments(text: string): readonly string[] | undefined {
  if (text === "") {
    return [];
  }
  if (!text.startsWith("/")) {
    return undefined;
  }
  const parts: string[] = [];
  let start = 1;
  let open = 0;
  for (let at = 1; at < text.length; at += 1) {
    if (text[at] === "{") {
      open += 1;
    } else if (text[at] === "}") {
      open -= 1;
    } else if (text[at] === "/" && open <= 0) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  parts.push(text.slice(start));
  // A slash at the end adds nothing.
  return parts.at(-1) === "" ? parts.slice(0, -1) : parts;
}

function is(parts: readonly string[], from: number, ...words: readonly string[]): boolean {
  return words.every((word, index) => parts[from + index]?.toLowerCase() === word);
}
