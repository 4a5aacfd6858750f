import { expect, test } from "vitest";
import { type Files, findingsOf, terraform, uncheckedOf } from "../../support/artefacts.js";

const RULE = "no-full-identity";

/** The healthy world with as many more credentials of the same identity. */
function withMore(number: number, extra: Readonly<Record<string, unknown>> = {}): Files {
  return terraform(({ resource: { azurerm_federated_identity_credential: credentials } }) => {
    for (let index = 0; index < number; index += 1) {
      const subject = `system:serviceaccount:orders-${index}:api`;
      Object.assign(credentials, {
        [`more${index}`]: { ...credentials.api, name: `more-${index}`, subject, ...extra },
      });
    }
  });
}

test("finds nothing where an identity has 18 credentials", () => {
  const found = findingsOf(RULE, withMore(17));

  expect(found).toEqual([]);
});

test("fails when an identity has 21 credentials", () => {
  const found = findingsOf(RULE, withMore(20));

  expect(found).toEqual([
    {
      rule: "no-full-identity",
      severity: "error",
      environment: "artefacts",
      message: "azurerm_user_assigned_identity.api has 21 federated credentials, 1 more than Entra allows",
      at: {
        file: "azure/main.tf.json",
        line: 64,
        resource: "azurerm_user_assigned_identity.api",
      },
      got: "21",
      allowed: "at most 20 federated credentials for an identity or application",
      fix: "spread them over several identities, with the same roles, each provider class with the client id of its own",
      shows: "terraform apply: a quota error on federated credential 21",
      related: [
        {
          file: "azure/main.tf.json",
          line: 251,
          resource: "azurerm_federated_identity_credential.more19",
        },
      ],
      docs: "docs/rules/no-full-identity.md",
    },
  ]);
});

test("tells of an identity that has 19 credentials, which is not wrong", () => {
  const found = findingsOf(RULE, withMore(18));

  expect(found).toEqual([
    {
      rule: "no-full-identity",
      severity: "note",
      environment: "artefacts",
      message: "azurerm_user_assigned_identity.api has 19 federated credentials of the 20 that Entra allows",
      at: {
        file: "azure/main.tf.json",
        line: 64,
        resource: "azurerm_user_assigned_identity.api",
      },
      got: "19",
      allowed: "at most 20 federated credentials for an identity or application",
      fix: "before more service accounts or clusters need one, make a second identity with the same roles",
      related: [],
      docs: "docs/rules/no-full-identity.md",
    },
  ]);
});

test("tells of an identity that is full", () => {
  const found = findingsOf(RULE, withMore(19));

  expect(found).toEqual([
    {
      rule: "no-full-identity",
      severity: "note",
      environment: "artefacts",
      message: "azurerm_user_assigned_identity.api has 20 federated credentials of the 20 that Entra allows",
      at: {
        file: "azure/main.tf.json",
        line: 64,
        resource: "azurerm_user_assigned_identity.api",
      },
      got: "20",
      allowed: "at most 20 federated credentials for an identity or application",
      fix: "before more service accounts or clusters need one, make a second identity with the same roles",
      related: [],
      docs: "docs/rules/no-full-identity.md",
    },
  ]);
});

test("fails when a count makes too many", () => {
  const found = findingsOf(RULE, withMore(1, { count: 20 }));

  expect(found).toEqual([
    {
      rule: "no-full-identity",
      severity: "error",
      environment: "artefacts",
      message: "azurerm_user_assigned_identity.api has 21 federated credentials, 1 more than Entra allows",
      at: {
        file: "azure/main.tf.json",
        line: 64,
        resource: "azurerm_user_assigned_identity.api",
      },
      got: "21",
      allowed: "at most 20 federated credentials for an identity or application",
      fix: "spread them over several identities, with the same roles, each provider class with the client id of its own",
      shows: "terraform apply: a quota error on federated credential 21",
      related: [],
      docs: "docs/rules/no-full-identity.md",
    },
  ]);
});

test("counts the credentials of an identity that only its id tells", () => {
  const found = findingsOf(RULE, withMore(20, { user_assigned_identity_id: "/subscriptions/1/other" })).map(
    ({ at, message }) => [at.resource, message],
  );

  expect(found).toEqual([
    [
      "azurerm_federated_identity_credential.more0",
      "azurerm_federated_identity_credential.more0 has 20 federated credentials of the 20 that Entra allows",
    ],
  ]);
});

test("cannot tell how many an expression makes", () => {
  const found = uncheckedOf(RULE, withMore(1, { for_each: "${toset(var.teams)}" }));

  expect(found).toEqual([
    {
      rule: "no-full-identity",
      environment: "artefacts",
      message: "azurerm_user_assigned_identity.api has federated credentials in a number that only a deployment knows",
      needs: "terraform show -json of the plan or state",
      at: {
        file: "azure/main.tf.json",
        line: 64,
        resource: "azurerm_user_assigned_identity.api",
      },
    },
  ]);
});

test("counts one for each identity where both are made for each of the same things", () => {
  const names = Object.fromEntries(Array.from({ length: 25 }, (_, index) => [`team-${index}`, {}]));
  const worlds = [names, "${var.teams}"].map((each) =>
    terraform(({ resource }) => {
      Object.assign(resource.azurerm_user_assigned_identity, { team: { for_each: each, name: "${each.key}" } });
      Object.assign(resource.azurerm_federated_identity_credential, {
        team: {
          for_each: each,
          name: "${each.key}",
          user_assigned_identity_id: "${azurerm_user_assigned_identity.team[each.key].id}",
          subject: "system:serviceaccount:${each.key}:api",
        },
      });
    }),
  );

  const said = worlds.flatMap((files) => [...findingsOf(RULE, files), ...uncheckedOf(RULE, files)]);

  expect(said).toEqual([]);
});
