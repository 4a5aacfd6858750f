import { expect, test } from "vitest";
import { type Finding, verify } from "../../../verify/index.js";
import { FILE, type Files, healthyFiles, terraform, uncheckedOf, without } from "../../support/artefacts.js";

/** What is found on a day, in Terraform with a change. */
function on(today: string, files: Files = healthyFiles): readonly Finding[] {
  const sources = Object.entries(files).map(([file, content]) => ({ file, content }));
  const findings = verify(sources, { today }).environments.flatMap((environment) => environment.findings);
  return findings.filter((finding) => finding.rule === "no-retiring-api");
}

/** The healthy world with other versions of azurerm. */
function versions(version: string | undefined): Files {
  return terraform((config) => Object.assign(config.terraform.required_providers.azurerm, { version }));
}

function severities(today: string, ...constraints: readonly string[]): readonly (readonly string[])[] {
  return constraints.map((constraint) => [
    constraint,
    ...on(today, versions(constraint)).map(({ severity }) => severity),
  ]);
}

test("finds nothing in a healthy world", () => {
  const found = on("2026-11-22");

  expect(found).toEqual([]);
});

test("fails when versions on the retiring API are admitted", () => {
  const found = on("2026-11-22", versions("~> 4.0"));

  expect(found).toEqual([
    {
      rule: "no-retiring-api",
      severity: "warning",
      environment: "artefacts",
      message:
        'stack azure admits azurerm "~> 4.0", of which versions below 4.81.0 speak a Key Vault API that ends on 2027-02-27, in 97 days',
      at: {
        file: "azure/main.tf.json",
        line: 6,
        resource: "terraform.required_providers.azurerm",
      },
      got: "~> 4.0",
      allowed: "versions from 4.81.0 on",
      fix: 'let the versions begin at 4.81.0, as in ">= 4.81.0, < 6.0.0", and run terraform init -upgrade',
      shows: "Terraform: an error of the Key Vault control plane on every plan that has a vault, once the API is off",
      related: [
        {
          file: "azure/main.tf.json",
          line: 54,
          resource: "azurerm_key_vault.orders",
        },
      ],
      docs: "docs/rules/no-retiring-api.md",
    },
  ]);
});

test("reads constraints as Terraform does", () => {
  const found = severities(
    "2026-11-22",
    ">= 4.65, < 5",
    "4.55.0",
    "= 4.81.0",
    "~> 4.81",
    "~> 4.81.2",
    "~> 4.80.0",
    "> 4.80.0",
    "> 4.80",
    ">= 5",
    "~> 5",
    "v4.81.1",
    "!= 4.81.0",
    "!= 4.60.0, >= 4.90",
    "< 4.81.0",
    "<= 4.81.0",
  );

  expect(found).toEqual([
    [">= 4.65, < 5", "warning"],
    ["4.55.0", "warning"],
    ["= 4.81.0"],
    ["~> 4.81"],
    ["~> 4.81.2"],
    ["~> 4.80.0", "warning"],
    ["> 4.80.0", "warning"],
    ["> 4.80", "warning"],
    [">= 5"],
    ["~> 5"],
    ["v4.81.1"],
    ["!= 4.81.0", "warning"],
    ["!= 4.60.0, >= 4.90"],
    ["< 4.81.0", "warning"],
    ["<= 4.81.0", "warning"],
  ]);
});

test("fails after the day when only versions on the API that ended are admitted", () => {
  const found = on("2027-02-28", versions("~> 4.55.0"));

  expect(found).toEqual([
    {
      rule: "no-retiring-api",
      severity: "error",
      environment: "artefacts",
      message:
        'stack azure admits azurerm "~> 4.55.0", of which versions below 4.81.0 speak a Key Vault API that ended on 2027-02-27, 1 day ago',
      at: {
        file: "azure/main.tf.json",
        line: 6,
        resource: "terraform.required_providers.azurerm",
      },
      got: "~> 4.55.0",
      allowed: "versions from 4.81.0 on",
      fix: 'let the versions begin at 4.81.0, as in ">= 4.81.0, < 6.0.0", and run terraform init -upgrade',
      shows: "Terraform: an error of the Key Vault control plane on every plan that has a vault, once the API is off",
      related: [
        {
          file: "azure/main.tf.json",
          line: 54,
          resource: "azurerm_key_vault.orders",
        },
      ],
      docs: "docs/rules/no-retiring-api.md",
    },
  ]);
});

test("warns after the day when later versions are admitted too", () => {
  const found = severities("2027-02-28", "~> 4.0");

  expect(found).toEqual([["~> 4.0", "warning"]]);
});

test("says on the last day that it is the last", () => {
  const found = on("2027-02-27", versions("~> 4.0")).map(({ message }) => message);

  expect(found).toEqual([
    'stack azure admits azurerm "~> 4.0", of which versions below 4.81.0 speak a Key Vault API that ends on 2027-02-27, today',
  ]);
});

test("finds nothing in a stack without a vault", () => {
  const found = on(
    "2026-11-22",
    terraform((config) => {
      config.terraform.required_providers.azurerm.version = "~> 4.0";
      Object.assign(config.resource, { azurerm_key_vault: undefined });
    }),
  );

  expect(found).toEqual([]);
});

test("cannot tell where no version is stated", () => {
  const found = uncheckedOf("no-retiring-api", versions(undefined));

  expect(found).toEqual([
    {
      rule: "no-retiring-api",
      environment: "artefacts",
      message: "stack azure does not say which versions of azurerm it admits",
      needs: "terraform.required_providers.azurerm.version in the Terraform JSON, or a plan",
      at: {
        file: "azure/main.tf.json",
        line: 53,
        resource: "azurerm_key_vault.orders",
      },
    },
  ]);
});

test("cannot tell where the version is no constraint", () => {
  const found = uncheckedOf("no-retiring-api", versions("newest")).map(({ message }) => message);

  expect(found).toEqual(["stack azure does not say which versions of azurerm it admits"]);
});

test("reads the versions of a plan", () => {
  const found = on("2026-11-22", {
    ...without(FILE.terraform),
    "plan.json": JSON.stringify({
      format_version: "1.2",
      planned_values: {
        root_module: {
          resources: [
            {
              address: "azurerm_key_vault.orders",
              mode: "managed",
              type: "azurerm_key_vault",
              name: "orders",
              values: { name: "kv-orders" },
            },
          ],
        },
      },
      configuration: {
        provider_config: {
          azurerm: {
            name: "azurerm",
            full_name: "registry.terraform.io/hashicorp/azurerm",
            version_constraint: "~> 4.40",
          },
        },
      },
    }),
  }).map(({ at, got }) => [at.file, got]);

  expect(found).toEqual([["plan.json", "~> 4.40"]]);
});
