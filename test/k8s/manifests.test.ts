import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { complaintsAbout } from "../support/schemas.js";
import { parseManifests } from "../support/synthesis.js";

const folder = join(import.meta.dirname, "../../dist/k8s");
const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".yaml"));
const manifests = files.flatMap((path) =>
  parseManifests(new Map([[path, readFileSync(join(folder, path), "utf8")]])).map((manifest) => ({ path, manifest })),
);

/** What must be there before: a kind may stand only after all kinds before it in this list. */
const order = ["Namespace", "ServiceAccount", "SecretProviderClass", "Deployment", "Pod"];

describe("every manifest in dist", () => {
  test("is one of the kinds that this project writes, and there are some of each", () => {
    expect(new Set(manifests.map(({ manifest }) => manifest.kind))).toEqual(new Set(order));
  });

  test("is valid against the schema of its kind", () => {
    const complaints = manifests.flatMap(({ path, manifest }) =>
      complaintsAbout(manifest).map((complaint) => `${path} ${manifest.kind} ${manifest.metadata.name}: ${complaint}`),
    );

    expect(complaints).toEqual([]);
  });

  test.each(files)("%s lists what others need before those others", (path) => {
    const kinds = manifests.filter((one) => one.path === path).map(({ manifest }) => order.indexOf(manifest.kind));

    expect(kinds).toEqual([...kinds].sort((one, other) => one - other));
  });
});

describe("the schemas", () => {
  test("refuse a manifest that is wrong", () => {
    const wrong = {
      apiVersion: "secrets-store.csi.x-k8s.io/v1",
      kind: "SecretProviderClass",
      metadata: { name: "x" },
      spec: { provider: "azure", paramters: {}, parameters: { usePodIdentity: false } },
    };

    expect(complaintsAbout(wrong)).toEqual([
      "/spec must NOT have additional properties",
      "/spec/parameters/usePodIdentity must be string",
    ]);
    expect(complaintsAbout({ apiVersion: "v1", kind: "Pod", metadata: { name: "x" }, spec: {} })).toEqual([
      "data/spec must have required property containers",
    ]);
    expect(complaintsAbout({ apiVersion: "v1", kind: "Secret", metadata: { name: "x" } })).toEqual([
      "there is no schema for v1/Secret",
    ]);
  });
});
