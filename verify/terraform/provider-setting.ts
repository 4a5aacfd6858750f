import { field, textIn } from "../reading/json.js";
import type { Resource } from "./resource.js";
import type { Stack } from "./stack.js";

/** What the provider of an `azurerm_client_config`, or one like it, is configured with; undefined where it is not said. */
export function providerSetting(stack: Stack, { type, attributes }: Resource, name: string): string | undefined {
  if (!type.endsWith("_client_config") || (name !== "tenant_id" && name !== "subscription_id")) {
    return undefined;
  }
  const provider = type.slice(0, type.indexOf("_"));
  const [, alias] = (textIn(attributes, "provider") ?? provider).split(".");
  const block = stack.providers.find(({ name, body }) => name === provider && field(body, "alias") === alias);
  return textIn(block?.body, name);
}
