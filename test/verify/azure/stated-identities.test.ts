import { expect, test } from "vitest";
import { readAzure } from "../../../verify/azure/index.js";
import { read } from "../../../verify/reading/index.js";

const CLIENT = "7d0f3a61-5c28-4b9e-a1f4-e2936c50b78d";
const PRINCIPAL = "b26e9f04-81d7-4a3c-95e0-3f7c2d18a6b9";

function identitiesIn(config: unknown) {
  const { documents } = read({ file: "infra/main.tf.json", content: JSON.stringify(config) });
  return readAzure(documents).identities.map(({ id, kind, clientId, principalId }) => ({
    id,
    kind,
    clientId: clientId.text,
    principalId: principalId?.text,
  }));
}

test("an identity that somebody else made is known by the two ids that an output states side by side", () => {
  const found = identitiesIn({ output: { legacy: { value: { deep: { client_id: CLIENT, object_id: PRINCIPAL } } } } });

  expect(found).toEqual([{ id: "output.legacy.deep", kind: "stated", clientId: CLIENT, principalId: PRINCIPAL }]);
});

test("an identity that a resource makes is not stated a second time", () => {
  const found = identitiesIn({
    resource: { azurerm_user_assigned_identity: { api: { name: "api" } } },
    output: {
      api: {
        value: {
          clientId: "${azurerm_user_assigned_identity.api.client_id}",
          principalId: "${azurerm_user_assigned_identity.api.principal_id}",
        },
      },
    },
  });

  expect(found.map(({ kind }) => kind)).toEqual(["managed-identity"]);
});

test("a client id alone states no identity", () => {
  expect(identitiesIn({ output: { one: { value: { clientId: CLIENT } } } })).toEqual([]);
});
