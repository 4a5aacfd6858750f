import type { ArgoCd } from "./argo-cd.js";
import type { Environment } from "./environment.js";
import type { Guardrails } from "./guardrails.js";
import type { ManifestPatches } from "./patch.js";
import type { Scraping } from "./scraping.js";

/** Guardrails with every default. */
export type ResolvedGuardrails = Required<Guardrails>;

/** Scraping with every default. */
export type ResolvedScraping = Required<Omit<Scraping, "dashboardNamespace">> & Pick<Scraping, "dashboardNamespace">;

/** Argo CD with every default. */
export type ResolvedArgoCd = Required<ArgoCd>;

/** Works out what an environment has in its cluster beside workloads. */
export function resolveInCluster({ guardrails, scraping, argoCd, monitoring, patches }: Environment): {
  readonly guardrails?: ResolvedGuardrails;
  readonly scraping?: ResolvedScraping;
  readonly argoCd?: ResolvedArgoCd;
  readonly patches: ManifestPatches;
} {
  const scraped = scraping ?? (monitoring?.prometheus ? {} : undefined);
  return {
    ...(guardrails && { guardrails: resolveGuardrails(guardrails) }),
    ...(scraped && { scraping: resolveScraping(scraped) }),
    ...(argoCd && { argoCd: resolveArgoCd(argoCd) }),
    patches: patches ?? {},
  };
}

function resolveGuardrails({ scope, action, classWriters, deployers }: Guardrails): ResolvedGuardrails {
  return {
    scope: scope ?? "environment",
    action: action ?? "Deny",
    classWriters: (classWriters ?? []).map(asInTokens).sort(),
    deployers: (deployers ?? []).map(asInTokens).sort(),
  };
}

/** Kubernetes compares the groups of a token as text, and Microsoft Entra writes ids in lower case. */
function asInTokens(group: string): string {
  return group.toLowerCase();
}

function resolveScraping({ dashboardNamespace, ...scraping }: Scraping): ResolvedScraping {
  const collector = scraping.collector ?? "azure";
  return {
    collector,
    interval: scraping.interval ?? "30s",
    labels: scraping.labels ?? {},
    namespace: scraping.namespace ?? "kube-system",
    alertRules: scraping.alertRules ?? collector === "operator",
    networkPolicy: scraping.networkPolicy ?? false,
    ...(dashboardNamespace !== undefined && { dashboardNamespace }),
  };
}

function resolveArgoCd(argoCd: ArgoCd): ResolvedArgoCd {
  const { repository, revision, namespace, project, destination, automated, prune } = argoCd;
  return {
    repository,
    revision: revision ?? "main",
    namespace: namespace ?? "argocd",
    project: project ?? "default",
    destination: destination ?? { server: "https://kubernetes.default.svc" },
    automated: automated ?? true,
    prune: prune ?? false,
  };
}
