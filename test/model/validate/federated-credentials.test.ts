import { describe, expect, test } from "vitest";
import { managedIdentity, validate } from "../../../model/index.js";
import { api, healthy } from "../../support/descriptions.js";
import { expected } from "./expected.js";

describe("valid-credential-count", () => {
  test("accepts 20 service accounts of one identity", () => {
    const identity = managedIdentity("orders");
    const workloads = Array.from({ length: 20 }, (_, index) => api({ identity }, `api-${index + 1}`));

    const problems = validate([healthy({ workloads })]);

    expect(problems).toEqual([]);
  });

  test("fails when 21 service accounts stand for one identity", () => {
    const identity = managedIdentity("orders");
    const workloads = Array.from({ length: 21 }, (_, index) => api({ identity }, `api-${index + 1}`));

    const problems = validate([healthy({ workloads })]);

    expect(problems).toEqual([
      expected({
        rule: "valid-credential-count",
        message: 'identity "orders" needs 21 federated credentials',
        at: "test › workloads[0] api-1 › identity",
        allowed: "at most 20 for one identity, each for one service account",
        fix: 'set split: 2 or split: "auto" on identity "orders", or trust: "identity-binding", which has no such limit',
      }),
    ]);
  });

  test("accepts many service accounts once the identity is split as a problem advises", () => {
    const workloadsOf = (split: number) =>
      Array.from({ length: 45 }, (_, index) =>
        api({ identity: managedIdentity("orders", { split }) }, `api-${index + 1}`),
      );

    const before = validate([healthy({ workloads: workloadsOf(2) })]);
    const after = validate([healthy({ workloads: workloadsOf(3) })]);

    expect(before).toEqual([
      expected({
        rule: "valid-credential-count",
        message: 'identity "orders" needs 23 federated credentials',
        at: "test › workloads[0] api-1 › identity",
        allowed: "at most 20 for one identity, each for one service account",
        fix: 'set split: 3 or split: "auto" on identity "orders", or trust: "identity-binding", which has no such limit',
      }),
    ]);
    expect(after).toEqual([]);
  });

  test("fails when a part is crowded although the identity is split as far as it can be", () => {
    const identity = managedIdentity("orders", { split: 100 });
    // Numbers of the first 21 service accounts that fall to the same one of a hundred identities.
    const numbers = [
      75, 263, 387, 432, 438, 493, 580, 829, 938, 1155, 1209, 1267, 1303, 1378, 1436, 1456, 1517, 1545, 1695, 1780,
      1810,
    ];
    const workloads = numbers.map((number) => api({ identity }, `api-${number}`));

    const problems = validate([healthy({ workloads })]);

    expect(problems).toEqual([
      expected({
        rule: "valid-credential-count",
        message: 'identity "orders" needs 21 federated credentials',
        at: "test › workloads[0] api-75 › identity",
        allowed: "at most 20 for one identity, each for one service account",
        fix: 'divide its service accounts over several identities, or trust: "identity-binding", which has no such limit',
      }),
    ]);
  });

  test("counts a service account once, however many workloads run under it", () => {
    const identity = managedIdentity("orders");
    const workloads = Array.from({ length: 21 }, (_, index) =>
      api({ identity, serviceAccount: "shared" }, `api-${index + 1}`),
    );

    const problems = validate([healthy({ workloads })]);

    expect(problems).toEqual([]);
  });
});

test.each([
  [
    "has a dot",
    "orders.api",
    'federated credential name "orders.api" is not valid',
    'rename it, for example "orders-api"',
  ],
  ["has 2 characters", "ab", 'federated credential name "ab" is not valid', "rename it"],
  [
    "has 121 characters",
    "c".repeat(121),
    `federated credential name "${"c".repeat(121)}" is not valid`,
    `rename it, for example "${"c".repeat(120)}"`,
  ],
])("fails when the name of a federated credential %s", (_, federatedCredential, message, fix) => {
  const problems = validate([healthy({ workloads: [api({ federatedCredential })] })]);

  expect(problems).toEqual([
    expected({
      rule: "valid-credential-name",
      message,
      at: "test › workloads[0] api › federatedCredential",
      allowed: "3 to 120 letters, digits, dashes and underscores, first a letter or digit",
      fix,
    }),
  ]);
});

test("fails when two credentials of an identity have one name, in any case of letters", () => {
  const identity = managedIdentity("orders");
  const workloads = [
    api({ identity, federatedCredential: "orders" }),
    api({ identity, federatedCredential: "Orders" }, "web"),
  ];

  const problems = validate([healthy({ workloads })]);

  expect(problems).toEqual([
    expected({
      rule: "unique-credential-name",
      message:
        'federated credential name "Orders" is used for "system:serviceaccount:orders:api" and "system:serviceaccount:orders:web"',
      at: "test › identity orders › federatedCredentials",
      allowed: "one credential of a name in an identity",
      fix: "rename one of them",
    }),
  ]);
});

test("accepts credentials of one name in two identities", () => {
  const workloads = [api({ federatedCredential: "orders" }), api({ federatedCredential: "orders" }, "web")];

  const problems = validate([healthy({ workloads })]);

  expect(problems).toEqual([]);
});

describe("unique-subject", () => {
  test("fails when a service account stands for two identities", () => {
    const workloads = [
      api({ serviceAccount: "shared", identity: managedIdentity("api") }),
      api({ serviceAccount: "shared", identity: managedIdentity("web") }, "web"),
    ];

    const problems = validate([healthy({ workloads })]);

    expect(problems).toEqual([
      expected({
        rule: "unique-subject",
        message: 'service account "orders/shared" stands for identity "web" here and for "api" in workload "api"',
        at: "test › workloads[1] web › identity",
        allowed: "one identity for each service account",
        fix: "give the workload a service account of its own, or the same identity",
      }),
    ]);
  });

  test("fails when a service account stands for a given identity and for the one it gets by default", () => {
    const workloads = [
      api({ serviceAccount: "shared", identity: managedIdentity("api") }),
      api({ serviceAccount: "shared" }, "web"),
    ];

    const problems = validate([healthy({ workloads })]);

    expect(problems).toEqual([
      expected({
        rule: "unique-subject",
        message:
          'service account "orders/shared" stands for identity "orders_shared" here and for "api" in workload "api"',
        at: "test › workloads[1] web › identity",
        allowed: "one identity for each service account",
        fix: "give the workload a service account of its own, or the same identity",
      }),
    ]);
  });

  test("fails when the credential of a service account has two names", () => {
    const workloads = [
      api({ serviceAccount: "shared", federatedCredential: "orders" }),
      api({ serviceAccount: "shared", federatedCredential: "orders-web" }, "web"),
    ];

    const problems = validate([healthy({ workloads })]);

    expect(problems).toEqual([
      expected({
        rule: "unique-subject",
        message:
          'service account "orders/shared" has two names for one federated credential: "orders-web" here and "orders" in workload "api"',
        at: "test › workloads[1] web › federatedCredential",
        allowed: "one credential for an issuer and a subject",
        fix: "give both workloads the same federatedCredential, or none",
      }),
    ]);
  });

  test("fails when the credential of a service account has a name in one workload alone", () => {
    const workloads = [
      api({ serviceAccount: "shared", federatedCredential: "orders" }),
      api({ serviceAccount: "shared" }, "web"),
    ];

    const problems = validate([healthy({ workloads })]);

    expect(problems).toEqual([
      expected({
        rule: "unique-subject",
        message:
          'service account "orders/shared" has two names for one federated credential: "(derived)" here and "orders" in workload "api"',
        at: "test › workloads[1] web › federatedCredential",
        allowed: "one credential for an issuer and a subject",
        fix: "give both workloads the same federatedCredential, or none",
      }),
    ]);
  });

  test("accepts service accounts of one name in two namespaces", () => {
    const workloads = [
      api({ identity: managedIdentity("api") }),
      api({ namespace: "billing", identity: managedIdentity("web") }),
    ];

    const problems = validate([healthy({ workloads })]);

    expect(problems).toEqual([]);
  });
});
