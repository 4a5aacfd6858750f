import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { validate } from "../model/index.js";
import { arbitraryEnvironment } from "./support/arbitrary-environment.js";
import { api, healthy } from "./support/descriptions.js";
import { filesOf, mountError, syncErrors } from "./support/provider.js";
import { everything } from "./support/provider-table/drawn.js";
import { classesIn } from "./support/provider-table/row.js";
import { type Block, type Manifest, manifestsOf } from "./support/synthesis.js";

/** What provider and driver have against classes, and paths that two of their files share. */
function complaints(manifests: readonly Manifest[]): readonly string[] {
  return classesIn(manifests).flatMap((one) => {
    const paths = filesOf(one);
    return [
      ...[mountError(one)].filter((error) => error !== undefined),
      ...syncErrors(one),
      ...paths.filter((path, index) => paths.indexOf(path) !== index),
    ].map((complaint) => `${one.metadata.namespace}/${one.metadata.name}: ${complaint}`);
  });
}

describe("provider and driver have nothing", () => {
  test("against the classes in dist, and those of every identity, cloud and kind of file", () => {
    expect(classesIn(everything).length).toBeGreaterThan(40);
    expect(complaints(everything)).toEqual([]);
  });

  test("against the classes of any valid description", () => {
    const valid = arbitraryEnvironment.filter((environment) => validate([environment]).length === 0);

    fc.assert(
      fc.property(valid, (environment) => {
        const manifests = manifestsOf(environment);

        expect(classesIn(manifests).length).toBeGreaterThan(0);
        expect(complaints(manifests)).toEqual([]);
      }),
      { numRuns: 60, seed: 1 },
    );
  });
});

describe("of a class that is wrong", () => {
  const [sound] = classesIn(manifestsOf(healthy({ workloads: [api()] })));

  /** The sound class, but for these parameters. */
  function withParameters(parameters: Readonly<Record<string, string | undefined>>): Manifest {
    const merged = { ...(sound?.spec?.parameters as Block), ...parameters };
    return { ...(sound as Manifest), spec: { ...sound?.spec, parameters: merged } };
  }

  const listing = (...items: readonly string[]) => ({
    objects: `array:\n${items.map((item) => `  - ${JSON.stringify(item)}\n`).join("")}`,
  });
  const object = (fields: object) => listing(JSON.stringify({ objectName: "a", objectType: "secret", ...fields }));
  const failed = (error: string, type = "secret", name = "a") =>
    `failed to get objectType:${type}, objectName:${name}, objectVersion:: ${error}`;

  test.each<[Readonly<Record<string, string | undefined>>, string]>([
    [
      { useVMManagedIdentity: "yes" },
      'failed to parse useVMManagedIdentity flag, error: strconv.ParseBool: parsing "yes": invalid syntax',
    ],
    [
      { useVMManagedIdentity: "true", useAzureTokenProxy: "1" },
      "only one identity mode can be enabled at a time: usePodIdentity, useVMManagedIdentity, or useAzureTokenProxy",
    ],
    [{ keyvaultName: undefined, keyVaultName: "kv-orders" }, "keyvaultName is not provided"],
    [{ tenantID: " " }, "tenantId is not provided"],
    [
      { cloudName: "AzureMoonCloud" },
      "cloudName AzureMoonCloud is not valid, error: " +
        'autorest/azure: There is no cloud environment matching the name "AZUREMOONCLOUD"',
    ],
    [
      { clientID: undefined },
      "failed to build auth config for mode None: failed to get credentials, nodePublishSecretRef secret is not set",
    ],
    [
      { clientID: "", useAzureTokenProxy: "true" },
      "failed to build auth config for mode AzureTokenProxy: clientID is required for identity binding",
    ],
    [{ objects: "" }, "objects is not set"],
    [{ objects: "array: [" }, "failed to yaml unmarshal objects, error:"],
    [{ objects: "array:\n  - objectName: a\n" }, "failed to yaml unmarshal objects, error:"],
    [object({ objectVersionHistory: "2" }), "unmarshal failed for keyVaultObjects at index 0, error:"],
    [listing("objectName: a\nobjectType: secret", "a: ["), "unmarshal failed for keyVaultObjects at index 1, error:"],
    [object({ objectFormat: "der" }), failed("invalid objectFormat: der, should be PEM or PFX")],
    [
      object({ objectType: "cert", objectFormat: "pfx" }),
      failed("PFX format only supported for objectType: secret", "cert"),
    ],
    [
      object({ objectType: "key", objectEncoding: "hex" }),
      failed("objectEncoding only supported for objectType: secret", "key"),
    ],
    [object({ objectEncoding: "base32" }), failed("invalid objectEncoding: base32, should be hex, base64 or utf-8")],
    [object({ objectName: "" }), failed("file name must not be empty", "secret", "")],
    [object({ objectAlias: "/a" }), failed("file name must be a relative path")],
    [object({ objectAlias: "a..b" }), failed("file name must not contain '..'")],
    [{ objects: "array: []" }, "missing object versions"],
    [{ keyvaultName: "kv" }, 'failed to get vault: Invalid vault name: "kv", must be between 3 and 24 chars'],
    [
      { keyvaultName: "kv_orders" },
      'failed to get vault: Invalid vault name: "kv_orders", must match [-a-zA-Z0-9]{3,24}',
    ],
    [object({ objectType: "secrets" }), "Invalid vaultObjectTypes. Should be secret, key, or cert"],
    [object({ objectAlias: "a//b" }), 'invalid filepath: "a//b"'],
    [object({ objectAlias: "a".repeat(256) }), "invalid path: filenames must be less than or equal to 255 characters"],
    [
      object({ objectAlias: Array.from({ length: 2049 }, () => "a").join("/") }),
      "invalid path: must be less than or equal to 4096 characters",
    ],
  ])("with %j, a pod would not start", (parameters, error) => {
    expect(mountError(withParameters(parameters))).toBe(error);
  });

  test.each([
    [{}, ["secret name is empty", "secret type is empty", "data is empty"]],
    [
      { secretName: "s", type: "Opaque", data: [{ objectName: "db-password", key: "" }] },
      ["key in secretObjects.data is empty"],
    ],
    [
      { secretName: "s", type: "Opaque", data: [{ objectName: "other", key: "KEY" }] },
      ["file matching objectName other not found in the pod"],
    ],
    [
      { secretName: "s", type: "kubernetes.io/tls", data: [{ objectName: "db-password", key: "ca.crt" }] },
      ["key 'ca.crt' is not supported. Only 'tls.key' and 'tls.crt' are supported"],
    ],
  ])("with %j, its Secret would not be written", (secretObject, errors) => {
    expect(syncErrors({ ...(sound as Manifest), spec: { ...sound?.spec, secretObjects: [secretObject] } })).toEqual(
      errors,
    );
  });

  test("with two files of one path, the path is told", () => {
    const item = JSON.stringify({ objectName: "a", objectType: "secret" });

    expect(complaints([withParameters(listing(item, item))])).toEqual(["orders/api-kv-orders: a"]);
  });
});
