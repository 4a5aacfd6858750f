import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

/** What holds for every stack in `dist/`, whatever its environment describes. */

const stacks = join(import.meta.dirname, "..", "dist", "infra", "stacks");

type Json = Readonly<Record<string, unknown>>;

/** One argument of a resource, data source or variable, with the path that leads to it. */
interface Argument {
  readonly stack: string;
  /** Type of the resource. */
  readonly type: string;
  /** Path within the resource, without positions in lists. */
  readonly path: string;
  readonly value: unknown;
}

const texts = new Map(
  readdirSync(stacks).map((stack) => [stack, readFileSync(join(stacks, stack, "cdk.tf.json"), "utf8")]),
);
const parsed = new Map(
  [...texts].map(([stack, text]) => [
    stack,
    JSON.parse(text, (key, value) => (key === "//" ? undefined : value)) as Readonly<Record<string, Json>>,
  ]),
);

/** Every argument of every resource and data source, the inner ones too. */
const everyArgument = [...parsed].flatMap(([stack, { resource = {}, data = {} }]) =>
  [...Object.entries(resource), ...Object.entries(data)].flatMap(([type, named]) =>
    Object.values(named as Json).flatMap((block) => argumentsOf(stack, type, "", block)),
  ),
);

function argumentsOf(stack: string, type: string, path: string, value: unknown): readonly Argument[] {
  const inner = Array.isArray(value)
    ? value.flatMap((item) => argumentsOf(stack, type, path, item))
    : typeof value === "object" && value !== null
      ? Object.entries(value).flatMap(([key, one]) =>
          argumentsOf(stack, type, path === "" ? key : `${path}.${key}`, one),
        )
      : [];
  return path === "" ? inner : [{ stack, type, path, value }, ...inner];
}

/**
 * Arguments that azurerm 4.81 takes and 5.x does not, or the other way round, of the types of resource in `dist/`: the
 * difference of the two releases' schemas.
 *
 * @see https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/guides/5.0-upgrade-guide
 */
const notInBoth: Readonly<Record<string, readonly string[]>> = {
  azurerm_eventgrid_system_topic: ["source_arm_resource_id"],
  azurerm_federated_identity_credential: ["parent_id", "resource_group_name"],
  azurerm_key_vault: ["enable_rbac_authorization", "contact"],
  azurerm_kubernetes_cluster: [
    "default_node_pool.kubelet_config.container_log_max_line",
    "default_node_pool.linux_os_config.transparent_huge_page_enabled",
  ],
  azurerm_kubernetes_cluster_node_pool: [
    "kubelet_config.container_log_max_line",
    "linux_os_config.transparent_huge_page_enabled",
  ],
  azurerm_log_analytics_workspace: [
    "internet_ingestion_access_type",
    "internet_ingestion_enabled",
    "internet_query_access_type",
    "internet_query_enabled",
    "local_authentication_disabled",
  ],
  azurerm_monitor_diagnostic_setting: ["metric", "enabled_log.retention_policy"],
  azurerm_subnet: ["service_endpoint", "service_endpoints"],
};

describe("every stack of dist", () => {
  test("is there, so that what follows checks something", () => {
    expect([...texts.keys()].sort()).toEqual(["classroom", "dev", "prod", "prod-payments", "prod-shop"]);
    expect(everyArgument.length).toBeGreaterThan(500);
  });

  test("has only arguments that azurerm 4.81 and 5.x both take", () => {
    const odd = everyArgument.filter(({ type, path }) => notInBoth[type]?.includes(path));

    expect(odd).toEqual([]);
  });

  test("has no resource whose arguments differ from 4.x to 5.x altogether", () => {
    const links = everyArgument.filter(({ type }) => type === "azurerm_private_dns_zone_virtual_network_link");

    expect(links).toEqual([]);
  });

  test("says the permission model of every new vault", () => {
    const vaults = [...parsed.values()].flatMap(({ resource = {} }) => Object.values(resource.azurerm_key_vault ?? {}));

    expect(vaults.map((vault) => typeof vault.rbac_authorization_enabled)).toEqual(vaults.map(() => "boolean"));
    expect(vaults.length).toBeGreaterThan(0);
  });

  test("never lets Azure's trusted services past a vault's firewall", () => {
    const bypasses = everyArgument.filter(({ path }) => path === "network_acls.bypass").map(({ value }) => value);

    expect(new Set(bypasses)).toEqual(new Set(["None"]));
  });

  test("holds no secret value: a seed is a reference to an ephemeral variable without a default", () => {
    const forbidden = /^(value|.*password|.*client_secret|.*sas_token|.*primary_key|certificate\.contents)$/;
    const literal = everyArgument.filter(
      ({ type, path, value }) =>
        (forbidden.test(path) && !(type === "azapi_resource" && path === "value")) ||
        (path === "value_wo" && !/^\$\{var\.[A-Za-z_][\w-]*\}$/.test(String(value))),
    );
    const variables = [...parsed.values()].flatMap(({ variable = {} }) => Object.values(variable as Json));

    expect(literal).toEqual([]);
    for (const variable of variables) {
      expect(variable).toMatchObject({ ephemeral: true, sensitive: true });
      expect(variable).not.toHaveProperty("default");
    }
  });

  test("writes no issuer down: each is a reference to a cluster, or to the platform's output", () => {
    const issuers = everyArgument.filter(({ path }) => path === "issuer").map(({ value }) => value);
    const references = new Set([
      "${azurerm_kubernetes_cluster.cluster.oidc_issuer_url}",
      "${data.terraform_remote_state.platform.outputs.platform.issuer}",
    ]);

    expect(new Set(issuers)).toEqual(references);
    for (const [stack, text] of texts) {
      expect(text, stack).not.toMatch(/oic\.prod-aks|oidc\.prod-aks/);
    }
  });

  test("grants roles by object id and on a vault, an object of one, or a subnet alone", () => {
    const scopes = everyArgument.filter(({ type, path }) => type === "azurerm_role_assignment" && path === "scope");
    const allowed =
      /^\$\{(data\.)?azurerm_(key_vault|subnet)\.[\w-]+\.id\}(\/(secrets|keys|certificates)\/[\w-]+)?$|^\$\{data\.terraform_remote_state\.platform\.outputs\.platform\.vaultIds\["[\w-]+"\]\}(\/(secrets|keys|certificates)\/[\w-]+)?$/;

    expect(scopes.filter(({ value }) => !allowed.test(String(value)))).toEqual([]);
  });

  test("guards its clusters and vaults against destruction", () => {
    const guarded = [...parsed.values()].flatMap(({ resource = {} }) =>
      ["azurerm_key_vault", "azurerm_kubernetes_cluster"].flatMap((type) => Object.values(resource[type] ?? {})),
    );

    expect(guarded.map(({ lifecycle }) => lifecycle)).toEqual(guarded.map(() => ({ prevent_destroy: true })));
  });
});
