import { describe, expect, test } from "vitest";
import { type Environment, file, newCluster, syncedSecret, validate } from "../../../model/index.js";
import { api, healthy, untyped, vault } from "../../support/descriptions.js";
import { expected } from "./expected.js";

const { dbPassword } = vault.objects;

describe("a value that is missing", () => {
  test.each([
    [
      "a field of the environment is left out",
      {
        described: healthy({ location: undefined }),
        message: "location is missing",
        at: "test › location",
        allowed: "text",
      },
    ],
    [
      "the environment has no name",
      {
        described: healthy({ name: undefined }),
        message: "name is missing",
        at: "an environment without a name › name",
        allowed: "text",
      },
    ],
    [
      "a mount lists an object that its vault does not declare",
      {
        described: healthy({
          workloads: [api({ mounts: [{ path: "/mnt/secrets", objects: [dbPassword, untyped(undefined)] }] })],
        }),
        message: "workloads[0].mounts[0].objects[1] is missing",
        at: "test › workloads[0].mounts[0].objects[1]",
        allowed: "an object that its vault declares, or file(…) of one",
      },
    ],
    [
      "a synced Secret takes an object that its vault does not declare",
      {
        described: healthy({
          workloads: [
            api({
              mounts: [
                {
                  path: "/mnt/secrets",
                  objects: [dbPassword],
                  sync: [syncedSecret("db", { password: untyped(undefined) })],
                },
              ],
            }),
          ],
        }),
        message: "workloads[0].mounts[0].sync[0].data.password is missing",
        at: "test › workloads[0].mounts[0].sync[0].data.password",
        allowed: "an object that its vault declares, or file(…) of one",
      },
    ],
    [
      "a variable reads a key that the synced Secret does not have",
      {
        described: healthy({ workloads: [api({ env: { DB_PASSWORD: untyped(undefined) } })] }),
        message: "workloads[0].env.DB_PASSWORD is missing",
        at: "test › workloads[0].env.DB_PASSWORD",
        allowed: "text",
      },
    ],
    [
      "an existing identity has no client id",
      {
        described: healthy({
          workloads: [
            api({
              identity: untyped({
                kind: "existing-identity",
                key: "orders",
                principalId: "c47e19a5-8f02-4b6d-b3e1-96d05c2a7f38",
              }),
            }),
          ],
        }),
        message: "workloads[0].identity.clientId is missing",
        at: "test › workloads[0].identity.clientId",
        allowed: "text",
      },
    ],
    [
      "the cluster was not made by one of its functions",
      {
        described: healthy({ cluster: untyped({ name: "aks-shared" }) }),
        message: "cluster.origin is missing",
        at: "test › cluster.origin",
        allowed: '"new", "existing"',
      },
    ],
  ])("fails when %s", (_, { described, message, at, allowed }) => {
    const problems = validate([described]);

    expect(problems).toEqual([
      expected({
        rule: "valid-shape",
        message,
        at,
        allowed,
        fix: "npm run check:types names the line and the type",
      }),
    ]);
  });
});

describe("a value of another type", () => {
  test.each([
    [
      "a number stands where text belongs",
      {
        described: healthy({ workloads: [api({ image: untyped(136) })] }),
        message: "workloads[0].image is 136, which is not of its type",
        at: "test › workloads[0].image",
        allowed: "text",
      },
    ],
    [
      "text stands where a number belongs",
      {
        described: healthy({ workloads: [api({ replicas: untyped("3") })] }),
        message: 'workloads[0].replicas is "3", which is not of its type',
        at: "test › workloads[0].replicas",
        allowed: "a number",
      },
    ],
    [
      "one thing stands where a list belongs",
      {
        described: healthy({ workloads: [api({ mounts: untyped("/mnt/secrets") })] }),
        message: 'workloads[0].mounts is "/mnt/secrets", which is not of its type',
        at: "test › workloads[0].mounts",
        allowed: "a list",
      },
    ],
    [
      "a workload is of a kind that does not exist here",
      {
        described: healthy({ workloads: [untyped({ ...api(), kind: "ReplicaSet" })] }),
        message: 'workloads[0].kind is "ReplicaSet", which is not of its type',
        at: "test › workloads[0].kind",
        allowed: '"Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob", "Pod", "Attachment"',
      },
    ],
    [
      "an identity is of a kind that does not exist here",
      {
        described: healthy({ workloads: [api({ identity: untyped({ kind: "service-principal", key: "orders" }) })] }),
        message: 'workloads[0].identity.kind is "service-principal", which is not of its type',
        at: "test › workloads[0].identity.kind",
        allowed: '"managed-identity", "entra-application", "existing-identity", "node-identity", "pod-identity"',
      },
    ],
    [
      "a vault has a permission model that does not exist",
      {
        described: healthy({ vaults: [{ ...vault, permissionModel: untyped("acl") }] }),
        message: 'vaults[0].permissionModel is "acl", which is not of its type',
        at: "test › vaults[0].permissionModel",
        allowed: '"rbac", "access-policies"',
      },
    ],
    [
      "an object is named where a reference belongs",
      {
        described: healthy({
          workloads: [api({ mounts: [{ path: "/mnt/secrets", objects: [untyped("db-password")] }] })],
        }),
        message: 'workloads[0].mounts[0].objects[0] is "db-password", which is not of its type',
        at: "test › workloads[0].mounts[0].objects[0]",
        allowed: "an object with the fields of the type",
      },
    ],
    [
      "rotation is switched on without an interval",
      {
        described: healthy({ cluster: newCluster({ name: "aks-orders", rotation: untyped(true) }) }),
        message: "cluster.rotation is true, which is not of its type",
        at: "test › cluster.rotation",
        allowed: "false",
      },
    ],
    [
      "a value is null",
      {
        described: healthy({ tags: { owner: untyped(null) } }),
        message: "tags.owner is null, which is not of its type",
        at: "test › tags.owner",
        allowed: "text",
      },
    ],
  ])("fails when %s", (_, { described, message, at, allowed }) => {
    const problems = validate([described]);

    expect(problems).toEqual([
      expected({
        rule: "valid-shape",
        message,
        at,
        allowed,
        fix: "npm run check:types names the line and the type",
      }),
    ]);
  });
});

describe("a field that means nothing", () => {
  test.each([
    [
      "a field of the environment is misspelt",
      {
        described: healthy(untyped({ output: "binding" })),
        message: 'the environment has a field "output" that means nothing',
        at: "test",
        allowed: "the fields of the type",
      },
    ],
    [
      "a field of a workload does not exist",
      {
        described: healthy({ workloads: [api(untyped({ instances: 2 }))] }),
        message: 'workloads[0] has a field "instances" that means nothing',
        at: "test › workloads[0]",
        allowed: "the fields of the type",
      },
    ],
    [
      "a resource is misspelt",
      {
        described: healthy({ workloads: [api({ resources: untyped({ memory: "64Mi" }) })] }),
        message: 'workloads[0].resources has a field "memory" that means nothing',
        at: "test › workloads[0].resources",
        allowed: "the fields of the type",
      },
    ],
    [
      "an option of a file is misspelt",
      {
        described: healthy({
          workloads: [
            api({ mounts: [{ path: "/mnt/secrets", objects: [file(dbPassword, untyped({ permissions: "0444" }))] }] }),
          ],
        }),
        message: 'workloads[0].mounts[0].objects[0] has a field "permissions" that means nothing',
        at: "test › workloads[0].mounts[0].objects[0]",
        allowed: "the fields of the type",
      },
    ],
  ])("fails when %s", (_, { described, message, at, allowed }) => {
    const problems = validate([described]);

    expect(problems).toEqual([
      expected({
        rule: "valid-shape",
        message,
        at,
        allowed,
        fix: "npm run check:types names the line and the type",
      }),
    ]);
  });
});

test("cuts a long value short", () => {
  const problems = validate([healthy({ tags: untyped("t".repeat(100)) })]);

  expect(problems).toEqual([
    expected({
      rule: "valid-shape",
      message: `tags is "${"t".repeat(78)}…, which is not of its type`,
      at: "test › tags",
      allowed: "an object of names and values",
      fix: "npm run check:types names the line and the type",
    }),
  ]);
});

test("reports every value of a wrong shape, and checks nothing else in that environment", () => {
  const described: Environment = healthy({ tenantId: undefined, location: "West Europe", resourceGroup: untyped(7) });

  const problems = validate([described]);

  expect(problems).toEqual([
    expected({
      rule: "valid-shape",
      message: "tenantId is missing",
      at: "test › tenantId",
      allowed: "text",
      fix: "npm run check:types names the line and the type",
    }),
    expected({
      rule: "valid-shape",
      message: "resourceGroup is 7, which is not of its type",
      at: "test › resourceGroup",
      allowed: "text",
      fix: "npm run check:types names the line and the type",
    }),
  ]);
});
