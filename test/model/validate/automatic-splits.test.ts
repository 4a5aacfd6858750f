import { describe, expect, test } from "vitest";
import type { Identity } from "../../../model/identity.js";
import { entraApplication, managedIdentity, validate } from "../../../model/index.js";
import { api, healthy } from "../../support/descriptions.js";
import { expected } from "./expected.js";

/** So many workloads of one identity, each with a service account of its own. */
function workloadsOf(count: number, identity: Identity) {
  return Array.from({ length: count }, (_, index) => api({ identity }, `api-${index + 1}`));
}

test.each<[string, Identity]>([
  ["an automatic split of a managed identity", managedIdentity("orders", { split: "auto" })],
  ["an automatic split of an application", entraApplication("orders", { split: "auto" })],
  ["an identity binding", managedIdentity("orders", { trust: "identity-binding" })],
  ["a split of 100", managedIdentity("orders", { split: 100 })],
])("accepts 60 service accounts of %s", (_, identity) => {
  expect(validate([healthy({ workloads: workloadsOf(60, identity) })])).toEqual([]);
});

test("fails when 21 service accounts stand for an application, without advising a binding", () => {
  expect(validate([healthy({ workloads: workloadsOf(21, entraApplication("orders")) })])).toEqual([
    expected({
      rule: "valid-credential-count",
      message: 'identity "orders" needs 21 federated credentials',
      at: "test › workloads[0] api-1 › identity",
      allowed: "at most 20 for one identity, each for one service account",
      fix: 'set split: 2 or split: "auto" on identity "orders"',
    }),
  ]);
});

describe("a key with the bits of an automatic split", () => {
  const divided = managedIdentity("orders", { split: "auto" });
  const taken = managedIdentity("orders-1");

  test("accepts it as long as the split makes no identity of that key", () => {
    expect(validate([healthy({ workloads: [...workloadsOf(20, divided), api({ identity: taken }, "web")] })])).toEqual(
      [],
    );
  });

  test("fails when the split makes an identity of that key", () => {
    const [problem] = validate([
      healthy({ workloads: [...workloadsOf(21, divided), api({ identity: taken }, "web")] }),
    ]);

    expect(problem).toEqual(
      expected({
        rule: "unique-identity-key",
        message: 'identity key "orders-1" is also that of part 2 of identity "orders"',
        at: "test › workloads[21] web › identity",
        allowed: "one identity for each key; a split takes keys with a number, such as <key>-2, besides its own",
        fix: "give one of them another key",
      }),
    );
  });
});

describe("the name of an identity that is split", () => {
  const allowed = "3 to 128 letters, digits, dashes and underscores, first a letter or digit";

  test.each([
    ["126 characters for a split of 9", "i".repeat(126), 9],
    ["111 characters for an automatic split", "i".repeat(111), "auto" as const],
  ])("accepts %s", (_, name, split) => {
    expect(validate([healthy({ workloads: [api({ identity: managedIdentity("orders", { name, split }) })] })])).toEqual(
      [],
    );
  });

  test.each([
    ["127 characters for a split of 9", "i".repeat(127), 9, "-9"],
    ["126 characters for a split of 10", "i".repeat(126), 10, "-10"],
    ["112 characters for an automatic split", "i".repeat(112), "auto" as const, `-${"1".repeat(16)}`],
  ])("fails when it has %s", (_, name, split, suffix) => {
    expect(validate([healthy({ workloads: [api({ identity: managedIdentity("orders", { name, split }) })] })])).toEqual(
      [
        expected({
          rule: "valid-identity-name",
          message: `identity name "${name}${suffix}" is not valid`,
          at: "test › workloads[0] api › identity › name",
          allowed,
          fix: "leave room for the split's number",
        }),
      ],
    );
  });
});
