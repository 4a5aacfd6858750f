import { expect, test } from "vitest";
import { syncedSecret } from "../../../model/index.js";
import { api, vault } from "../../support/descriptions.js";
import { expected, problemsOf } from "./expected.js";

const { dbPassword } = vault.objects;
const registry = syncedSecret(
  "registry",
  { ".dockerconfigjson": dbPassword },
  { type: "kubernetes.io/dockerconfigjson" },
);
const legacy = syncedSecret("legacy", { ".dockercfg": dbPassword }, { type: "kubernetes.io/dockercfg" });
const opaque = syncedSecret("opaque", { ".dockerconfigjson": dbPassword });
const mounts = [{ path: "/mnt/secrets", objects: [dbPassword], sync: [registry, legacy, opaque] }];

test.each([
  ["Secrets that a mount syncs", [registry, legacy]],
  ["a Secret that exists", ["registry.example.com"]],
  ["none", []],
])("accepts images that are pulled with %s", (_, imagePullSecrets) => {
  expect(problemsOf(api({ mounts, imagePullSecrets }))).toEqual([]);
});

test("fails when images are pulled with a Secret that no mount syncs", () => {
  expect(problemsOf(api({ mounts, imagePullSecrets: [registry, { ...registry }] }))).toEqual([
    expected({
      rule: "match-synced-secret",
      message: 'images are pulled with Secret "registry", which no mount of this workload syncs',
      at: "test › workloads[0] api › imagePullSecrets[1]",
      allowed: "a Secret that the workload's own mounts sync, or the name of one that exists",
      fix: "list the Secret in sync of a mount",
    }),
  ]);
});

test("fails when images are pulled with a Secret of another type", () => {
  expect(problemsOf(api({ mounts, imagePullSecrets: [opaque] }))).toEqual([
    expected({
      rule: "valid-synced-secret-type",
      message: 'images are pulled with Secret "opaque" of type "Opaque"',
      at: "test › workloads[0] api › imagePullSecrets[0]",
      allowed: "kubernetes.io/dockerconfigjson, kubernetes.io/dockercfg",
      fix: 'syncedSecret(…, { ".dockerconfigjson": … }, { type: "kubernetes.io/dockerconfigjson" })',
    }),
  ]);
});

test("fails when images are pulled with a Secret whose name no cluster takes", () => {
  expect(problemsOf(api({ imagePullSecrets: ["my_registry"] }))).toEqual([
    expected({
      rule: "valid-synced-secret-name",
      message: 'Secret name "my_registry" is not valid',
      at: "test › workloads[0] api › imagePullSecrets[0]",
      allowed:
        "1 to 253 lower-case letters, digits, dashes and dots, each part between dots first and last a letter or digit (RFC 1123 subdomain)",
      fix: 'rename it, for example "my-registry"',
    }),
  ]);
});
