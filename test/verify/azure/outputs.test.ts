import { expect, test } from "vitest";
import { readAzure } from "../../../verify/azure/index.js";
import { document, stack } from "../terraform/documents.js";

const GUID = "0f9a1c52-3c1e-4b7a-9c55-2d6f9a8b7c10";
const dev = stack("dev", {
  resource: { azurerm_user_assigned_identity: { i: { name: "reader" } } },
  output: {
    binding: {
      value: { clientId: "${azurerm_user_assigned_identity.i.client_id}", tenantId: GUID, names: ["a", "${local.b}"] },
    },
    url: { value: "https://${azurerm_user_assigned_identity.i.client_id}/" },
  },
  locals: { b: "b" },
});

test("what a deployment printed is known from then on", () => {
  const world = readAzure([
    dev,
    document("out.json", { sample: true, dev: { binding: { clientId: "c-1", tenantId: GUID.toUpperCase() } } }),
  ]);

  expect(world.identities.map(({ clientId }) => clientId)).toEqual([
    { text: "c-1", known: true, references: [], opaque: [] },
  ]);
  expect(
    world.outputs.map(({ id, stack, sample, disagreements, place }) => [id, stack, sample, disagreements, place.path]),
  ).toEqual([["outputs of dev", "dev", true, [], ["dev"]]]);
});

test("what Terraform prints itself teaches the same", () => {
  const printed = {
    binding: { value: { clientId: "c-1" }, type: ["object", {}], sensitive: false },
    url: { value: "https://c-1/", type: "string", sensitive: false },
  };

  const world = readAzure([dev, document("some.json", printed)]);

  expect(world.identities[0]?.clientId.text).toBe("c-1");
  expect(world.outputs.map(({ id, sample, disagreements }) => [id, sample, disagreements])).toEqual([
    ["outputs of dev", false, []],
  ]);
});

test("fails when a file says otherwise than the artefacts, or than itself", () => {
  const file = {
    dev: { binding: { clientId: "c-1", tenantId: "other", names: ["a", "c"] }, url: "https://c-2/", unknown: "x" },
  };

  const world = readAzure([dev, document("out.json", file)]);

  expect(world.outputs[0]?.disagreements).toEqual([
    { at: ["binding", "tenantId"], artefact: GUID, file: "other" },
    { at: ["binding", "names", 1], artefact: "b", file: "c" },
    { at: ["url"], artefact: "https://c-1/", file: "https://c-2/" },
  ]);
});

test("a file of a stack that is not there is said to be one", () => {
  const world = readAzure([dev, document("out.json", { prod: { binding: { clientId: "c-9" } } })]);

  expect(world.outputs.map(({ stack, disagreements }) => [stack, disagreements])).toEqual([["prod", []]]);
  expect(world.identities[0]?.clientId.known).toBe(false);
});
