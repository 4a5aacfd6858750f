import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as limits from "../../model/limits/index.js";
import * as naming from "../../model/naming.js";

describe("derived names", () => {
  test.each([
    ["identity", naming.identityName("dev", "orders_api", 1), "dev-orders_api"],
    ["second identity of a split", naming.identityName("dev", "students", 2), "dev-students-2"],
    ["subject", naming.federatedSubject("orders", "api"), "system:serviceaccount:orders:api"],
    ["federated credential", naming.credentialName("dev", "orders", "api.v1"), "dev_orders_api_v1"],
    ["provider class", naming.className("api", "My-KV-1"), "api-my-kv-1"],
    ["volume", naming.volumeName("api.v1-my-kv-1"), "api-v1-my-kv-1"],
    ["DNS prefix", naming.clusterDnsPrefix("aks_orders"), "aks-orders"],
    ["seed variable", naming.seedVariable("kv-orders", "db-password"), "seed_kv_orders__db_password"],
    ["Terraform name", naming.terraformName("1st.account"), "_1st_account"],
  ])("of a %s reads %s", (_, name, expected) => {
    expect(name).toBe(expected);
  });

  test("keep parts apart that meet at a dash", () => {
    expect(naming.credentialName("a-b", "c", "d")).not.toBe(naming.credentialName("a", "b-c", "d"));
    expect(naming.defaultIdentityKey("a-b", "c")).not.toBe(naming.defaultIdentityKey("a", "b-c"));
    expect(naming.seedVariable("a-b", "c")).not.toBe(naming.seedVariable("a", "b-c"));
  });
});

describe("shortening", () => {
  test("leaves a name alone that fits", () => {
    expect(naming.shorten("a".repeat(63), 63)).toBe("a".repeat(63));
  });

  test("ends a longer name with a hash of the whole, and never doubles a dash before it", () => {
    expect(naming.shorten(`${"a".repeat(53)}-${"b".repeat(20)}`, 63)).toBe(`${"a".repeat(53)}-af3ec493`);
  });

  test("keeps two names apart that begin alike", () => {
    const long = "n".repeat(200);

    expect(naming.shorten(`${long}1`, 63)).not.toBe(naming.shorten(`${long}2`, 63));
  });
});

const label = fc.stringMatching(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/);
const subdomain = fc.array(label, { minLength: 1, maxLength: 3 }).map((parts) => parts.join("."));
const vault = fc.stringMatching(/^[A-Za-z][0-9A-Za-z]{1,11}(-[0-9A-Za-z]{1,11})?$/);

describe("every derived name of valid parts is within its platform's rule", () => {
  test.each([
    [
      "managed identity",
      limits.managedIdentityName,
      fc
        .tuple(label, label, subdomain, fc.integer({ min: 1, max: 99 }))
        .map(([env, ns, sa, part]) => naming.identityName(env, naming.defaultIdentityKey(ns, sa), part)),
    ],
    [
      "federated credential",
      limits.federatedCredentialName,
      fc.tuple(label, label, subdomain).map(([env, ns, sa]) => naming.credentialName(env, ns, sa)),
    ],
    [
      "provider class",
      limits.providerClassName,
      fc.tuple(label, vault).map(([workload, name]) => naming.className(workload, name)),
    ],
    [
      "volume",
      limits.dnsLabel,
      fc.tuple(label, vault).map(([workload, name]) => naming.volumeName(naming.className(workload, name))),
    ],
    [
      "DNS prefix",
      limits.dnsPrefix,
      fc.stringMatching(/^[0-9A-Za-z]([-_0-9A-Za-z]{0,61}[0-9A-Za-z])?$/).map(naming.clusterDnsPrefix),
    ],
    ["Terraform name", limits.terraformIdentifier, subdomain.map(naming.terraformName)],
  ])("%s", (_, rule, names) => {
    fc.assert(
      fc.property(names, (name) => {
        expect(rule.test(name), name).toBe(true);
      }),
    );
  });
});

describe("the pool that stands in for another", () => {
  test.each([
    ["system", "Linux", "tmpbbc5e661e"],
    ["apps", "Linux", "tmpd56f6359d"],
    ["winapp", "Windows", "t5a0c2"],
  ] as const)("for %s of %s is named by digits of its hash", (pool, os, name) => {
    expect(naming.temporaryPoolName(pool, os)).toBe(name);
  });

  test.each([
    ["Linux", 12, limits.linuxPoolName],
    ["Windows", 6, limits.windowsPoolName],
  ] as const)("of %s has a name of %i characters, first a letter", (os, length, rule) => {
    fc.assert(
      fc.property(fc.stringMatching(new RegExp(`^[a-z][a-z0-9]{0,${length - 1}}$`)), (pool) => {
        const name = naming.temporaryPoolName(pool, os);

        expect([name.length, rule.test(name)], name).toEqual([length, true]);
      }),
    );
  });

  test.each([
    ["Linux", ["applications", "applicatione", "applicatiotm", "applicati"]],
    ["Windows", ["winapp", "winapi", "wintmp", "win"]],
  ] as const)("of %s differs for pools that begin alike", (os, pools) => {
    expect(new Set(pools.map((pool) => naming.temporaryPoolName(pool, os))).size).toBe(pools.length);
  });
});

describe("the name of an identity binding", () => {
  test("is the environment and the key as far as AKS takes them, with digits for the rest", () => {
    expect(naming.identityBindingName("prod", "orders")).toBe("bprodorders99cbf73a");
  });

  test.each(["orders", "orders-api", "orders_api", "1orders", "123", "_", "o".repeat(64), "o-".repeat(60)])(
    "is one that AKS takes for the key %s, and differs from that of other keys and environments",
    (key) => {
      const name = naming.identityBindingName("prod", key);

      expect(limits.identityBindingName.test(name)).toBe(true);
      expect(naming.identityBindingName("prod", `${key}-`)).not.toBe(name);
      expect(naming.identityBindingName("prod2", key)).not.toBe(name);
    },
  );
});

test.each([
  ["test.tfstate", "test-orders.tfstate"],
  ["states/test.tfstate", "states/test-orders.tfstate"],
  ["state", "state-orders"],
  ["test.tfstate.json", "test.tfstate.json-orders"],
])("the state of a team beside %s is %s", (platform, team) => {
  expect(naming.teamStateKey(platform, "orders")).toBe(team);
});
