import type { Chain, ChainLink, Finding, Location, Rule, Unchecked, Verdict } from "../../verify/index.js";

/*
 * A verdict made by hand, so that a report is tested on its own. The ids of its rules are its own: it does not change
 * when a rule comes or goes.
 */

const rule = (id: string) => id as Finding["rule"];

/** The rules that the verdict was made with. */
export const sampleRules: readonly Pick<Rule, "id" | "severity" | "summary" | "link">[] = [
  { id: "match-audience", severity: "error", summary: "Audiences are the one that tokens carry.", link: "credential" },
  { id: "match-tenant", severity: "error", summary: "Classes name the tenant of the vault.", link: "class" },
  { id: "no-wide-role", severity: "warning", summary: "Identities read what pods mount, no more.", link: "access" },
  { id: "require-object", severity: "error", summary: "The vault holds what is mounted.", link: "object" },
  { id: "valid-sample", severity: "note", summary: "Bindings come from a deployment.", link: "artefact" },
];

const shop = "dist/k8s/prod/shop.yaml";
const terraform = "dist/infra/stacks/prod/cdk.tf.json";

const classAt: Location = { file: shop, line: 87, resource: "SecretProviderClass shop/storefront" };
const vaultAt: Location = {
  file: terraform,
  line: 412,
  resource: "azurerm_key_vault.shop",
  construct: "prod/vaults/shop/Resource",
};

/** The tenant of a class is not the vault's. */
export const wrongTenant: Finding = {
  rule: rule("match-tenant"),
  severity: "error",
  environment: "prod",
  message:
    'SecretProviderClass shop/storefront names tenant "1c9a8b7d-0000-4000-8000-000000000002", ' +
    'and the vault "kv-prod-shop" is in another one',
  at: { ...classAt, field: "spec.parameters.tenantID" },
  got: '"1c9a8b7d-0000-4000-8000-000000000002"',
  allowed: '"6f0d2a31-0000-4000-8000-000000000001", the tenant of azurerm_key_vault.shop',
  fix: 'set tenantID to "6f0d2a31-0000-4000-8000-000000000001"',
  shows: "FailedMount on the pod: AADSTS700016",
  related: [vaultAt],
  docs: "docs/rules/match-tenant.md",
};

/** A role is wider than what pods mount. */
export const wideRole: Finding = {
  rule: rule("no-wide-role"),
  severity: "warning",
  environment: "prod",
  message: "identity shop can read the whole vault, and its pods mount one secret",
  at: {
    file: terraform,
    line: 530,
    resource: "azurerm_role_assignment.shop",
    field: "scope",
    construct: "prod/identities/shop/Resource",
  },
  allowed: "the scope of the secret",
  fix: "assign the role on the secret",
  related: [],
  docs: "docs/rules/no-wide-role.md",
};

/** The outputs are made up. */
export const sampleBinding: Finding = {
  rule: rule("valid-sample"),
  severity: "note",
  environment: "prod",
  message: "the outputs of prod are a sample",
  at: { file: "bindings/prod.json", line: 2, resource: "outputs prod", field: "sample" },
  allowed: "outputs of a deployment",
  fix: "deploy, and bind what it prints",
  related: [],
  docs: "docs/rules/valid-sample.md",
};

/** Somebody answered for this one. */
const exceptedObject: Finding = {
  rule: rule("require-object"),
  severity: "error",
  environment: "prod",
  message: 'secret "legacy" is not declared',
  at: { ...classAt, line: 93, field: "spec.parameters.objects" },
  got: '"legacy"',
  allowed: '"db-password"',
  fix: "declare it, or mount one that is there",
  related: [],
  docs: "docs/rules/require-object.md",
};

const notDeclared = (environment: string, name: string, line: number): Unchecked => ({
  rule: rule("require-object"),
  environment,
  message: "the vault exists already, and what it holds is not among the artefacts",
  needs: "an output vault_objects",
  at: { ...classAt, line, resource: `SecretProviderClass shop/${name}` },
});

/** A chain of which one link may be broken. */
export function chainTo(end: string, findings: readonly Finding[], environment = "prod"): Chain {
  const links: readonly ChainLink[] = [
    { kind: "pod", thing: "Deployment shop/api", label: "Deployment shop/api", state: "holds", findings: [] },
    {
      kind: "class",
      thing: classAt.resource,
      label: classAt.resource,
      state: findings.length > 0 ? "broken" : "holds",
      findings,
      at: classAt,
    },
    { kind: "object", label: `secret ${end}`, state: findings.length > 0 ? "unchecked" : "holds", findings: [] },
  ];
  return {
    environment,
    workload: "Deployment shop/api",
    container: "api",
    end: `/mnt/secrets/${end}`,
    links,
    state: findings.length > 0 ? "broken" : "holds",
  };
}

/** An environment with one of everything, and one that is clean. */
export const sampleVerdict: Verdict = {
  today: "2026-11-22",
  environments: [
    {
      name: "prod",
      counts: { manifests: 35, resources: 47, rules: 5 },
      findings: [wrongTenant, wideRole, sampleBinding],
      unchecked: [
        notDeclared("prod", "storefront", 90),
        notDeclared("prod", "search", 140),
        {
          rule: rule("match-audience"),
          environment: "prod",
          message: "the audience is not known before it is deployed",
          needs: "a plan or a state",
        },
      ],
      excepted: [
        {
          finding: exceptedObject,
          exception: {
            rule: "require-object",
            target: "SecretProviderClass shop/*",
            reason: "written by the old pipeline until it is switched off",
            until: "2027-06-30",
          },
        },
      ],
      chains: [chainTo("db-password", [wrongTenant]), chainTo("session-key", [])],
    },
    {
      name: "dev",
      counts: { manifests: 1, resources: 9, rules: 5 },
      findings: [],
      unchecked: [],
      excepted: [],
      chains: [chainTo("db-password", [], "dev")],
    },
  ],
};

/** The clean environment alone. */
export const cleanVerdict: Verdict = { ...sampleVerdict, environments: sampleVerdict.environments.slice(1) };

/** Characters that a terminal, a log or an XML document would act on. */
export const hostile =
  "\u001b[31m\u009b2J\n::add-mask::x\r##[command]y ]]></failure> & \"'< \u202e \u2028 \ud800 \ufffe 100%, a:b [z](w)";

const hostileError = hostileFinding("error");

/** A verdict in which every text that comes from an artefact is hostile. */
export const hostileVerdict: Verdict = {
  today: "2026-11-22",
  environments: [
    {
      name: hostile,
      counts: { manifests: 1, resources: 0, rules: 5 },
      findings: [hostileError, hostileFinding("note")],
      unchecked: [
        { rule: rule("match-audience"), environment: hostile, message: hostile, needs: hostile, at: hostileAt() },
      ],
      excepted: [
        {
          finding: hostileFinding("error"),
          exception: { rule: "match-tenant", target: "*", reason: hostile, until: hostile },
        },
      ],
      chains: [
        {
          environment: hostile,
          workload: hostile,
          container: hostile,
          end: hostile,
          links: [{ kind: "pod", label: hostile, state: "broken", findings: [hostileError] }],
          state: "broken",
        },
      ],
    },
  ],
};

function hostileFinding(severity: Finding["severity"]): Finding {
  return {
    ...wrongTenant,
    severity,
    environment: hostile,
    message: hostile,
    at: hostileAt(),
    got: hostile,
    allowed: hostile,
    fix: hostile,
    shows: hostile,
    related: [hostileAt()],
  };
}

function hostileAt(): Location {
  return { file: hostile, line: 1, resource: hostile, field: hostile, construct: hostile };
}
