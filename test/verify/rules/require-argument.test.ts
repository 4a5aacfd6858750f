import { expect, test } from "vitest";
import { FILE, type Files, findingsOf, healthyFiles, terraform } from "../../support/artefacts.js";

const RULE = "require-argument";

/** The healthy world with further resources. */
function having(resources: object, version?: string): Files {
  return terraform((config) => {
    Object.assign(config.resource, resources);
    config.terraform.required_providers.azurerm.version = version ?? ">= 4.81.0, < 6.0.0";
  });
}

function missingIn(files: Files): readonly (readonly [string, string | undefined])[] {
  return findingsOf(RULE, files).map(({ message, at }) => [message, at.field]);
}

const ENDPOINT = {
  name: "pe",
  location: "westeurope",
  resource_group_name: "orders-rg",
  subnet_id: "/subscriptions/x/subnets/y",
};

test("finds nothing in a healthy world", () => {
  const found = findingsOf(RULE, healthyFiles);

  expect(found).toEqual([]);
});

test("fails when a required argument is missing", () => {
  const files = terraform(({ resource }) => {
    Reflect.deleteProperty(resource.azurerm_user_assigned_identity.api, "location");
  });

  expect(findingsOf(RULE, files)).toEqual([
    {
      rule: "require-argument",
      severity: "error",
      environment: "artefacts",
      message: 'azurerm_user_assigned_identity.api has no "location", which its provider requires',
      at: { file: "azure/main.tf.json", line: 64, resource: "azurerm_user_assigned_identity.api" },
      allowed: "azurerm_user_assigned_identity with location",
      fix: "write location",
      shows: 'Terraform: Missing required argument: The argument "location" is required, but no definition was found.',
      related: [],
      docs: "docs/rules/require-argument.md",
    },
  ]);
});

test("fails when a required argument is null", () => {
  const files = terraform(({ resource }) =>
    Object.assign(resource.azurerm_role_assignment.secrets, { principal_id: null }),
  );

  expect(missingIn(files)).toEqual([
    ['azurerm_role_assignment.secrets has no "principal_id", which its provider requires', undefined],
  ]);
});

test("fails when a required block is missing, or lacks an argument", () => {
  const blocks = [[], [{ is_manual_connection: false }]];

  const found = blocks.map((private_service_connection) =>
    missingIn(having({ azurerm_private_endpoint: { a: { ...ENDPOINT, private_service_connection } } })),
  );

  expect(found).toEqual([
    [['azurerm_private_endpoint.a has no block "private_service_connection", which its provider requires', undefined]],
    [
      [
        'azurerm_private_endpoint.a has no "name" in private_service_connection, which its provider requires',
        "private_service_connection[0]",
      ],
    ],
  ]);
});

test("fails when a data source or a remote state lacks what tells it from others", () => {
  const files = terraform((config) =>
    Object.assign(config, {
      data: { azurerm_subnet: { a: { name: "nodes", resource_group_name: "net" } }, terraform_remote_state: { p: {} } },
    }),
  );

  expect(missingIn(files).map(([message]) => message)).toEqual([
    'data.azurerm_subnet.a has no "virtual_network_name", which its provider requires',
    'data.terraform_remote_state.p has no "backend", which its provider requires',
  ]);
});

test("asks of a version what that version requires", () => {
  const link = { azurerm_private_dns_zone_virtual_network_link: { a: { name: "a", virtual_network_id: "/x" } } };

  const messages = ["~> 4.81", ">= 5.0.0", "~> 3.100"].map((version) =>
    missingIn(having(link, version)).map(([message]) => message.split('"')[1]),
  );

  expect(messages).toEqual([["private_dns_zone_name", "resource_group_name"], ["private_dns_zone_id"], []]);
});

test("finds nothing where a block is made dynamically", () => {
  const dynamic = { private_service_connection: { for_each: ["a"], content: { name: "a" } } };

  const found = missingIn(having({ azurerm_private_endpoint: { a: { ...ENDPOINT, dynamic } } }));

  expect(found).toEqual([]);
});

test("leaves a misspelt argument to the rule that says so", () => {
  const files = terraform(({ resource }) => {
    Object.assign(resource.azurerm_user_assigned_identity, {
      other: { name: "a", locatoin: "x", resource_group_name: "r" },
    });
  });

  expect(missingIn(files)).toEqual([]);
});

test("leaves the parts of a vault and of a credential for pods to their own rules", () => {
  const files = terraform(({ resource }) => {
    Reflect.deleteProperty(resource.azurerm_key_vault.orders, "sku_name");
    Reflect.deleteProperty(resource.azurerm_federated_identity_credential.api, "audience");
  });

  expect(missingIn(files)).toEqual([]);
});

test("asks for all parts of a credential that is not for pods", () => {
  const credential = { name: "pipeline", user_assigned_identity_id: "/x", audience: ["a"], subject: "repo:a/b" };

  const found = missingIn(having({ azurerm_federated_identity_credential: { ci: credential } }));

  expect(found.map(([message]) => message)).toEqual([
    'azurerm_federated_identity_credential.ci has no "issuer", which its provider requires',
  ]);
});

test("does not judge types that no chain is made of, override files and states", () => {
  const override = { resource: { azurerm_resource_group: { orders: { tags: {} } } } };
  const state = {
    format_version: "1.0",
    values: {
      root_module: {
        resources: [
          { address: "azurerm_key_vault.x", mode: "managed", type: "azurerm_key_vault", name: "x", values: {} },
        ],
      },
    },
  };

  const found = [
    missingIn(having({ azurerm_storage_account: { a: {} } })),
    missingIn({ "override.tf.json": JSON.stringify(override) }),
    missingIn({ "state.json": JSON.stringify(state) }),
    missingIn({
      [FILE.terraform]: JSON.stringify({
        resource: { azurerm_resource_group: [{ a: [{ name: "a", location: "b" }] }] },
      }),
    }),
  ];

  expect(found).toEqual([[], [], [], []]);
});
