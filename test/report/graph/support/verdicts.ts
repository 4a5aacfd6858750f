import type { Chain, ChainLink, EnvironmentVerdict, Finding, LinkKind, LinkState } from "../../../../verify/index.js";

/** A link of a chain that holds, at a thing whose id is its label. */
export function link(kind: LinkKind, label: string, rest: Partial<ChainLink> = {}): ChainLink {
  const at = { file: "dist/k8s/prod/shop.yaml", line: 12, resource: label };
  return { kind, thing: label, label, state: "holds", findings: [], at, ...rest };
}

/** What a link looks like whose end nobody wrote. */
export function gap(kind: LinkKind, label: string, findings: readonly Finding[] = [credentialMissing]): ChainLink {
  return { kind, label, state: "broken", findings };
}

/** A chain; its state is the worst of its links. */
export function chain(workload: string, end: string, links: readonly ChainLink[]): Chain {
  const worst = (["broken", "unchecked"] as const).find((state) => links.some((one) => one.state === state));
  const state: LinkState = worst ?? "holds";
  return { environment: "prod", workload, container: "app", end, links, state };
}

/** The finding of a gap. */
export const credentialMissing: Finding = {
  rule: "match-federated-subject",
  severity: "error",
  environment: "prod",
  message: 'no federated credential trusts "system:serviceaccount:shop:worker"',
  at: { file: "dist/k8s/prod/shop.yaml", line: 44, resource: "ServiceAccount shop/worker", field: "metadata.name" },
  allowed: "a credential whose subject is that of the service account",
  fix: "add an azurerm_federated_identity_credential with this subject",
  shows: "AADSTS700213: No matching federated identity record found",
  related: [],
  docs: "docs/rules/match-class.md",
};

/** A verdict with these chains, and the findings that stand at their links. */
export function verdict(chains: readonly Chain[], rest: Partial<EnvironmentVerdict> = {}): EnvironmentVerdict {
  const findings = [...new Set(chains.flatMap(({ links }) => links.flatMap((one) => one.findings)))];
  const counts = { manifests: 1, resources: 1, rules: 1 };
  return { name: "prod", findings, unchecked: [], excepted: [], chains, counts, ...rest };
}

/** A chain of a workload of the shop to a secret, as its file. */
export function reading(workload: string, secret: string, middle: Partial<Record<LinkKind, ChainLink>> = {}): Chain {
  const kinds: Partial<Record<LinkKind, ChainLink>> = {
    pod: link("pod", `Deployment shop/${workload}`),
    "service-account": link("service-account", `ServiceAccount shop/${workload}`),
    class: link("class", `SecretProviderClass shop/${workload}`),
    identity: link("identity", `id-shop-${workload}`),
    credential: link("credential", `fc-${workload}`),
    access: link("access", `access-${workload}`, { label: "Key Vault Secrets User on kv-shop" }),
    vault: link("vault", "azurerm_key_vault.shop", { label: "kv-shop" }),
    object: link("object", `secret ${secret}`, { thing: `SecretProviderClass shop/${workload} ${secret}` }),
    file: link("file", `/mnt/secrets/${secret}`, { thing: `Deployment shop/${workload} mount /mnt/secrets` }),
    ...middle,
  };
  return chain(`Deployment shop/${workload}`, `/mnt/secrets/${secret}`, Object.values(kinds));
}

/**
 * A small shop. `api` and `worker` both read db-password, `api` reads api-key too, as a variable; `web` reads
 * session-key alone, which nobody could check. The worker's credential is missing.
 */
export function shop(): EnvironmentVerdict {
  return verdict([
    reading("api", "db-password"),
    reading("api", "api-key", {
      "synced-secret": link("synced-secret", "Secret shop/api-keys"),
      variable: link("variable", "$API_KEY"),
    }),
    reading("worker", "db-password", { credential: gap("credential", "(no federated credential)") }),
    reading("web", "session-key", { object: link("object", "secret session-key", { state: "unchecked" }) }),
  ]);
}

/** So many workloads, of which every hundredth has a broken chain and every ten share a secret. */
export function large(workloads: number): EnvironmentVerdict {
  return verdict(
    Array.from({ length: workloads }, (_, index) => {
      const secret = `secret-${Math.floor(index / 10)}`;
      return reading(
        `app-${index}`,
        secret,
        index % 100 === 50 ? { credential: gap("credential", "(no federated credential)") } : {},
      );
    }),
  );
}

/** A label that would run, close the data or restyle the page wherever it is not escaped. */
export const hostile = [
  `</script><img src=x onerror="window.hacked=1"></title>`,
  `<style>*{display:none}</style>'"&\u202e%%{init}%%`,
].join("");
