import { describe, expect, test } from "vitest";
import { entraApplication, existingIdentity, managedIdentity, validate } from "../../../model/index.js";
import { api, healthy } from "../../support/descriptions.js";
import { expected } from "./expected.js";

const clientId = "0b6d2f84-71c5-4a3e-9d18-e52f7a90c643";
const principalId = "c47e19a5-8f02-4b6d-b3e1-96d05c2a7f38";

test.each([
  ["an identity key of 63 characters", managedIdentity("k".repeat(63))],
  ["a managed identity's name of 3 characters", managedIdentity("orders", { name: "id1" })],
  ["a managed identity's name of 128 characters", managedIdentity("orders", { name: "i".repeat(128) })],
  ["an application's name of 1 character", entraApplication("orders", { name: "o" })],
  ["an application's name of 256 characters", entraApplication("orders", { name: "o".repeat(256) })],
  ["an application with owners", entraApplication("orders", { owners: [principalId] })],
  ["an application's name in any script", entraApplication("orders", { name: "Bestellungen – Köln" })],
  ["a split over 100 identities", managedIdentity("orders", { split: 100 })],
])("accepts %s", (_, identity) => {
  const problems = validate([healthy({ workloads: [api({ identity })] })]);

  expect(problems).toEqual([]);
});

test.each([
  ["a federated credential's name of 3 characters", "abc"],
  ["a federated credential's name of 120 characters", "c".repeat(120)],
])("accepts %s", (_, federatedCredential) => {
  const problems = validate([healthy({ workloads: [api({ federatedCredential })] })]);

  expect(problems).toEqual([]);
});

test("accepts two workloads that share service account, identity and credential", () => {
  const shared = { serviceAccount: "orders", identity: managedIdentity("orders"), federatedCredential: "orders" };

  const problems = validate([healthy({ workloads: [api(shared), api(shared, "web")] })]);

  expect(problems).toEqual([]);
});

test.each([
  ["has an underscore", "the_orders", 'identity key "the_orders" is not valid', 'rename it, for example "the-orders"'],
  ["is in capitals", "Orders", 'identity key "Orders" is not valid', 'rename it, for example "orders"'],
  [
    "has 64 characters",
    "k".repeat(64),
    `identity key "${"k".repeat(64)}" is not valid`,
    `rename it, for example "${"k".repeat(63)}"`,
  ],
])("fails when the key of an identity %s", (_, key, message, fix) => {
  const problems = validate([healthy({ workloads: [api({ identity: managedIdentity(key) })] })]);

  expect(problems).toEqual([
    expected({
      rule: "valid-identity-key",
      message,
      at: "test › workloads[0] api › identity › key",
      allowed: "1 to 63 lower-case letters, digits and dashes, first and last a letter or digit (RFC 1123 label)",
      fix,
    }),
  ]);
});

describe("unique-identity-key", () => {
  test("fails when a key stands for two identities", () => {
    const workloads = [
      api({ identity: managedIdentity("orders") }),
      api({ identity: managedIdentity("orders", { name: "orders-web" }) }, "web"),
    ];

    const problems = validate([healthy({ workloads })]);

    expect(problems).toEqual([
      expected({
        rule: "unique-identity-key",
        message: 'identity key "orders" stands for two different identities',
        at: "test › workloads[1] web › identity",
        allowed: "one identity for each key",
        fix: "describe it once and let all its workloads refer to that; the other is at test › workloads[0] api › identity",
      }),
    ]);
  });

  test("accepts an identity that is described twice in the same way, in any order of its fields", () => {
    const workloads = [
      api({ identity: existingIdentity("orders", { clientId, principalId }) }),
      api({ identity: existingIdentity("orders", { principalId, clientId }) }, "web"),
    ];

    const problems = validate([healthy({ workloads })]);

    expect(problems).toEqual([]);
  });

  test.each([
    ["after", { mine: managedIdentity("orders", { split: 3 }), theirs: entraApplication("orders-2") }],
    ["before", { mine: entraApplication("orders-2"), theirs: managedIdentity("orders", { split: 3 }) }],
  ])("fails when a key is that of a part of an identity described %s it", (_, { mine, theirs }) => {
    const problems = validate([healthy({ workloads: [api({ identity: mine }), api({ identity: theirs }, "web")] })]);

    expect(problems).toEqual([
      expected({
        rule: "unique-identity-key",
        message: 'identity key "orders-2" is also that of part 2 of identity "orders"',
        at: "test › workloads[1] web › identity",
        allowed: "one identity for each key; a split takes keys with a number, such as <key>-2, besides its own",
        fix: "give one of them another key",
      }),
    ]);
  });

  test("accepts a key that no part of a split takes", () => {
    const workloads = [
      api({ identity: managedIdentity("orders", { split: 3 }) }),
      api({ identity: managedIdentity("orders-4") }, "web"),
    ];

    const problems = validate([healthy({ workloads })]);

    expect(problems).toEqual([]);
  });
});

test.each([
  ["0", 0, "split 0 is not valid"],
  ["101", 101, "split 101 is not valid"],
  ["no whole number", 1.5, "split 1.5 is not valid"],
])("fails when an identity is split into %s", (_, split, message) => {
  const problems = validate([healthy({ workloads: [api({ identity: managedIdentity("orders", { split }) })] })]);

  expect(problems).toEqual([
    expected({
      rule: "valid-split",
      message,
      at: "test › workloads[0] api › identity › split",
      allowed: "a whole number from 1 to 100",
      fix: "give a whole number from 1 to 100",
    }),
  ]);
});

describe("valid-identity-name", () => {
  test.each([
    ["has a dot", "orders.api", 'identity name "orders.api" is not valid', 'rename it, for example "orders-api"'],
    ["has 2 characters", "id", 'identity name "id" is not valid', "rename it"],
    [
      "has 129 characters",
      "i".repeat(129),
      `identity name "${"i".repeat(129)}" is not valid`,
      `rename it, for example "${"i".repeat(128)}"`,
    ],
  ])("fails when the name of a managed identity %s", (_, name, message, fix) => {
    const problems = validate([healthy({ workloads: [api({ identity: managedIdentity("orders", { name }) })] })]);

    expect(problems).toEqual([
      expected({
        rule: "valid-identity-name",
        message,
        at: "test › workloads[0] api › identity › name",
        allowed: "3 to 128 letters, digits, dashes and underscores, first a letter or digit",
        fix,
      }),
    ]);
  });

  test.each([
    ["is empty", "", 'identity name "" is not valid', "rename it"],
    [
      "has a line break",
      "orders\napi",
      'identity name "orders\\napi" is not valid',
      'rename it, for example "orders-api"',
    ],
    [
      "has 257 characters",
      "o".repeat(257),
      `identity name "${"o".repeat(257)}" is not valid`,
      `rename it, for example "${"o".repeat(256)}"`,
    ],
  ])("fails when the name of an application %s", (_, name, message, fix) => {
    const problems = validate([healthy({ workloads: [api({ identity: entraApplication("orders", { name }) })] })]);

    expect(problems).toEqual([
      expected({
        rule: "valid-identity-name",
        message,
        at: "test › workloads[0] api › identity › name",
        allowed: "1 to 256 characters, none of them a control character",
        fix,
      }),
    ]);
  });
});

test("fails when two managed identities have one name, in any case of letters", () => {
  const workloads = [
    api({ identity: managedIdentity("api", { name: "orders" }) }),
    api({ identity: managedIdentity("web", { name: "Orders" }) }, "web"),
  ];

  const problems = validate([healthy({ workloads })]);

  expect(problems).toEqual([
    expected({
      rule: "unique-identity-name",
      message: 'identities "api" and "web" are both named "Orders"',
      at: "test › identity web › name",
      allowed: "one managed identity of a name in a resource group, in any case of letters",
      fix: "rename one of them",
    }),
  ]);
});

test("fails when an owner of an application is given by name", () => {
  const identity = entraApplication("orders", { owners: ["c47e19a5-8f02-4b6d-b3e1-96d05c2a7f38", "pipeline"] });

  const problems = validate([healthy({ workloads: [api({ identity })] })]);

  expect(problems).toEqual([
    expected({
      rule: "valid-guid",
      message: 'owner "pipeline" is not a GUID that names something',
      at: "test › workloads[0] api › identity › owners",
      allowed: 'a GUID such as "3f2504e0-4f89-41d3-9a0c-0305e82c3301", and not all zeros',
      fix: "give the object id of a user or service principal",
    }),
  ]);
});
