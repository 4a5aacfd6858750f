import { ClusterRole } from "kubernetes-models/rbac.authorization.k8s.io/v1/ClusterRole";
import { ClusterRoleBinding } from "kubernetes-models/rbac.authorization.k8s.io/v1/ClusterRoleBinding";
import { describe, expect, test } from "vitest";
import { synthesizeKubernetes } from "../../k8s/index.js";
import { managedIdentity, nodeIdentity, resolve } from "../../model/index.js";
import { api, healthy } from "../support/descriptions.js";
import { filesOf, parseManifests } from "../support/synthesis.js";

const shared = managedIdentity("shared", { trust: "identity-binding" });
const other = managedIdentity("other", { trust: "identity-binding" });

/** Two bound identities, one of them of three accounts in two namespaces, beside one that is not bound. */
const environment = healthy({
  workloads: [
    api({ identity: shared }),
    api({ identity: shared }, "worker"),
    api({ identity: shared, namespace: "billing" }),
    api({ identity: other, namespace: "shop" }),
    api({ namespace: "plain" }),
  ],
});

const expected = `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: test:use-identity:other
rules:
  - apiGroups:
      - cid.wi.aks.azure.com
    resources:
      - "c0ffee00-0000-4000-8000-000000000001"
    verbs:
      - use-managed-identity
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: test:use-identity:other
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: test:use-identity:other
subjects:
  - kind: ServiceAccount
    name: api
    namespace: shop
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: test:use-identity:shared
rules:
  - apiGroups:
      - cid.wi.aks.azure.com
    resources:
      - "c0ffee00-0000-4000-8000-000000000003"
    verbs:
      - use-managed-identity
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: test:use-identity:shared
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: test:use-identity:shared
subjects:
  - kind: ServiceAccount
    name: api
    namespace: billing
  - kind: ServiceAccount
    name: api
    namespace: orders
  - kind: ServiceAccount
    name: worker
    namespace: orders
`;

describe("the file of identity bindings", () => {
  test("lets each bound identity be used by its service accounts, and by no others", () => {
    const files = filesOf(environment);

    expect([...files.keys()].sort()).toEqual([
      "_identity-bindings.yaml",
      "billing.yaml",
      "orders.yaml",
      "plain.yaml",
      "shop.yaml",
    ]);
    expect(files.get("_identity-bindings.yaml")).toBe(expected);
  });

  test("is valid against the schemas of its kinds", () => {
    for (const manifest of parseManifests(new Map([["one.yaml", expected]]))) {
      const Model = manifest.kind === "ClusterRole" ? ClusterRole : ClusterRoleBinding;

      expect(() => new Model(manifest as never).validate()).not.toThrow();
    }
  });

  test("is absent where no identity is bound", () => {
    const workloads = [api(), api({ namespace: "old", identity: nodeIdentity("nodes") })];

    expect([...filesOf(healthy({ workloads })).keys()].sort()).toEqual(["old.yaml", "orders.yaml"]);
  });

  test("is one for each team that has a bound identity, under names of its own", () => {
    const workloads = [
      api({ identity: shared, team: "shop", namespace: "shop" }),
      api({ team: "blue", namespace: "blue" }),
      api({ identity: other }),
    ];
    const files = filesOf(healthy({ workloads }));

    expect([...files.keys()].sort()).toEqual([
      "_identity-bindings.yaml",
      "_identity-bindings_shop.yaml",
      "blue.yaml",
      "orders.yaml",
      "shop.yaml",
    ]);
    expect(files.get("_identity-bindings_shop.yaml")).toBe(`apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: test-shop:use-identity:shared
rules:
  - apiGroups:
      - cid.wi.aks.azure.com
    resources:
      - "c0ffee00-0000-4000-8000-000000000003"
    verbs:
      - use-managed-identity
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: test-shop:use-identity:shared
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: test-shop:use-identity:shared
subjects:
  - kind: ServiceAccount
    name: api
    namespace: shop
`);
  });
});

describe("the Kubernetes half of a stack", () => {
  test("has the namespaces of its own team alone", () => {
    const resolved = resolve(healthy({ workloads: [api(), api({ team: "shop", namespace: "shop" })] }));
    const clientIds = { orders_api: healthy().tenantId, shop_api: healthy().subscriptionId };

    const filesOf = (...stacks: readonly string[]) => [
      ...synthesizeKubernetes(resolved, new Map(stacks.map((stack) => [stack, clientIds]))).files.keys(),
    ];
    expect(filesOf("test")).toEqual(["orders.yaml"]);
    expect(filesOf("test-shop")).toEqual(["shop.yaml"]);
    expect(filesOf("test", "test-shop")).toEqual(["orders.yaml", "shop.yaml"]);
  });

  test("fails when an identity that needs a client id has none", () => {
    const resolved = resolve(healthy());

    expect(() => synthesizeKubernetes(resolved, new Map([["test", {}]]))).toThrow(
      'no client id for identity "orders_api"',
    );
  });
});
