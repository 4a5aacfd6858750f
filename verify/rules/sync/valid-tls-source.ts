import { quote } from "../../../shared/index.js";
import type { MountedObject } from "../../kubernetes/types.js";
import { broken, defineRule } from "../../rule.js";
import { TLS_TYPE } from "./secret-types.js";
import { hasReadableObjects, objectsByFile } from "./sources.js";
import { called } from "./synced-secret.js";

/** Only a certificate that is read as a secret comes with its private key. */
export const validTlsSource = defineRule({
  id: "valid-tls-source",
  severity: "error",
  summary: "Each TLS Secret is written from a file that holds what its keys ask for.",
  link: "synced-secret",
  needs: ["kubernetes"],
  *check({ kubernetes }) {
    for (const providerClass of kubernetes.classes) {
      const secrets = providerClass.syncedSecrets.filter(({ type }) => type === TLS_TYPE);
      if (secrets.length === 0 || !hasReadableObjects(providerClass)) {
        continue;
      }
      const files = objectsByFile(providerClass);
      for (const secret of secrets) {
        const said = new Set<string>();
        for (const { key, objectName, index } of secret.keys) {
          const object = files.get(objectName);
          const lack = object === undefined ? undefined : lackOf(key, object);
          if (object === undefined || lack === undefined || said.has(objectName)) {
            continue;
          }
          said.add(objectName);
          yield broken({
            on: secret,
            at: ["data", index, "objectName"],
            message: `${called(secret)} takes ${key} from ${quote(objectName)}, ${lack.reason}`,
            got: objectName,
            allowed: "the file of a certificate that is read with objectType: secret",
            fix: lack.fix,
            shows: `FailedToCreateSecret: … failed to get cert data from file …/${objectName}; or the API server: data[${key}]: Invalid value`,
            also: [object],
          });
        }
      }
    }
  },
});

interface Lack {
  readonly reason: string;
  readonly fix: string;
}

function lackOf(key: string, { name, type, fields }: MountedObject): Lack | undefined {
  if (type === "key") {
    return {
      reason: "which holds a public key alone",
      fix: `read the certificate of ${quote(name)} with objectType: secret`,
    };
  }
  if (type === "cert" && key === "tls.key") {
    return {
      reason: "which is read as cert and holds no private key",
      fix: `set objectType: secret for ${quote(name)}; the identity then needs to read secrets`,
    };
  }
  const format = fields.get("objectFormat")?.toLowerCase();
  const encoding = fields.get("objectEncoding")?.toLowerCase();
  if (type === "secret" && format === "pfx" && encoding !== "base64") {
    return {
      reason: "which is a PFX as base64 text",
      fix: "remove objectFormat: pfx, or add objectEncoding: base64",
    };
  }
  return undefined;
}
