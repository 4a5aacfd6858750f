import * as limits from "../../limits/index.js";
import { findFile, type MountedFile } from "../../mounted-file.js";
import { problem, quote, suggest, within } from "../../problem.js";
import { type SyncedSecret, type SyncedSecretType, syncedSecretTypes } from "../../synced-secret.js";
import { checkName, type Problems } from "../checks.js";
import { checkLabels } from "../labels.js";
import { checkReference } from "./references.js";

/**
 * Keys that the API server wants in a Secret of each type: all of `all`, or at least one of `any`; `only` those.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/secret/#secret-types
 */
const keysOfType: Partial<
  Record<SyncedSecretType, { all?: readonly string[]; any?: readonly string[]; only?: boolean }>
> = {
  "kubernetes.io/tls": { all: ["tls.crt", "tls.key"], only: true },
  "kubernetes.io/dockerconfigjson": { all: [".dockerconfigjson"] },
  "kubernetes.io/dockercfg": { all: [".dockercfg"] },
  "kubernetes.io/basic-auth": { any: ["username", "password"] },
  "kubernetes.io/ssh-auth": { all: ["ssh-privatekey"] },
  "bootstrap.kubernetes.io/token": { all: ["token-id", "token-secret"] },
};

/** Checks the Secrets that a mount syncs. */
export function* checkSyncedSecrets(
  secrets: readonly SyncedSecret[],
  files: readonly MountedFile[],
  at: string,
): Problems {
  for (const [index, synced] of secrets.entries()) {
    const where = `${at}[${index}] ${synced.name}`;
    yield* checkName(
      "valid-synced-secret-name",
      "Secret name",
      synced.name,
      within(where, "name"),
      limits.dnsSubdomain,
    );
    yield* checkLabels("label", synced.labels, within(where, "labels"));
    yield* checkLabels("annotation", synced.annotations, within(where, "annotations"));
    yield* checkKeys(synced, where);
    for (const [key, reference] of Object.entries(synced.data)) {
      yield* checkReference(reference, files, within(where, `data.${key}`), "synced");
    }
    yield* checkTlsKey(synced, files, where);
  }
}

function* checkKeys({ name, type, data }: SyncedSecret, at: string): Problems {
  const keys = Object.keys(data);
  for (const key of keys) {
    yield* checkName("valid-secret-key", "key", key, within(at, `data.${key}`), limits.secretKey);
  }
  if (!syncedSecretTypes.includes(type)) {
    yield problem({
      rule: "valid-synced-secret-type",
      message: `Secret type ${quote(type)} is not one that can be synced`,
      at: within(at, "type"),
      allowed: syncedSecretTypes.join(", "),
      fix: suggest(type, syncedSecretTypes),
    });
  }
  if (keys.length === 0) {
    yield problem({
      rule: "require-secret-data",
      message: `Secret ${quote(name)} has no keys`,
      at: within(at, "data"),
      allowed: 'at least one key: the driver refuses none with "data is empty", in its log alone',
      fix: "add the keys, or remove the Secret",
    });
    return;
  }
  const { all = [], any = [], only = false } = keysOfType[type] ?? {};
  const missing = all.filter((key) => !keys.includes(key));
  const foreign = only ? keys.filter((key) => !all.includes(key)) : [];
  if (missing.length > 0 || foreign.length > 0 || (any.length > 0 && !any.some((key) => keys.includes(key)))) {
    yield problem({
      rule: "valid-secret-keys",
      message: `Secret ${quote(name)} of type ${quote(type)} has the keys ${keys.map(quote).join(", ")}`,
      at: within(at, "data"),
      allowed:
        any.length > 0 ? `at least one of ${any.join(", ")}` : `${all.join(" and ")}${only ? ", and no others" : ""}`,
      fix: 'rename the keys, or use type "Opaque"',
    });
  }
}

function* checkTlsKey({ name, type, data }: SyncedSecret, files: readonly MountedFile[], at: string): Problems {
  if (type !== "kubernetes.io/tls") {
    return;
  }
  for (const [key, reference] of Object.entries(data)) {
    const found = findFile(files, reference);
    if (typeof found === "string" || (key !== "tls.crt" && key !== "tls.key")) {
      continue; // told by other checks
    }
    const { as, format, encoding, object } = found.file;
    const fits = key === "tls.crt" ? as !== "key" : as === "secret";
    if (!fits) {
      yield problem({
        rule: "valid-tls-pair",
        message: `${quote(key)} of Secret ${quote(name)} comes from ${object.kind} ${quote(object.name)} mounted as ${quote(as)}, which holds no ${key === "tls.key" ? "private key" : "certificate"}`,
        at: within(at, `data.${key}`),
        allowed: key === "tls.key" ? 'a file mounted as "secret"' : 'a file mounted as "secret" or "cert"',
        fix:
          object.kind === "certificate"
            ? 'mount the certificate with as: "secret"'
            : 'refer to a certificate mounted with as: "secret"',
      });
    } else if (format === "pfx" && encoding !== "base64") {
      yield problem({
        rule: "valid-tls-pair",
        message: `${quote(key)} of Secret ${quote(name)} comes from a PFX file that is not decoded from base64, which the driver cannot read`,
        at: within(at, `data.${key}`),
        allowed: 'PEM, or PFX with encoding "base64" (binary, empty password)',
        fix: 'leave format out, or add encoding: "base64"',
      });
    }
  }
}
