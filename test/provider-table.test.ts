import { describe, expect, test } from "vitest";
import { file, key, validate } from "../model/index.js";
import { objectsOf } from "./support/provider.js";
import { combinations, contents } from "./support/provider-table/contents.js";
import { everything } from "./support/provider-table/drawn.js";
import { fileNames } from "./support/provider-table/file-names.js";
import { mountErrors } from "./support/provider-table/mount-errors.js";
import { objectFields } from "./support/provider-table/object-fields.js";
import { classesIn, entry, mounting, OBJECT, type Row, vault } from "./support/provider-table/row.js";
import { syncedSecrets } from "./support/provider-table/synced-secrets.js";
import { manifestsOf } from "./support/synthesis.js";

/**
 * Everything that the Azure provider and the driver say or do about a SecretProviderClass, and what becomes of it here:
 * a description that leads there is refused, or drawn right; or none leads there; or it shows only when a pod runs.
 */
const sections = [
  {
    what: "mount errors",
    rows: mountErrors,
    // By the order of the provider's validation.
    parts: Array.from({ length: 18 }, (_, index) => String(index + 1)),
    count: 54,
  },
  {
    what: "fields of an object",
    rows: objectFields,
    parts: [
      ...["items", "keys", "text", "objectName", "objectType", "objectAlias", "objectVersion", "objectVersionHistory"],
      ...["objectFormat", "objectEncoding", "filePermission", "switches"],
    ],
    count: 47,
  },
  { what: "names of files", rows: fileNames, parts: ["provider", "driver", "same path", "history"], count: 26 },
  {
    what: "contents of files",
    rows: contents,
    parts: [
      ...["secret", "pfx certificate as pem", "pem certificate as pem", "pfx certificate as pfx", "key", "certificate"],
      "no private key",
    ],
    count: 7,
  },
  {
    what: "synced Secrets",
    rows: syncedSecrets,
    parts: [
      ...["life", "Opaque", "tls", "dockerconfigjson", "dockercfg", "basic-auth", "ssh-auth", "token", "other types"],
      "errors",
    ],
    count: 37,
  },
] as const satisfies readonly { what: string; rows: readonly Row[]; parts: readonly string[]; count: number }[];

describe.each(sections)("$what", ({ rows, parts, count }) => {
  test("are all listed, each once", () => {
    const ids = rows.map(({ id }) => id);

    expect([...new Set(ids.map((id) => id.split(":")[0]))]).toEqual(parts);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBe(count);
  });

  test.each(rows.map(({ id, says, outcome }) => [id, says, outcome] as const))("%s (%s)", (_id, _says, outcome) => {
    if ("refused" in outcome) {
      expect(validate([outcome.refused]).map(({ rule, at }) => ({ rule, at }))).toEqual(outcome.by);
    } else if ("drawn" in outcome) {
      expect(classesIn(manifestsOf(outcome.drawn)).map(outcome.as)).toEqual([outcome.is]);
    } else if ("unsayable" in outcome) {
      outcome.holds(everything);
    } else {
      expect(outcome.runTime).not.toBe("");
    }
  });
});

test("what shows only when a pod runs is this, and nothing else", () => {
  const found = sections.flatMap(({ what, rows }) =>
    rows.flatMap(({ id, outcome }) => ("runTime" in outcome ? [`${what}, ${id}`] : [])),
  );

  expect(found).toMatchInlineSnapshot(`
    [
      "mount errors, 7: failed to parse workload identity tokens, error: service account tokens not found",
      "mount errors, 7: failed to unmarshal service account tokens",
      "mount errors, 7: token for audience api://AzureADTokenExchange not found",
      "mount errors, 7: service account tokens are required for identity binding",
      "mount errors, 7: failed to parse service account token for identity binding, error:",
      "mount errors, 14: token proxy",
      "mount errors, 16: ClientAssertionCredential authentication failed … AADSTS…",
      "mount errors, 16: RESPONSE 403: 403 Forbidden ERROR CODE: Forbidden",
      "mount errors, 16: RESPONSE 404 … ERROR CODE: SecretNotFound",
      "mount errors, 17: secret value is nil",
      "mount errors, 17: failed to get key. key type '<x>' currently not supported, of a key that somebody else makes",
      "mount errors, 17: curve <x> is not supported, of a key that somebody else makes",
      "mount errors, 17: failed to get certificate. unknown content type '<x>'",
      "mount errors, 17: failed to parse key for type pkcs1, pkcs8 or ec",
      "mount errors, 17: no leaf found",
      "mount errors, 17: constructing chain resulted in cycle",
      "mount errors, 18: illegal base64 data at input byte …",
      "mount errors, 18: encoding/hex: invalid byte …",
      "fields of an object, switches",
      "names of files, history: fewer",
      "contents of files, no private key: not exportable",
      "synced Secrets, life: a Secret that somebody else made",
      "synced Secrets, life: owners",
      "synced Secrets, life: rights",
      "synced Secrets, tls: ed25519",
      "synced Secrets, dockerconfigjson: JSON",
      "synced Secrets, ssh-auth: newline",
      "synced Secrets, errors: mounted files",
    ]
  `);
});

describe("type, format and encoding", () => {
  test.each(combinations)("$options are drawn as they are, or refused where the provider refuses them", (one) => {
    if (one.fits) {
      expect(classesIn(manifestsOf(one.environment)).map(objectsOf)).toEqual([[one.object]]);
    } else {
      expect(validate([one.environment]).map(({ rule, at }) => ({ rule, at }))).toEqual([
        { rule: "valid-file-content", at: OBJECT },
      ]);
    }
  });

  test("are refused by the compiler too, where they do not fit", () => {
    const { password, signing, server } = vault.objects;
    const misfits = [
      // @ts-expect-error a key has no format
      file(signing, { format: "pfx" }),
      // @ts-expect-error nor an encoding
      file(signing, { encoding: "base64" }),
      // @ts-expect-error a certificate has a format only where it is read as a secret
      file(server, { format: "pfx" }),
      // @ts-expect-error and so for its encoding
      file(server, { as: "key", encoding: "hex" }),
      // @ts-expect-error a secret is no key
      file(password, { as: "key" }),
      // @ts-expect-error there are two formats
      file(password, { format: "der" }),
      // @ts-expect-error there are three encodings
      file(password, { encoding: "base32" }),
      // @ts-expect-error there are three types
      file(server, { as: "certificate" }),
    ];

    expect(misfits.map((one) => validate([entry(one)]).length)).toEqual(misfits.map(() => 1));
  });

  test("of keys that the provider cannot mount are refused by the compiler too", () => {
    const made = [
      // @ts-expect-error the provider knows no key on this curve
      key("signing", { create: { type: "EC", curve: "P-256K" } }),
      // @ts-expect-error nor a symmetric one
      key("signing", { create: { type: "oct" } }),
    ];

    for (const { create } of made) {
      const signing = { ...vault.objects.signing, create };
      const vaults = [{ ...vault, objects: { ...vault.objects, signing } }];
      expect(validate([mounting({}, { vaults })]).map(({ rule }) => rule)).toEqual(["valid-shape"]);
    }
  });
});
