import { describe, expect, test } from "vitest";
import type { Identity } from "../../model/identity.js";
import {
  adviseOnCredentials,
  entraApplication,
  existingCluster,
  existingIdentity,
  managedIdentity,
  nodeIdentity,
  type Problem,
  planCredentials,
  resolve,
  roomFor,
} from "../../model/index.js";
import { partOf } from "../../model/split.js";
import { api, healthy } from "../support/descriptions.js";

const shared = {
  clientId: "0b6d2f84-71c5-4a3e-9d18-e52f7a90c643",
  principalId: "c47e19a5-8f02-4b6d-b3e1-96d05c2a7f38",
};

/** An environment of so many service accounts behind one identity. */
function of(count: number, identity: Identity, props: Parameters<typeof healthy>[0] = {}) {
  const workloads = Array.from({ length: count }, (_, index) => api({ identity }, `api-${index + 1}`));
  return resolve(healthy({ workloads, ...props }));
}

function subjectsOf(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `system:serviceaccount:orders:api-${index + 1}`).sort();
}

/** A warning as it is said, with what every one carries besides. */
function warning(text: Pick<Problem, "message" | "at" | "fix">): Problem {
  return {
    ...text,
    rule: "no-crowded-identity",
    severity: "warning",
    allowed: "at most 20; from 15 on it is time to plan",
    docs: "docs/problems.md#no-crowded-identity",
  };
}

describe("the plan of federated credentials", () => {
  test("counts each service account of a created identity once", () => {
    const environment = of(3, managedIdentity("orders"), {
      workloads: [
        api({ identity: managedIdentity("orders") }, "api-2"),
        api({ identity: managedIdentity("orders") }, "api-1"),
        api({ identity: managedIdentity("orders"), serviceAccount: "api-1" }, "web"),
      ],
    });

    expect(planCredentials([environment])).toEqual([
      {
        identity: environment.identities[0],
        environments: ["test"],
        subjects: subjectsOf(2),
        others: 0,
        parts: 1,
        total: subjectsOf(2),
      },
    ]);
  });

  test("lists each identity of a split with the subjects of all", () => {
    const environment = of(6, managedIdentity("orders", { split: 2 }));
    const [first, second] = environment.identities;

    expect(planCredentials([environment])).toEqual(
      [first, second].map((identity) => ({
        identity,
        environments: ["test"],
        subjects: identity?.credentials.map(({ subject }) => subject),
        others: 0,
        parts: 2,
        total: subjectsOf(6),
      })),
    );
  });

  test("adds up an existing identity over environments and clusters, beside what it holds for others", () => {
    const mine = of(2, existingIdentity("mine", { ...shared, otherCredentials: 5 }));
    const theirs = of(
      2,
      existingIdentity("theirs", { ...shared, clientId: shared.clientId.toUpperCase(), otherCredentials: 5 }),
      { name: "other", cluster: existingCluster({ name: "aks-other", resourceGroup: "platform-rg" }) },
    );
    const [one, two] = subjectsOf(2);

    expect(planCredentials([mine, theirs])).toEqual([
      {
        identity: mine.identities[0],
        environments: ["test", "other"],
        subjects: [one, one, two, two],
        others: 5,
        parts: 1,
        total: subjectsOf(2),
      },
    ]);
  });

  test("counts a service account once that two environments describe on one cluster", () => {
    const identity = existingIdentity("shared", shared);

    const [planned] = planCredentials([of(2, identity), of(3, identity, { name: "other" })]);

    expect(planned?.subjects).toEqual(subjectsOf(3));
  });

  test("keeps created identities of one key apart by environment", () => {
    const planned = planCredentials([
      of(1, managedIdentity("orders")),
      of(2, managedIdentity("orders"), { name: "other" }),
    ]);

    expect(planned.map(({ environments, subjects }) => [environments, subjects.length])).toEqual([
      [["test"], 1],
      [["other"], 2],
    ]);
  });

  test.each([
    ["an identity binding", managedIdentity("orders", { trust: "identity-binding" })],
    ["an identity of the nodes", nodeIdentity("nodes")],
  ])("leaves out %s, which trusts no service account by itself", (_, identity) => {
    expect(planCredentials([of(21, identity)])).toEqual([]);
  });
});

describe("the advice on crowded identities", () => {
  const advised = (...environments: readonly ReturnType<typeof of>[]) =>
    adviseOnCredentials(planCredentials(environments));

  test.each([
    ["a managed identity", managedIdentity("orders")],
    ["an application", entraApplication("orders")],
    ["an existing identity", existingIdentity("orders", shared)],
  ])("says nothing about 14 service accounts of %s", (_, identity) => {
    expect(advised(of(14, identity))).toEqual([]);
  });

  const binding = 'or trust: "identity-binding" (preview), which has no limit';

  test.each<[string, Identity, string]>([
    [
      "a managed identity",
      managedIdentity("orders"),
      `split: 2 moves 9 of 15 service accounts, fewest now; ${binding}`,
    ],
    ["an application", entraApplication("orders"), "split: 2 moves 9 of 15 service accounts, fewest now"],
    ["an existing identity", existingIdentity("orders", shared), "give new service accounts another identity"],
  ])("warns about 15 service accounts of %s", (_, identity, fix) => {
    expect(advised(of(15, identity))).toEqual([
      warning({
        message: 'identity "orders" holds 15 of 20 federated credentials',
        at: "test › identity orders",
        fix,
      }),
    ]);
  });

  test("warns about an existing identity that is full over two environments and others alone", () => {
    const identity = (others: number) => existingIdentity("shared", { ...shared, otherCredentials: others });
    const other = {
      name: "other",
      cluster: existingCluster({ name: "aks-other", resourceGroup: "platform-rg" }),
    };

    expect(advised(of(4, identity(6)), of(4, identity(6), other))).toEqual([]);
    expect(advised(of(4, identity(6)), of(5, identity(6), other))).toEqual([
      warning({
        message: 'identity "shared" holds 15 of 20 federated credentials',
        at: "test, other › identity shared",
        fix: "give new service accounts another identity",
      }),
    ]);
  });

  test("counts moves from the split that there is", () => {
    expect(advised(of(40, managedIdentity("orders", { split: 3 })))).toEqual([
      warning({
        message: 'identity "orders-3" holds 17 of 20 federated credentials',
        at: "test › identity orders-3",
        fix: `split: 4 moves 12 of 40 service accounts, fewest now; ${binding}`,
      }),
    ]);
  });

  test("points a managed identity of more than 40 service accounts at an identity binding", () => {
    expect(advised(of(41, managedIdentity("orders", { split: 3 })))).toEqual([
      warning({
        message: 'identity "orders-3" holds 17 of 20 federated credentials',
        at: "test › identity orders-3",
        fix: 'trust: "identity-binding" (preview) is the better answer for 41 service accounts: one binding, no limit',
      }),
    ]);
  });

  test("does not point an application at an identity binding, which it cannot have", () => {
    const [planned] = planCredentials([of(41, entraApplication("orders", { split: 3 }))]);

    expect(planned && roomFor(planned)).toMatch(/^split: \d+ moves \d+ of 41 service accounts, fewest now$/);
  });

  test("advises a split under which no identity is crowded, and the smallest of them", () => {
    for (let count = 15; count <= 120; count++) {
      const [planned] = planCredentials([of(count, entraApplication("orders"))]);
      const advice = planned && roomFor(planned);
      const split = Number(/^split: (\d+) /.exec(advice ?? "")?.[1]);
      const largest = (parts: number) =>
        Math.max(
          ...Array.from(
            { length: parts },
            (_, index) => subjectsOf(count).filter((one) => partOf(one, parts) === index + 1).length,
          ),
        );

      expect(largest(split)).toBeLessThan(15);
      for (let fewer = 2; fewer < split; fewer++) {
        expect(largest(fewer)).toBeGreaterThanOrEqual(15);
      }
    }
  });
});

test("an identity that divides by itself needs nobody, but says what it will do", () => {
  const [planned] = planCredentials([of(16, managedIdentity("orders", { split: "auto" }))]);

  expect(planned && roomFor(planned)).toBe(
    'it divides by itself with service account 21, and then about half of its accounts move; or trust: "identity-binding" (preview), which has no limit',
  );
});
