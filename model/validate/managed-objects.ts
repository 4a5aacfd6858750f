import type { VaultObject } from "../key-vault.js";
import * as limits from "../limits/index.js";
import { type NewCertificate, type NewKey, renewalOf } from "../managed-object.js";
import { problem, quote, within } from "../problem.js";
import { checkInteger, checkName, type Problems } from "./checks.js";

/** Checks what Terraform is to make of an object. */
export function* checkManaged(
  { seed, create }: VaultObject,
  sku: "standard" | "premium" | undefined,
  at: string,
): Problems {
  if (seed) {
    yield* checkInteger("valid-seed-version", "seed version", seed.version, within(at, "seed.version"), {
      min: 1,
      max: limits.int32Max,
    });
  }
  if (create && "type" in create) {
    yield* checkKey(create, sku, within(at, "create"));
  } else if (create) {
    yield* checkCertificate(create, within(at, "create"));
  }
}

function* checkKey(
  { type, operations, rotation }: NewKey,
  sku: "standard" | "premium" | undefined,
  at: string,
): Problems {
  if (type.endsWith("-HSM") && sku === "standard") {
    yield problem({
      rule: "valid-key",
      message: `a key of type ${quote(type)} is kept in hardware, which the vault does not have`,
      at: within(at, "type"),
      allowed: 'a key in software, or a vault with sku: "premium"',
      fix: `write type: ${quote(type.replace("-HSM", ""))}, or set the vault's sku`,
    });
  }
  const cannot = type.startsWith("EC") ? (operations ?? []).filter((one) => !["sign", "verify"].includes(one)) : [];
  if (cannot.length > 0 || operations?.length === 0) {
    yield problem({
      rule: "valid-key",
      message: `operations of a key of type ${quote(type)} are ${quote(operations)}`,
      at: within(at, "operations"),
      allowed: type.startsWith("EC") ? "sign and verify, at least one" : "at least one",
      fix: 'leave it out for ["sign", "verify"]',
    });
  }
  if (rotation === undefined) {
    return;
  }
  const { every, expireAfter } = rotation;
  const wrong = [every, expireAfter].filter((duration) => !limits.keyDuration.test(duration));
  const [age, life] = [limits.daysOf(every), limits.daysOf(expireAfter)];
  const { shortestLife, longestLife, shortestNotice } = limits.keyRotation;
  if (
    wrong.length > 0 ||
    age < shortestNotice ||
    life < shortestLife ||
    life > longestLife ||
    age + shortestNotice >= life
  ) {
    yield problem({
      rule: "valid-key",
      message: `rotation makes a version every ${quote(every)}, and each expires after ${quote(expireAfter)}`,
      at: within(at, "rotation"),
      allowed: `${limits.keyDuration.allowed}; every ${shortestNotice} days at most often, a life of ${shortestLife} to ${longestLife} days that ends more than ${shortestNotice} after the next version`,
      fix: 'for example every: "P11M", expireAfter: "P1Y"',
    });
  }
}

function* checkCertificate(create: NewCertificate, at: string): Problems {
  const rule = "valid-certificate";
  const { subject, dnsNames = [], issuer = "Self", validityMonths = 12 } = create;
  yield* checkName(rule, "subject", subject, within(at, "subject"), limits.distinguishedName, "begin it with CN=");
  for (const [index, name] of dnsNames.entries()) {
    const where = within(at, `dnsNames[${index}]`);
    yield* checkName(rule, "DNS name", name, where, limits.certificateDnsName, "write it without scheme and path");
  }
  yield* checkName(rule, "issuer", issuer, within(at, "issuer"), limits.issuerName);
  yield* checkInteger(
    rule,
    "validity in months",
    validityMonths,
    within(at, "validityMonths"),
    limits.certificateMonths,
  );
  yield* checkInteger(rule, "days before renewal", renewalOf(create), within(at, "renewDaysBefore"), {
    min: 1,
    max: Math.max(1, Math.floor(validityMonths * 27)),
  });
}
