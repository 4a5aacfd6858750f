import type { Cluster } from "../../azure/types.js";
import type { Value } from "../../terraform/value.js";
import type { World } from "../../world.js";
import { isAksIssuer } from "./credentials.js";
import { LONGEST_FIELD } from "./subjects.js";

const GUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";

/** With the tenant, as AKS writes it now, and without, as older clusters have it. */
const AKS = new RegExp(
  `^https://(?:[a-z0-9-]+\\.oic\\.prod-aks\\.azure\\.com/(${GUID})|oidc\\.prod-aks\\.azure\\.com)/${GUID}/$`,
);

/** Attribute of a cluster that its issuer is. */
export const ISSUER_ATTRIBUTE = "oidc_issuer_url";

/** What a federated credential may not be without: why Entra would never find the issuer as it is written. */
export function issuerProblem(issuer: string): string | undefined {
  if (issuer.length > LONGEST_FIELD) {
    return `has ${issuer.length} characters; Entra takes ${LONGEST_FIELD}`;
  }
  if (issuer !== issuer.trim()) {
    return "begins or ends with a space";
  }
  if (!/^https:\/\/[^/\s]/.test(issuer)) {
    return "does not begin with https://";
  }
  if (!isAksIssuer(issuer)) {
    return undefined;
  }
  if (!issuer.endsWith("/")) {
    return "lacks the slash at its end, which is part of it";
  }
  return AKS.test(issuer) ? undefined : "is not in the form that AKS gives its issuers";
}

/** Hosts whose tokens are for pipelines: no cluster has such an issuer. */
const PIPELINES = [
  "https://token.actions.githubusercontent.com",
  "https://gitlab.com",
  "https://app.terraform.io",
  "https://vstoken.dev.azure.com",
];

/** Whether an issuer is that of pipelines. */
export function isPipelineIssuer(issuer: string): boolean {
  return PIPELINES.some((host) => issuer === host || issuer.startsWith(`${host}/`));
}

/** The tenant in an issuer of AKS. */
export function tenantOfIssuer(issuer: string): string | undefined {
  return AKS.exec(issuer)?.[1];
}

/** The issuers of the clusters among the artefacts. */
export class Issuers {
  readonly known: readonly string[];
  readonly any: boolean;
  private readonly byText: ReadonlyMap<string, Cluster>;
  private readonly byLikeness: ReadonlyMap<string, Cluster>;

  constructor({ azure }: World) {
    this.any = azure.clusters.length > 0;
    this.byText = new Map(azure.clusters.map((cluster) => [cluster.issuer.text, cluster]));
    const known = azure.clusters.filter(({ issuer }) => issuer.known);
    this.known = known.map(({ issuer }) => issuer.text);
    this.byLikeness = new Map(known.map((cluster) => [likeness(cluster.issuer.text), cluster]));
  }

  /** The cluster whose issuer this is, letter by letter. */
  of(issuer: Value | undefined): Cluster | undefined {
    return issuer && this.byText.get(issuer.text);
  }

  /** The cluster whose issuer this would be but for its case, its slash or its scheme. */
  like(issuer: string): Cluster | undefined {
    return this.byLikeness.get(likeness(issuer));
  }
}

function likeness(issuer: string): string {
  const plain = issuer
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, "");
  return plain.endsWith("/") ? plain.slice(0, -1) : plain;
}
