import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { objectsParameter } from "../../k8s/objects-parameter.js";
import type { ResolvedFile } from "../../model/index.js";

const password: ResolvedFile = { objectName: "db-password", type: "secret" };

/** What the provider sees: a list of strings, each of them YAML of one object. */
function read(text: string, version: "1.1" | "1.2" = "1.2"): unknown[] {
  const { array } = parse(text, { version });
  return array.map((item: unknown) => {
    expect(typeof item).toBe("string");
    return parse(String(item), { version });
  });
}

describe("the objects parameter", () => {
  test("is a list of literal blocks", () => {
    expect(objectsParameter([password, { objectName: "server", type: "cert" }])).toBe(
      `array:
  - |
    objectName: db-password
    objectType: secret
  - |
    objectName: server
    objectType: cert
`,
    );
  });

  test("carries every option in the provider's spelling, the history as a number", () => {
    const file: ResolvedFile = {
      objectName: "server",
      type: "secret",
      alias: "tls/server.pfx",
      version: "latest",
      versionHistory: 3,
      format: "pfx",
      encoding: "base64",
      permission: "0444",
    };

    expect(read(objectsParameter([file]))).toEqual([
      {
        objectName: "server",
        objectType: "secret",
        objectAlias: "tls/server.pfx",
        objectVersion: "latest",
        objectVersionHistory: 3,
        objectFormat: "pfx",
        objectEncoding: "base64",
        filePermission: "0444",
      },
    ]);
  });

  test("keeps any text as text, in YAML 1.1 and 1.2", () => {
    const looksLikeSomethingElse = fc.constantFrom(
      "0400",
      "1e3",
      "yes",
      "null",
      "~",
      "2001-01-01",
      "=",
      "<<",
      "0x1f",
      "1:30",
    );
    fc.assert(
      fc.property(fc.oneof(fc.string(), looksLikeSomethingElse), (alias) => {
        const text = objectsParameter([{ ...password, alias }]);

        for (const version of ["1.1", "1.2"] as const) {
          expect(read(text, version)).toEqual([
            { objectName: "db-password", objectType: "secret", objectAlias: alias },
          ]);
        }
      }),
    );
  });
});
