/*
 * What Entra answers, word by word as far as it is always the same. A value that no artefact says stands in angle
 * brackets.
 * See https://learn.microsoft.com/entra/identity-platform/reference-error-codes
 */

const NO_RECORD = "No matching federated identity record found for presented assertion";

/** No credential of the identity trusts the issuer of the token. */
export function noSuchIssuer(issuer: string | undefined): string {
  return `AADSTS700211: ${NO_RECORD} issuer '${issuer ?? "<issuer of the cluster>"}'`;
}

/** A credential trusts the issuer, but none the audience. */
export function noSuchAudience(audience: string): string {
  return `AADSTS700212: ${NO_RECORD} audience '${audience}'`;
}

/** A credential trusts the issuer, but none the service account. */
export function noSuchSubject(subject: string): string {
  return `AADSTS700213: ${NO_RECORD} subject '${subject}'`;
}

/** No application or identity of the tenant has the client id. */
export function noSuchClient(clientId: string, tenantId: string | undefined): string {
  const directory = tenantId ?? "<tenant>";
  return `AADSTS700016: Application with identifier '${clientId}' was not found in the directory '${directory}'`;
}

/** There is no such tenant, or not in this cloud. */
export function noSuchTenant(tenantId: string): string {
  return `AADSTS90002: Tenant '${tenantId}' not found`;
}
