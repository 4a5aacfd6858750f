import { describe, expect, test } from "vitest";
import { daemonSet, existingCluster, newCluster, newNamespace, syncedSecret, validate } from "../../../model/index.js";
import { api, basics, healthy, vault } from "../../support/descriptions.js";
import { apart } from "./apart.js";
import { expected } from "./expected.js";

const { dbPassword } = vault.objects;

describe("unique-namespace", () => {
  test("fails when two environments create one namespace of a cluster", () => {
    const mine = api({ namespace: newNamespace("orders") });
    const theirs = api({ namespace: newNamespace("orders") }, "web");

    const problems = validate([
      healthy({ workloads: [mine] }),
      healthy({ ...apart, cluster: healthy().cluster, workloads: [theirs] }),
    ]);

    expect(problems).toEqual([
      expected({
        rule: "unique-namespace",
        message: 'namespace "orders" is also created, on the same cluster, by environment "test"',
        at: "other › workloads",
        allowed: "one creator for a namespace of a cluster",
        fix: "name it as existing in one of them: a plain string",
      }),
    ]);
  });

  test("accepts a namespace that one environment creates and another uses", () => {
    const mine = api({ namespace: newNamespace("orders") });
    const theirs = api({ namespace: "orders" }, "web");

    const problems = validate([
      healthy({ workloads: [mine] }),
      healthy({ ...apart, cluster: healthy().cluster, workloads: [theirs] }),
    ]);

    expect(problems).toEqual([]);
  });

  test("accepts namespaces of one name on two clusters", () => {
    const workloads = [api({ namespace: newNamespace("orders") })];

    const problems = validate([healthy({ workloads }), healthy({ ...apart, workloads })]);

    expect(problems).toEqual([]);
  });
});

describe("unique-subject", () => {
  test("fails when two environments have one service account on one cluster", () => {
    const theirs = api({ serviceAccount: "api" }, "web");

    const problems = validate([healthy(), healthy({ ...apart, cluster: healthy().cluster, workloads: [theirs] })]);

    expect(problems).toEqual([
      expected({
        rule: "unique-subject",
        message: 'service account "orders/api" belongs, on the same cluster, also to environment "test"',
        at: "other › workloads",
        allowed: "one owner for each service account of a cluster, and with it for each issuer and subject",
        fix: "use another namespace or service account",
      }),
    ]);
  });

  test("fails when one environment creates the cluster that the other uses as existing", () => {
    const theirs = api({ serviceAccount: "api" }, "web");

    const problems = validate([
      healthy({ cluster: newCluster({ name: "aks-orders" }) }),
      healthy({
        ...apart,
        cluster: existingCluster({ name: "AKS-Orders", resourceGroup: "Orders-RG" }),
        workloads: [theirs],
      }),
    ]);

    expect(problems).toEqual([
      expected({
        rule: "unique-subject",
        message: 'service account "orders/api" belongs, on the same cluster, also to environment "test"',
        at: "other › workloads",
        allowed: "one owner for each service account of a cluster, and with it for each issuer and subject",
        fix: "use another namespace or service account",
      }),
    ]);
  });

  test("accepts environments that use two namespaces of one cluster", () => {
    const theirs = api({ namespace: "billing" });

    const problems = validate([healthy(), healthy({ ...apart, cluster: healthy().cluster, workloads: [theirs] })]);

    expect(problems).toEqual([]);
  });
});

describe("unique-kubernetes-object", () => {
  const mount = { path: "/mnt/secrets", objects: [dbPassword] };
  const sync = [syncedSecret("db", { password: dbPassword })];

  test.each([
    [
      "workload",
      {
        mine: api(),
        theirs: api({ serviceAccount: "other", mounts: [{ ...mount, providerClass: "other" }] }),
        message: 'workload orders/api belongs, on the same cluster, also to environment "test"',
      },
    ],
    [
      "name of a workload, whatever its kinds,",
      {
        mine: api(),
        theirs: daemonSet("api", {
          ...basics,
          serviceAccount: "other",
          mounts: [{ ...mount, providerClass: "other" }],
        }),
        message: 'workload orders/api belongs, on the same cluster, also to environment "test"',
      },
    ],
    [
      "workload with a budget, once,",
      {
        mine: api({ replicas: 2 }),
        theirs: api({ replicas: 2, serviceAccount: "other", mounts: [{ ...mount, providerClass: "other" }] }),
        message: 'workload orders/api belongs, on the same cluster, also to environment "test"',
      },
    ],
    [
      "provider class",
      {
        mine: api({ mounts: [{ ...mount, providerClass: "shared" }] }),
        theirs: api({ mounts: [{ ...mount, providerClass: "shared" }] }, "web"),
        message: 'SecretProviderClass orders/shared belongs, on the same cluster, also to environment "test"',
      },
    ],
    [
      "synced Secret",
      {
        mine: api({ mounts: [{ ...mount, sync }] }),
        theirs: api({ mounts: [{ ...mount, sync }] }, "web"),
        message: 'Secret orders/db belongs, on the same cluster, also to environment "test"',
      },
    ],
  ])("fails when two environments have one %s on one cluster", (_, { mine, theirs, message }) => {
    const problems = validate([
      healthy({ workloads: [mine] }),
      healthy({ ...apart, cluster: healthy().cluster, workloads: [theirs] }),
    ]);

    expect(problems).toEqual([
      expected({
        rule: "unique-kubernetes-object",
        message,
        at: "other › workloads",
        allowed: "one owner for each object of a cluster",
        fix: "use another namespace or name",
      }),
    ]);
  });

  test("accepts workloads of one name in two namespaces of a cluster", () => {
    const theirs = api({ namespace: "billing" });

    const problems = validate([healthy(), healthy({ ...apart, cluster: healthy().cluster, workloads: [theirs] })]);

    expect(problems).toEqual([]);
  });

  test("accepts workloads of one name on two clusters", () => {
    expect(validate([healthy(), healthy(apart)])).toEqual([]);
  });
});
