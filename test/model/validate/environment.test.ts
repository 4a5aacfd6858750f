import { describe, expect, test } from "vitest";
import { existingResourceGroup, validate } from "../../../model/index.js";
import { healthy } from "../../support/descriptions.js";
import { expected } from "./expected.js";

function tags(count: number) {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`tag-${index}`, "value"]));
}

test("accepts the environment that the other tests break", () => {
  const problems = validate([healthy()]);

  expect(problems).toEqual([]);
});

test.each([
  ["a name of 1 character", { name: "a" }],
  ["a name of 63 characters", { name: "a".repeat(63) }],
  ["a name that only begins like a reserved one", { name: "console" }],
  ["a GUID in capitals", { tenantId: "5F1C7B0E-9A34-4D68-8E2B-7C91D3F60A45" }],
  ["a location with a digit", { location: "eastus2" }],
  ["a location of 50 characters", { location: "l".repeat(50) }],
  ["a resource group name of 1 character", { resourceGroup: "r" }],
  ["a resource group name of 90 characters", { resourceGroup: "r".repeat(90) }],
  ["a resource group name of every allowed sign", { resourceGroup: "(orders)._-1" }],
  ["an existing resource group", { resourceGroup: existingResourceGroup("platform-rg") }],
  ["50 tags", { tags: tags(50) }],
  ["a tag name of 1 character", { tags: { t: "value" } }],
  ["a tag name of 512 characters", { tags: { ["t".repeat(512)]: "value" } }],
  ["a tag value of 256 characters", { tags: { owner: "v".repeat(256) } }],
  ["an empty tag value", { tags: { owner: "" } }],
  ["an output name of 1 character", { outputName: "o" }],
  ["an output name of 120 characters", { outputName: "o".repeat(120) }],
  ["an output name that begins with an underscore", { outputName: "_binding" }],
])("accepts %s", (_, props) => {
  const problems = validate([healthy(props)]);

  expect(problems).toEqual([]);
});

describe("valid-environment-name", () => {
  test.each([
    ["Prod", "Prod › name", 'environment name "Prod" is not valid', 'rename it, for example "prod"'],
    ["prod-", "prod- › name", 'environment name "prod-" is not valid', 'rename it, for example "prod"'],
    ["prod_eu", "prod_eu › name", 'environment name "prod_eu" is not valid', 'rename it, for example "prod-eu"'],
    [
      "a".repeat(64),
      `${"a".repeat(64)} › name`,
      `environment name "${"a".repeat(64)}" is not valid`,
      `rename it, for example "${"a".repeat(63)}"`,
    ],
  ])("fails when the environment is named %s", (name, at, message, fix) => {
    const problems = validate([healthy({ name })]);

    expect(problems).toEqual([
      expected({
        rule: "valid-environment-name",
        message,
        at,
        allowed: "1 to 63 lower-case letters, digits and dashes, first and last a letter or digit (RFC 1123 label)",
        fix,
      }),
    ]);
  });

  test.each([
    ["index", "index › name", 'environment name "index" is reserved', 'rename it, for example "index-env"'],
    [
      "constructor",
      "constructor › name",
      'environment name "constructor" is reserved',
      'rename it, for example "constructor-env"',
    ],
    ["con", "con › name", 'environment name "con" is reserved', 'rename it, for example "con-env"'],
    ["lpt9", "lpt9 › name", 'environment name "lpt9" is reserved', 'rename it, for example "lpt9-env"'],
  ])("fails when the environment takes the reserved name %s", (name, at, message, fix) => {
    const problems = validate([healthy({ name })]);

    expect(problems).toEqual([
      expected({
        rule: "valid-environment-name",
        message,
        at,
        allowed:
          "any RFC 1123 label but index, constructor, con, prn, aux, nul, com1, lpt1, com2, lpt2, com3, lpt3, com4, lpt4, com5, lpt5, com6, lpt6, com7, lpt7, com8, lpt8, com9, lpt9",
        fix,
      }),
    ]);
  });
});

describe("valid-guid", () => {
  test.each([
    ["is a name", "orders", 'tenantId "orders" is not a GUID that names something'],
    [
      "is all zeros",
      "00000000-0000-0000-0000-000000000000",
      'tenantId "00000000-0000-0000-0000-000000000000" is not a GUID that names something',
    ],
    [
      "lacks a digit",
      "5f1c7b0e-9a34-4d68-8e2b-7c91d3f60a4",
      'tenantId "5f1c7b0e-9a34-4d68-8e2b-7c91d3f60a4" is not a GUID that names something',
    ],
  ])("fails when the tenant id %s", (_, tenantId, message) => {
    const problems = validate([healthy({ tenantId })]);

    expect(problems).toEqual([
      expected({
        rule: "valid-guid",
        message,
        at: "test › tenantId",
        allowed: 'a GUID such as "3f2504e0-4f89-41d3-9a0c-0305e82c3301", and not all zeros',
        fix: "az account show --query tenantId -o tsv",
      }),
    ]);
  });

  test("fails when the subscription id is no GUID", () => {
    const problems = validate([healthy({ subscriptionId: "my-subscription" })]);

    expect(problems).toEqual([
      expected({
        rule: "valid-guid",
        message: 'subscriptionId "my-subscription" is not a GUID that names something',
        at: "test › subscriptionId",
        allowed: 'a GUID such as "3f2504e0-4f89-41d3-9a0c-0305e82c3301", and not all zeros',
        fix: "az account show --query id -o tsv",
      }),
    ]);
  });
});

test.each([
  ["is a region's display name", "West Europe", 'location "West Europe" is not valid'],
  ["has 51 characters", "l".repeat(51), `location "${"l".repeat(51)}" is not valid`],
])("fails when the location %s", (_, location, message) => {
  const problems = validate([healthy({ location })]);

  expect(problems).toEqual([
    expected({
      rule: "valid-location",
      message,
      at: "test › location",
      allowed: 'lower-case letters and digits, for example "westeurope"',
      fix: 'use the short name: az account list-locations --query "[].name" -o tsv',
    }),
  ]);
});

describe("valid-resource-group-name", () => {
  test.each([
    ["ends in a dot", "orders.", 'resource group name "orders." is not valid', 'rename it, for example "orders"'],
    ["is empty", "", 'resource group name "" is not valid', "rename it"],
    [
      "has 91 characters",
      "r".repeat(91),
      `resource group name "${"r".repeat(91)}" is not valid`,
      `rename it, for example "${"r".repeat(90)}"`,
    ],
  ])("fails when the name of a new resource group %s", (_, resourceGroup, message, fix) => {
    const problems = validate([healthy({ resourceGroup })]);

    expect(problems).toEqual([
      expected({
        rule: "valid-resource-group-name",
        message,
        at: "test › resourceGroup",
        allowed: "1 to 90 letters, digits, dashes, underscores, dots and parentheses, last not a dot",
        fix,
      }),
    ]);
  });

  test("fails when the name of an existing resource group has a blank", () => {
    const problems = validate([healthy({ resourceGroup: existingResourceGroup("platform rg") })]);

    expect(problems).toEqual([
      expected({
        rule: "valid-resource-group-name",
        message: 'resource group name "platform rg" is not valid',
        at: "test › resourceGroup",
        allowed: "1 to 90 letters, digits, dashes, underscores, dots and parentheses, last not a dot",
        fix: 'rename it, for example "platform-rg"',
      }),
    ]);
  });
});

describe("valid-tags", () => {
  test("fails when there are 53 tags", () => {
    const problems = validate([healthy({ tags: tags(53) })]);

    expect(problems).toEqual([
      expected({
        rule: "valid-tags",
        message: "there are 53 tags",
        at: "test › tags",
        allowed: "at most 50 tags on a resource",
        fix: "remove 3 of them",
      }),
    ]);
  });

  test.each([
    ["holds a slash", "cost/center", 'tag name "cost/center" is not valid'],
    ["holds a backslash", "cost\\center", 'tag name "cost\\\\center" is not valid'],
    ["is empty", "", 'tag name "" is not valid'],
    ["has 513 characters", "t".repeat(513), `tag name "${"t".repeat(513)}" is not valid`],
  ])("fails when the name of a tag %s", (_, name, message) => {
    const problems = validate([healthy({ tags: { [name]: "value" } })]);

    expect(problems).toEqual([
      expected({
        rule: "valid-tags",
        message,
        at: "test › tags",
        allowed: "1 to 512 characters, none of < > % & \\ ? /",
        fix: "rename it",
      }),
    ]);
  });

  test.each([
    ["one in lower case", { owner: "orders", Owner: "payments" }, 'tag name "owner" stands twice, in different case'],
    ["both with capitals", { Owner: "orders", OWNER: "payments" }, 'tag name "Owner" stands twice, in different case'],
  ])("fails when the names of two tags differ in case alone, %s", (_, tags: Record<string, string>, message) => {
    const problems = validate([healthy({ tags })]);

    expect(problems).toEqual([
      expected({
        rule: "valid-tags",
        message,
        at: "test › tags",
        allowed: "each name once: Azure does not tell case apart in names of tags",
        fix: "keep one of them",
      }),
    ]);
  });

  test("fails when the value of a tag has 257 characters", () => {
    const problems = validate([healthy({ tags: { owner: "v".repeat(257) } })]);

    expect(problems).toEqual([
      expected({
        rule: "valid-tags",
        message: 'the value of tag "owner" has 257 characters',
        at: "test › tags",
        allowed: "at most 256 characters",
        fix: "shorten it",
      }),
    ]);
  });
});
