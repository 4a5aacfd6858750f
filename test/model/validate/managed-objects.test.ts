import { describe, expect, test } from "vitest";
import { certificate, existingKeyVault, key, keyVault, validate } from "../../../model/index.js";
import type { NewCertificate, NewKey } from "../../../model/managed-object.js";
import { healthy, vault } from "../../support/descriptions.js";
import { expected } from "./expected.js";

const ec = { type: "EC" } as const;
const web = { subject: "CN=shop.example.com" };

/** The problems of an environment whose second vault holds such a key. */
function problemsOfKey(create: NewKey, props: { readonly sku?: "standard" | "premium" } = {}) {
  return validate([
    healthy({ vaults: [vault, keyVault({ name: "kv-audit", ...props, objects: { sign: key("sign", { create }) } })] }),
  ]);
}

/** The problems of an environment whose second vault holds such a certificate. */
function problemsOfCertificate(create: NewCertificate) {
  const audit = keyVault({ name: "kv-audit", objects: { tls: certificate("tls", { create }) } });
  return validate([healthy({ vaults: [vault, audit] })]);
}

describe("a key that Terraform makes", () => {
  test.each<[string, NewKey]>([
    ["an EC key", ec],
    ["an EC key that signs alone", { ...ec, operations: ["sign"] }],
    [
      "an RSA key of every operation",
      {
        type: "RSA",
        operations: ["decrypt", "encrypt", "sign", "unwrapKey", "verify", "wrapKey"],
      },
    ],
    ["the shortest life, at its most often", { ...ec, rotation: { every: "P7D", expireAfter: "P28D" } }],
    ["the shortest life, at its most seldom", { ...ec, rotation: { every: "P20D", expireAfter: "P28D" } }],
    ["years and months", { ...ec, rotation: { every: "P18M", expireAfter: "P2Y" } }],
  ])("accepts %s", (_, create) => {
    expect(problemsOfKey(create)).toEqual([]);
  });

  test("accepts a key in hardware in a premium vault", () => {
    expect(problemsOfKey({ type: "RSA-HSM" }, { sku: "premium" })).toEqual([]);
  });

  test("accepts a key in hardware in an existing vault, whose kind nobody knows", () => {
    const audit = existingKeyVault({
      name: "kv-audit",
      resourceGroup: "vaults-rg",
      permissionModel: "rbac",
      objects: { sign: key("sign", { create: { type: "EC-HSM" } }) },
    });

    expect(validate([healthy({ vaults: [vault, audit] })])).toEqual([]);
  });

  test.each([
    ["EC-HSM", "EC"],
    ["RSA-HSM", "RSA"],
  ] as const)("fails when a key of type %s is in a standard vault", (type, software) => {
    expect(problemsOfKey({ type })).toEqual([
      expected({
        rule: "valid-key",
        message: `a key of type "${type}" is kept in hardware, which the vault does not have`,
        at: "test › vaults[1] kv-audit › objects.sign › create › type",
        allowed: 'a key in software, or a vault with sku: "premium"',
        fix: `write type: "${software}", or set the vault's sku`,
      }),
    ]);
  });

  test.each<[string, NewKey, string, string]>([
    [
      "an EC key wraps keys",
      { ...ec, operations: ["sign", "wrapKey"] },
      'operations of a key of type "EC" are ["sign","wrapKey"]',
      "sign and verify, at least one",
    ],
    [
      "an EC key has no operation",
      { ...ec, operations: [] },
      'operations of a key of type "EC" are []',
      "sign and verify, at least one",
    ],
    [
      "an RSA key has no operation",
      { type: "RSA", operations: [] },
      'operations of a key of type "RSA" are []',
      "at least one",
    ],
  ])("fails when %s", (_, create, message, allowed) => {
    expect(problemsOfKey(create)).toEqual([
      expected({
        rule: "valid-key",
        message,
        at: "test › vaults[1] kv-audit › objects.sign › create › operations",
        allowed,
        fix: 'leave it out for ["sign", "verify"]',
      }),
    ]);
  });

  test.each([
    ["a version lives 27 days", "P7D", "P27D"],
    ["a version is followed a week before its end", "P21D", "P28D"],
    ["a version is followed 6 days after its beginning", "P6D", "P28D"],
    ["a version ends before it is followed", "P1Y", "P6M"],
    ["a version lives longer than a century", "P1Y", "P101Y"],
    ["a life is in hours", "P7D", "PT800H"],
    ["an age is in weeks", "P4W", "P1Y"],
  ])("fails when %s", (_, every, expireAfter) => {
    expect(problemsOfKey({ ...ec, rotation: { every, expireAfter } })).toEqual([
      expected({
        rule: "valid-key",
        message: `rotation makes a version every "${every}", and each expires after "${expireAfter}"`,
        at: "test › vaults[1] kv-audit › objects.sign › create › rotation",
        allowed:
          'an ISO 8601 duration such as "P1Y", "P18M" or "P90D"; every 7 days at most often, a life of 28 to 36500 days that ends more than 7 after the next version',
        fix: 'for example every: "P11M", expireAfter: "P1Y"',
      }),
    ]);
  });
});

describe("a certificate that Key Vault makes", () => {
  test.each<[string, NewCertificate]>([
    ["a subject alone", web],
    ["a subject of several parts", { subject: "CN=shop.example.com, O=Example, C=DE" }],
    ["names of hosts, with a wildcard", { ...web, dnsNames: ["*.shop.example.com", "shop.example.com", "localhost"] }],
    ["a name of 253 characters", { ...web, dnsNames: [`${"a.".repeat(126)}a`] }],
    ["an issuer that the vault knows", { ...web, issuer: "DigiCert-1" }],
    ["a life of 1 month, renewed on its 4th day", { ...web, validityMonths: 1, renewDaysBefore: 27 }],
    ["a life of 1 month, renewed halfway", { ...web, validityMonths: 1 }],
    ["a life of 1200 months", { ...web, validityMonths: 1200 }],
    ["renewal on the last day", { ...web, renewDaysBefore: 1 }],
    ["renewal as early as a year allows", { ...web, renewDaysBefore: 324 }],
  ])("accepts %s", (_, create) => {
    expect(problemsOfCertificate(create)).toEqual([]);
  });

  const name = { allowed: "a host name, with * for its first part at most", fix: "write it without scheme and path" };
  const subject = {
    at: "subject",
    allowed: 'a distinguished name such as "CN=shop.example.com"',
    fix: "begin it with CN=",
  };
  const days = (max: number) => ({
    at: "renewDaysBefore",
    allowed: `a whole number from 1 to ${max}`,
    fix: `give a whole number from 1 to ${max}`,
  });
  const months = {
    at: "validityMonths",
    allowed: "a whole number from 1 to 1200",
    fix: "give a whole number from 1 to 1200",
  };

  test.each<[string, NewCertificate, { message: string; at: string; allowed: string; fix: string }]>([
    [
      "the subject is a host name",
      { subject: "shop.example.com" },
      { message: 'subject "shop.example.com" is not valid', ...subject },
    ],
    ["the subject is empty", { subject: "CN=" }, { message: 'subject "CN=" is not valid', ...subject }],
    [
      "a name is an address",
      { ...web, dnsNames: ["shop.example.com", "https://shop.example.com"] },
      { message: 'DNS name "https://shop.example.com" is not valid', at: "dnsNames[1]", ...name },
    ],
    [
      "a wildcard stands in the middle of a name",
      { ...web, dnsNames: ["shop.*.example.com"] },
      { message: 'DNS name "shop.*.example.com" is not valid', at: "dnsNames[0]", ...name },
    ],
    [
      "a name has 254 characters",
      { ...web, dnsNames: [`${"a.".repeat(126)}aa`] },
      { message: `DNS name "${"a.".repeat(126)}aa" is not valid`, at: "dnsNames[0]", ...name },
    ],
    [
      "the issuer has a dot",
      { ...web, issuer: "digi.cert" },
      {
        message: 'issuer "digi.cert" is not valid',
        at: "issuer",
        allowed: "Self, or 1 to 127 letters, digits and dashes",
        fix: 'rename it, for example "digi-cert"',
      },
    ],
    [
      "the life is 0 months",
      { ...web, validityMonths: 0, renewDaysBefore: 1 },
      { message: "validity in months 0 is not valid", ...months },
    ],
    [
      "the life is 1201 months",
      { ...web, validityMonths: 1201 },
      { message: "validity in months 1201 is not valid", ...months },
    ],
    [
      "renewal is on the day of the end",
      { ...web, renewDaysBefore: 0 },
      { message: "days before renewal 0 is not valid", ...days(324) },
    ],
    [
      "renewal is too early for a year",
      { ...web, renewDaysBefore: 325 },
      { message: "days before renewal 325 is not valid", ...days(324) },
    ],
    [
      "renewal is too early for a month",
      { ...web, validityMonths: 1, renewDaysBefore: 28 },
      { message: "days before renewal 28 is not valid", ...days(27) },
    ],
  ])("fails when %s", (_, create, { at, ...text }) => {
    expect(problemsOfCertificate(create)).toEqual([
      expected({ rule: "valid-certificate", at: `test › vaults[1] kv-audit › objects.tls › create › ${at}`, ...text }),
    ]);
  });
});
