import { z } from "zod";
import { number, text, texts } from "./basics.js";
import { byField } from "./either.js";

const seed = z.strictObject({ version: number });
const keyOptions = {
  operations: z.array(z.enum(["decrypt", "encrypt", "sign", "unwrapKey", "verify", "wrapKey"])).optional(),
  rotation: z.strictObject({ every: text, expireAfter: text }).optional(),
};
const rsaSize = z.literal([2048, 3072, 4096]).optional();
const newKey = z.discriminatedUnion("type", [
  z.strictObject({ ...keyOptions, type: z.enum(["RSA", "RSA-HSM"]), size: rsaSize }),
  z.strictObject({
    ...keyOptions,
    type: z.enum(["EC", "EC-HSM"]),
    curve: z.enum(["P-256", "P-384", "P-521"]).optional(),
  }),
]);
const newCertificate = z.strictObject({
  subject: text,
  dnsNames: z.array(text).optional(),
  issuer: text.optional(),
  validityMonths: number.optional(),
  keySize: rsaSize,
  renewDaysBefore: number.optional(),
  storedAs: z.enum(["pfx", "pem"]).optional(),
});
export const vaultObject = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("secret"), name: text, vault: text, seed: seed.optional() }),
  z.strictObject({ kind: z.literal("key"), name: text, vault: text, create: newKey.optional() }),
  z.strictObject({ kind: z.literal("certificate"), name: text, vault: text, create: newCertificate.optional() }),
]);
const mountedFile = z.strictObject({
  object: vaultObject,
  as: z.enum(["secret", "key", "cert"]),
  alias: text.optional(),
  version: text.optional(),
  versionHistory: number.optional(),
  permission: text.optional(),
  format: z.enum(["pem", "pfx"]).optional(),
  encoding: z.enum(["utf-8", "base64", "hex"]).optional(),
});
const fileVersion = z.strictObject({ file: mountedFile, index: number });

export const mounted = byField("object", mountedFile, vaultObject);
export const fileReference = byField("file", fileVersion, mounted);

export const syncedSecret = z.strictObject({
  name: text,
  type: text,
  data: z.record(z.string(), fileReference),
  labels: texts,
  annotations: texts,
  keys: z.unknown(),
});
