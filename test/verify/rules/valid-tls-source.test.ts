import { expect, test } from "vitest";
import { type Files, findingsOf, healthyFiles, manifests } from "../../support/artefacts.js";

function typed(type: string): Files {
  return manifests("objectType: secret\n          objectAlias", `objectType: ${type}\n          objectAlias`);
}

const ALWAYS = { rule: "valid-tls-source", environment: "artefacts", docs: "docs/rules/valid-tls-source.md" } as const;

test("finds nothing in a healthy world", () => {
  const findings = findingsOf("valid-tls-source", healthyFiles);

  expect(findings).toEqual([]);
});

test("fails when the private key comes from a certificate", () => {
  const files = typed("cert");

  const findings = findingsOf("valid-tls-source", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'Secret "api-tls" of SecretProviderClass orders/api-vault takes tls.key from "tls/ingress.pem", which is read as cert and holds no private key',
      at: {
        file: "orders.yaml",
        line: 43,
        resource: "SecretProviderClass orders/api-vault secretObjects[1]",
        field: "data[1].objectName",
      },
      got: "tls/ingress.pem",
      allowed: "the file of a certificate that is read with objectType: secret",
      fix: 'set objectType: secret for "ingress"; the identity then needs to read secrets',
      shows:
        "FailedToCreateSecret: … failed to get cert data from file …/tls/ingress.pem; or the API server: data[tls.key]: Invalid value",
      related: [{ file: "orders.yaml", line: 25, resource: "SecretProviderClass orders/api-vault objects[1]" }],
    },
  ]);
});

test("fails when certificate and key come from a public key", () => {
  const files = typed("key");

  const findings = findingsOf("valid-tls-source", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'Secret "api-tls" of SecretProviderClass orders/api-vault takes tls.crt from "tls/ingress.pem", which holds a public key alone',
      at: {
        file: "orders.yaml",
        line: 41,
        resource: "SecretProviderClass orders/api-vault secretObjects[1]",
        field: "data[0].objectName",
      },
      got: "tls/ingress.pem",
      allowed: "the file of a certificate that is read with objectType: secret",
      fix: 'read the certificate of "ingress" with objectType: secret',
      shows:
        "FailedToCreateSecret: … failed to get cert data from file …/tls/ingress.pem; or the API server: data[tls.crt]: Invalid value",
      related: [{ file: "orders.yaml", line: 25, resource: "SecretProviderClass orders/api-vault objects[1]" }],
    },
  ]);
});

test("fails when the file is a PFX as text", () => {
  const files = typed("secret\n          objectFormat: pfx");

  const findings = findingsOf("valid-tls-source", files);

  expect(findings).toEqual([
    {
      ...ALWAYS,
      severity: "error",
      message:
        'Secret "api-tls" of SecretProviderClass orders/api-vault takes tls.crt from "tls/ingress.pem", which is a PFX as base64 text',
      at: {
        file: "orders.yaml",
        line: 42,
        resource: "SecretProviderClass orders/api-vault secretObjects[1]",
        field: "data[0].objectName",
      },
      got: "tls/ingress.pem",
      allowed: "the file of a certificate that is read with objectType: secret",
      fix: "remove objectFormat: pfx, or add objectEncoding: base64",
      shows:
        "FailedToCreateSecret: … failed to get cert data from file …/tls/ingress.pem; or the API server: data[tls.crt]: Invalid value",
      related: [{ file: "orders.yaml", line: 25, resource: "SecretProviderClass orders/api-vault objects[1]" }],
    },
  ]);
});

test("finds nothing in a PFX that is decoded", () => {
  const files = typed("secret\n          objectFormat: pfx\n          objectEncoding: base64");

  const findings = findingsOf("valid-tls-source", files);

  expect(findings).toEqual([]);
});
