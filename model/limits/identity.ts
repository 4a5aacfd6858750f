import { nameRule } from "./name-rule.js";

/** @see https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftmanagedidentity */
export const managedIdentityName = nameRule(
  "3 to 128 letters, digits, dashes and underscores, first a letter or digit",
  3,
  128,
  /^[0-9A-Za-z][-_0-9A-Za-z]*$/,
);

/** @see https://learn.microsoft.com/graph/api/resources/application (displayName) */
export const applicationDisplayName = nameRule(
  "1 to 256 characters, none of them a control character",
  1,
  256,
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what the rule refuses
  /^[^\u0000-\u001f\u007f]+$/,
);

/** @see https://learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations */
export const federatedCredentialName = nameRule(
  "3 to 120 letters, digits, dashes and underscores, first a letter or digit",
  3,
  120,
  /^[0-9A-Za-z][-_0-9A-Za-z]*$/,
);

/** @see https://github.com/Azure/azure-rest-api-specs (Microsoft.ContainerService/managedClusters/identityBindings) */
export const identityBindingName = nameRule(
  "1 to 63 lower-case letters and digits, first a letter",
  1,
  63,
  /^[a-z][a-z0-9]*$/,
);

/**
 * Federated credentials that one application or user-assigned identity can hold.
 *
 * @see https://learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations
 */
export const federatedCredentialsPerIdentity = 20;

/** Minor version of Kubernetes from which AKS brings provider 1.8, the first that knows identity bindings. */
export const identityBindingSince = 36;

/**
 * Federated credentials from which an identity is called crowded: a quarter of its room is left, which one more cluster
 * or a handful of service accounts takes.
 */
export const crowdedFrom = 15;

/** Identities that one identity can be split into; a bound against slips of the finger, not Azure's. */
export const split = { min: 1, max: 100 } as const;

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const NIL_GUID = "00000000-0000-0000-0000-000000000000";

/** What {@link isGuid} accepts, in words. */
export const guidAllowed = 'a GUID such as "3f2504e0-4f89-41d3-9a0c-0305e82c3301", and not all zeros';

/** Whether a value is a GUID that names something (the nil GUID names nothing). */
export function isGuid(value: string): boolean {
  return GUID.test(value) && value !== NIL_GUID;
}
