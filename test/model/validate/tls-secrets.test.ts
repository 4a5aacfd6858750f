import { describe, expect, test } from "vitest";
import { certificate, file, key, keyVault, secret, syncedSecret, tlsSecret, validate } from "../../../model/index.js";
import { api, healthy } from "../../support/descriptions.js";
import { expected } from "./expected.js";

const vault = keyVault({
  name: "kv-orders",
  objects: { server: certificate("server"), pem: secret("server-pem"), signing: key("signing") },
});
const { server, pem, signing } = vault.objects;

const path = "/mnt/tls";
const pair = file(server, { as: "secret", alias: "pair.pem" });
const leaf = file(server, { as: "cert", alias: "leaf.pem" });
const publicKey = file(server, { as: "key", alias: "public.pem" });
const pfxText = file(server, { as: "secret", format: "pfx", alias: "pair.txt" });
const pfx = file(server, { as: "secret", format: "pfx", encoding: "base64", alias: "pair.pfx" });
const objects = [pair, leaf, publicKey, pfxText, pfx, pem, signing];

test.each([
  ["a certificate with its private key for both halves", tlsSecret("tls", pair)],
  ["a binary PFX file for both halves", tlsSecret("tls", pfx)],
  ["a plain secret for both halves", tlsSecret("tls", pem)],
  [
    "a leaf certificate with the private key of another file",
    syncedSecret("tls", { "tls.crt": leaf, "tls.key": pair }, { type: "kubernetes.io/tls" }),
  ],
  ["any file in a Secret of another type", syncedSecret("tls", { "tls.crt": publicKey, "tls.key": leaf })],
])("accepts %s", (_, synced) => {
  const mounts = [{ path, objects, sync: [synced] }];

  const problems = validate([healthy({ vaults: [vault], workloads: [api({ mounts })] })]);

  expect(problems).toEqual([]);
});

test.each([
  [
    "lacks the private key",
    {
      synced: syncedSecret("tls", { "tls.crt": pair }, { type: "kubernetes.io/tls" }),
      message: 'Secret "tls" of type "kubernetes.io/tls" has the keys "tls.crt"',
    },
  ],
  [
    "names its keys otherwise",
    {
      synced: syncedSecret("tls", { cert: pair, key: pair }, { type: "kubernetes.io/tls" }),
      message: 'Secret "tls" of type "kubernetes.io/tls" has the keys "cert", "key"',
    },
  ],
  [
    "has a third key",
    {
      synced: syncedSecret("tls", { "tls.crt": pair, "tls.key": pair, "ca.crt": pair }, { type: "kubernetes.io/tls" }),
      message: 'Secret "tls" of type "kubernetes.io/tls" has the keys "tls.crt", "tls.key", "ca.crt"',
    },
  ],
])("fails when a TLS Secret %s", (_, { synced, message }) => {
  const mounts = [{ path, objects, sync: [synced] }];

  const problems = validate([healthy({ vaults: [vault], workloads: [api({ mounts })] })]);

  expect(problems).toEqual([
    expected({
      rule: "valid-secret-keys",
      message,
      at: "test › workloads[0] api › mounts[0] › sync[0] tls › data",
      allowed: "tls.crt and tls.key, and no others",
      fix: 'rename the keys, or use type "Opaque"',
    }),
  ]);
});

test("fails when a TLS Secret takes its pair from a file that the mount does not list, once for each key", () => {
  const mounts = [{ path, objects: [file(signing, { alias: "servers" })], sync: [tlsSecret("tls", pair)] }];

  const problems = validate([healthy({ vaults: [vault], workloads: [api({ mounts })] })]);

  expect(problems).toEqual([
    expected({
      rule: "match-mounted-file",
      message: 'certificate "server" is synced, but this mount does not list it',
      at: "test › workloads[0] api › mounts[0] › sync[0] tls › data.tls.crt",
      allowed: "an object or file of the same mount: servers",
      fix: 'did you mean "servers"?',
    }),
    expected({
      rule: "match-mounted-file",
      message: 'certificate "server" is synced, but this mount does not list it',
      at: "test › workloads[0] api › mounts[0] › sync[0] tls › data.tls.key",
      allowed: "an object or file of the same mount: servers",
      fix: 'did you mean "servers"?',
    }),
  ]);
});

describe("valid-tls-pair", () => {
  test.each([
    [
      "tls.key is a certificate without its private key",
      {
        data: { "tls.crt": leaf, "tls.key": leaf },
        message:
          '"tls.key" of Secret "tls" comes from certificate "server" mounted as "cert", which holds no private key',
        at: "test › workloads[0] api › mounts[0] › sync[0] tls › data.tls.key",
        allowed: 'a file mounted as "secret"',
        fix: 'mount the certificate with as: "secret"',
      },
    ],
    [
      "tls.key is the public key of a certificate",
      {
        data: { "tls.crt": leaf, "tls.key": publicKey },
        message:
          '"tls.key" of Secret "tls" comes from certificate "server" mounted as "key", which holds no private key',
        at: "test › workloads[0] api › mounts[0] › sync[0] tls › data.tls.key",
        allowed: 'a file mounted as "secret"',
        fix: 'mount the certificate with as: "secret"',
      },
    ],
    [
      "tls.key is the public half of a key",
      {
        data: { "tls.crt": leaf, "tls.key": signing },
        message: '"tls.key" of Secret "tls" comes from key "signing" mounted as "key", which holds no private key',
        at: "test › workloads[0] api › mounts[0] › sync[0] tls › data.tls.key",
        allowed: 'a file mounted as "secret"',
        fix: 'refer to a certificate mounted with as: "secret"',
      },
    ],
    [
      "tls.crt is the public key of a certificate",
      {
        data: { "tls.crt": publicKey, "tls.key": pair },
        message:
          '"tls.crt" of Secret "tls" comes from certificate "server" mounted as "key", which holds no certificate',
        at: "test › workloads[0] api › mounts[0] › sync[0] tls › data.tls.crt",
        allowed: 'a file mounted as "secret" or "cert"',
        fix: 'mount the certificate with as: "secret"',
      },
    ],
    [
      "tls.key is a PFX file in text",
      {
        data: { "tls.crt": leaf, "tls.key": pfxText },
        message:
          '"tls.key" of Secret "tls" comes from a PFX file that is not decoded from base64, which the driver cannot read',
        at: "test › workloads[0] api › mounts[0] › sync[0] tls › data.tls.key",
        allowed: 'PEM, or PFX with encoding "base64" (binary, empty password)',
        fix: 'leave format out, or add encoding: "base64"',
      },
    ],
    [
      "tls.crt is a PFX file in text",
      {
        data: { "tls.crt": pfxText, "tls.key": pair },
        message:
          '"tls.crt" of Secret "tls" comes from a PFX file that is not decoded from base64, which the driver cannot read',
        at: "test › workloads[0] api › mounts[0] › sync[0] tls › data.tls.crt",
        allowed: 'PEM, or PFX with encoding "base64" (binary, empty password)',
        fix: 'leave format out, or add encoding: "base64"',
      },
    ],
  ])("fails when %s", (_, { data, message, at, allowed, fix }) => {
    const mounts = [{ path, objects, sync: [syncedSecret("tls", data, { type: "kubernetes.io/tls" })] }];

    const problems = validate([healthy({ vaults: [vault], workloads: [api({ mounts })] })]);

    expect(problems).toEqual([expected({ rule: "valid-tls-pair", message, at, allowed, fix })]);
  });
});
