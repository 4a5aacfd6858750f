import { isGuid } from "../../facts/guid.js";
import { placeholderIn } from "../../facts/placeholder.js";
import type { ProviderClass } from "../../kubernetes/types.js";
import type { Step } from "../../reading/document.js";
import { field, objectIn, textIn } from "../../reading/json.js";
import { blocksIn } from "../../terraform/blocks.js";
import type { Resource } from "../../terraform/resource.js";
import type { Thing } from "../../thing.js";

/** Path of the parameter that the provider takes the tenant from. */
export function tenantPath(providerClass: ProviderClass): readonly Step[] {
  const name = providerClass.parameter("tenantID") === undefined ? "tenantId" : "tenantID";
  return ["spec", "parameters", name];
}

/** A tenant that can be compared with others; undefined for one that another rule finds fault with. */
export function comparableTenant(tenantId: string | undefined): string | undefined {
  const whole = tenantId !== undefined && isGuid(tenantId) && placeholderIn(tenantId) === undefined;
  return whole ? tenantId.toLowerCase() : undefined;
}

/** The settings of the provider that makes a resource, as a thing with an id of its own. */
export interface ProviderSettings extends Thing {
  readonly tenantId: string | undefined;
  readonly subscriptionId: string | undefined;
}

/** The settings that a resource is made with, as far as its own document writes them out. */
export function settingsOf({ place, type, attributes, stack }: Resource): ProviderSettings | undefined {
  const { document } = place;
  const local = type.slice(0, type.indexOf("_"));
  const [name = local, alias] = (textIn(attributes, "provider") ?? local).split(".");
  const blocks = blocksIn(objectIn(document.value, "provider"), name);
  const block = blocks.find((one) => textIn(one, "alias") === alias);
  if (block === undefined) {
    return undefined;
  }
  const step = Array.isArray(field(document.value, "provider", name)) ? [blocks.indexOf(block)] : [];
  return {
    id: `${stack}: provider ${alias === undefined ? name : `${name}.${alias}`}`,
    place: { document, path: ["provider", name, ...step] },
    tenantId: comparableTenant(textIn(block, "tenant_id")),
    subscriptionId: textIn(block, "subscription_id"),
  };
}
