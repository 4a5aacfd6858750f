import { certificate, file, keyVault } from "../../../model/index.js";
import type { FileOptions } from "../../../model/mounted-file.js";
import { objectsOf } from "../provider.js";
import { mounting, type Row, vault } from "./row.js";

const { password, signing, server } = vault.objects;
const stored = keyVault({
  name: "kv-orders",
  objects: { pem: certificate("pem", { create: { subject: "CN=x", storedAs: "pem" } }) },
});

/** What each type writes, and how it is asked for. */
export const contents: readonly Row[] = [
  {
    id: "secret",
    says: "the value, decoded by objectEncoding",
    outcome: {
      drawn: mounting({ objects: [file(password, { encoding: "hex" })] }),
      as: objectsOf,
      is: [{ objectName: "password", objectType: "secret", objectEncoding: "hex" }],
    },
  },
  {
    id: "pfx certificate as pem",
    says: "private key, then the chain, leaf first",
    outcome: {
      drawn: mounting({ objects: [file(server, { as: "secret" })] }),
      as: objectsOf,
      is: [{ objectName: "server", objectType: "secret" }],
    },
  },
  {
    id: "pem certificate as pem",
    says: "as stored, not put in order",
    outcome: {
      drawn: mounting({ objects: [file(stored.objects.pem, { as: "secret", format: "pem" })] }, { vaults: [stored] }),
      as: objectsOf,
      is: [{ objectName: "pem", objectType: "secret", objectFormat: "pem" }],
    },
  },
  {
    id: "pfx certificate as pfx",
    says: "base64 of the PFX; with objectEncoding base64 the PFX",
    outcome: {
      drawn: mounting({ objects: [file(server, { as: "secret", format: "pfx", encoding: "base64" })] }),
      as: objectsOf,
      is: [{ objectName: "server", objectType: "secret", objectFormat: "pfx", objectEncoding: "base64" }],
    },
  },
  {
    id: "key",
    says: "the public key",
    outcome: {
      drawn: mounting({ objects: [signing] }),
      as: objectsOf,
      is: [{ objectName: "signing", objectType: "key" }],
    },
  },
  {
    id: "certificate",
    says: "the leaf certificate alone",
    outcome: {
      drawn: mounting({ objects: [server] }),
      as: objectsOf,
      is: [{ objectName: "server", objectType: "cert" }],
    },
  },
  {
    id: "no private key: not exportable",
    says: "a certificate whose key cannot be exported has none in its secret",
    outcome: { runTime: "of a certificate that somebody else makes, only the vault knows" },
  },
];

/** Every way to ask for an object: type, format and encoding. */
export const combinations = (["secret", "key", "cert"] as const).flatMap((as) =>
  ([undefined, "pem", "pfx"] as const).flatMap((format) =>
    ([undefined, "utf-8", "base64", "hex"] as const).map((encoding) => {
      const options = { as, ...(format && { format }), ...(encoding && { encoding }) };
      return {
        options,
        environment: mounting({ objects: [file(server, options as FileOptions<"certificate">)] }),
        fits: as === "secret" || (format === undefined && encoding === undefined),
        object: {
          objectName: "server",
          objectType: as,
          ...(format && { objectFormat: format }),
          ...(encoding && { objectEncoding: encoding }),
        },
      };
    }),
  ),
);
