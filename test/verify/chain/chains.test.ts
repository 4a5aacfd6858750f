import { expect, test } from "vitest";
import type { Chain } from "../../../verify/index.js";
import { FILE, healthyFiles, manifests, verdictOf, without } from "../../support/artefacts.js";

function chainsOf(files = healthyFiles): readonly Chain[] {
  return verdictOf(files).environments.flatMap(({ chains }) => chains);
}

function shown({ end, state, links }: Chain) {
  return { end, state, links: links.map(({ kind, label, state: one }) => `${one} ${kind}: ${label}`) };
}

test("a chain goes from the pod to the variable, link by link", () => {
  const chain = chainsOf().find(({ end }) => end === "$DATABASE_PASSWORD");

  expect(chain && shown(chain)).toEqual({
    end: "$DATABASE_PASSWORD",
    state: "holds",
    links: [
      "holds pod: Deployment orders/api",
      "holds service-account: ServiceAccount orders/api",
      "holds class: SecretProviderClass orders/api-vault",
      "holds identity: azurerm_user_assigned_identity.api",
      "holds credential: azurerm_federated_identity_credential.api",
      "holds access: Key Vault Secrets User (azurerm_role_assignment.secrets)",
      "holds vault: azurerm_key_vault.orders",
      "holds object: secret db-password",
      "holds file: /mnt/secrets/db-password",
      "holds synced-secret: Secret api-database",
      "holds variable: $DATABASE_PASSWORD",
    ],
  });
});

test("every file, synced Secret and variable of a container ends a chain of its own", () => {
  expect(chainsOf().map(({ end }) => end)).toEqual([
    "/mnt/secrets/db-password",
    "$DATABASE_PASSWORD",
    "/mnt/secrets/tls/ingress.pem",
    "Secret api-tls",
    "/mnt/secrets/signing",
  ]);
});

test("an error breaks the link that its rule judges, in each chain that goes through it", () => {
  const chains = chainsOf(manifests("keyvaultName: kv-orders", "keyvaultName: kv-order"));

  const broken = chains.map(({ state, links }) => [
    state,
    links.filter((link) => link.state === "broken").map(({ kind }) => kind),
  ]);
  expect(broken).toEqual(chains.map(() => ["broken", ["vault"]]));
});

test("what nothing is said about is not checked", () => {
  const [chain] = chainsOf(without(FILE.terraform, without(FILE.outputs)));

  expect(chain && shown(chain).links.filter((link) => link.startsWith("unchecked"))).toEqual([
    `unchecked identity: ${"0b9f3c52-61d7-4e8a-a2c4-5d7e10f98b36"}`,
    "unchecked credential: (no federated credential)",
    "unchecked access: (no access)",
    "unchecked vault: kv-orders",
  ]);
});

test("a class of another provider is on no chain", () => {
  const other =
    "apiVersion: secrets-store.csi.x-k8s.io/v1\nkind: SecretProviderClass\nmetadata: { name: hashi, namespace: orders }\nspec: { provider: vault, parameters: { roleName: api } }\n";
  const files = manifests("secretProviderClass: api-vault", "secretProviderClass: hashi");

  const ends = chainsOf({ ...files, "other.yaml": other }).map(({ end }) => end);

  expect(ends).toEqual([]);
});

test("a class that is not there is on a chain that is broken", () => {
  const files = manifests("secretProviderClass: api-vault", "secretProviderClass: hashi");

  const states = chainsOf(files).map(({ end, state }) => [end, state]);

  expect(states).toEqual([["/mnt/secrets", "broken"]]);
});

test("an identity that is taken from who trusts the pod is not checked before a deployment says its client id", () => {
  const [chain] = chainsOf(without(FILE.outputs));

  expect(
    chain?.links.filter(({ state }) => state !== "holds").map(({ kind, label, state }) => [state, kind, label]),
  ).toEqual([["unchecked", "identity", "azurerm_user_assigned_identity.api"]]);
});

test("a link whose other end is not there is broken, whichever thing the finding is about", () => {
  const [chain] = chainsOf(manifests("serviceAccountName: api\n", "serviceAccountName: Api\n"));

  expect(chain?.links.find(({ kind }) => kind === "credential")).toMatchObject({
    state: "broken",
    label: "(no federated credential)",
  });
});

test("a class of a mode that needs no federated credential has no such link", () => {
  const [chain] = chainsOf(
    manifests(
      `    clientID: "0b9f3c52-61d7-4e8a-a2c4-5d7e10f98b36"\n    tenantID`,
      `    useVMManagedIdentity: "true"\n    userAssignedIdentityID: "0b9f3c52-61d7-4e8a-a2c4-5d7e10f98b36"\n    tenantID`,
    ),
  );

  expect(chain?.links.map(({ kind }) => kind)).not.toContain("credential");
});
