import { expect } from "vitest";
import { file, keyVault, secret, syncedSecret } from "../../../model/index.js";
import { objectsOf, parameterOf } from "../provider.js";
import { classesIn, entry, mounting, OBJECT, type Row, refused, SHAPED_OBJECT, vault } from "./row.js";

const { password, signing, server } = vault.objects;
const version = "0123456789abcdef0123456789abcdef";

/** The only object of a class, drawn from these options, is this. */
function drawn(options: Parameters<typeof file<"secret">>[1], fields: object): Row["outcome"] {
  return {
    drawn: mounting({ objects: [file(password, options)] }),
    as: objectsOf,
    is: [{ objectName: "password", objectType: "secret", ...fields }],
  };
}

/** A vault whose secret has this name. */
function named(name: string) {
  const other = keyVault({ name: "kv-orders", objects: { one: secret(name) } });
  return mounting({ objects: [file(other.objects.one, { alias: "one" })] }, { vaults: [other] });
}

/**
 * What may stand in `objects`.
 *
 * @see https://azure.github.io/secrets-store-csi-driver-provider-azure/docs/getting-started/usage/
 */
export const objectFields: readonly Row[] = [
  {
    id: "items: text",
    says: "every item is a string that is YAML itself",
    outcome: {
      unsayable: "the project renders the list",
      holds: (manifests) => {
        for (const one of classesIn(manifests)) {
          expect(parameterOf(one, "objects")).toMatch(/^array:(\n {2}- \|(\n {4}.+)+)+$/);
        }
      },
    },
  },
  {
    id: "keys: case",
    says: "keys inside an item are case-sensitive",
    outcome: {
      unsayable: "the project writes the keys",
      holds: (manifests) => {
        const keys = classesIn(manifests).flatMap(objectsOf).flatMap(Object.keys);
        expect([...new Set(keys)].sort()).toEqual([
          "filePermission",
          "objectAlias",
          "objectEncoding",
          "objectFormat",
          "objectName",
          "objectType",
          "objectVersion",
          "objectVersionHistory",
        ]);
      },
    },
  },
  {
    id: "keys: unknown",
    says: "unknown keys are ignored",
    outcome: refused(entry({ objectname: "password" }), ["valid-shape", SHAPED_OBJECT]),
  },
  {
    id: "text: alias",
    says: "text is trimmed",
    outcome: refused(entry({ alias: " password" }), ["valid-file-path", `${OBJECT} › alias`]),
  },
  {
    id: "text: version",
    says: "text is trimmed",
    outcome: refused(entry({ version: `${version} ` }), ["valid-object-version", `${OBJECT} › version`]),
  },
  {
    id: "text: name",
    says: "text is trimmed",
    outcome: refused(named("password "), ["valid-object-name", "test › vaults[0] kv-orders › objects.one"]),
  },
  {
    id: "objectName: needed",
    says: "needed",
    outcome: refused(entry({ object: undefined }), ["valid-shape", `${SHAPED_OBJECT}.object`]),
  },
  {
    id: "objectName: spelling",
    says: "not validated",
    outcome: refused(named("db_password"), ["valid-object-name", "test › vaults[0] kv-orders › objects.one"]),
  },
  ...[undefined, "secrets", "Secret", ""].map((as) => ({
    id: `objectType: ${as}`,
    says: "exactly secret, key or cert",
    outcome: refused(entry({ as }), ["valid-shape", `${SHAPED_OBJECT}.as`]),
  })),
  ...[
    { object: password, as: "key" },
    { object: password, as: "cert" },
    { object: signing, as: "secret" },
    { object: signing, as: "cert" },
  ].map(({ object, as }) => ({
    id: `objectType: ${object.kind} as ${as}`,
    says: "the type decides what is asked of the vault",
    outcome: refused(entry({ object, as }), ["valid-file-content", OBJECT]),
  })),
  {
    id: "objectType: of each kind",
    says: "a secret is a secret, a key a key, and a certificate a certificate where nothing is said",
    outcome: {
      drawn: mounting({ objects: [password, signing, server] }),
      as: objectsOf,
      is: [
        { objectName: "password", objectType: "secret" },
        { objectName: "signing", objectType: "key" },
        { objectName: "server", objectType: "cert" },
      ],
    },
  },
  {
    id: "objectType: a certificate, three ways",
    says: "a certificate is also a key and a secret of its name",
    outcome: {
      drawn: mounting({
        objects: [server, file(server, { as: "key", alias: "public" }), file(server, { as: "secret", alias: "pair" })],
      }),
      as: objectsOf,
      is: [
        { objectName: "server", objectType: "cert" },
        { objectName: "server", objectType: "key", objectAlias: "public" },
        { objectName: "server", objectType: "secret", objectAlias: "pair" },
      ],
    },
  },
  { id: "objectAlias: left out", says: "default: objectName", outcome: drawn({}, {}) },
  { id: "objectAlias", says: "path of the file", outcome: drawn({ alias: "a/b" }, { objectAlias: "a/b" }) },
  {
    id: "objectAlias: synced",
    says: "must equal the objectName of secretObjects",
    outcome: {
      drawn: (() => {
        const aliased = file(password, { alias: "a/b" });
        return mounting({ objects: [aliased], sync: [syncedSecret("s", { KEY: aliased })] });
      })(),
      as: ({ spec }) => spec?.secretObjects,
      is: [{ secretName: "s", type: "Opaque", data: [{ key: "KEY", objectName: "a/b" }] }],
    },
  },
  { id: "objectVersion: an id", says: "pins the file", outcome: drawn({ version }, { objectVersion: version }) },
  {
    id: "objectVersion: latest alone",
    says: "latest is sent as a version, and fails, without a version history",
    outcome: refused(entry({ version: "latest" }), ["valid-object-version", `${OBJECT} › version`]),
  },
  {
    id: "objectVersion: latest with a history",
    says: "latest means the latest together with a version history",
    outcome: drawn({ version: "latest", versionHistory: 2 }, { objectVersion: "latest", objectVersionHistory: 2 }),
  },
  {
    id: "objectVersion: no id",
    says: "anything else is sent as a version",
    outcome: refused(entry({ version: "v1" }), ["valid-object-version", `${OBJECT} › version`]),
  },
  ...[-1, 0, 1, 2.5, 2 ** 31].map((versionHistory) => ({
    id: `objectVersionHistory: ${versionHistory}`,
    says: versionHistory > 1 ? "int32" : "1 or less is a single version",
    outcome: refused(entry({ versionHistory }), ["valid-version-history", `${OBJECT} › versionHistory`]),
  })),
  {
    id: "objectVersionHistory: text",
    says: "a quoted number fails to unmarshal",
    outcome: refused(entry({ versionHistory: "2" }), ["valid-shape", `${SHAPED_OBJECT}.versionHistory`]),
  },
  {
    id: "objectVersionHistory",
    says: "more than 1 is a folder",
    outcome: drawn({ versionHistory: 3 }, { objectVersionHistory: 3 }),
  },
  {
    id: "objectFormat: capitals",
    says: "case-insensitive, but the check of the type is not",
    outcome: refused(entry({ object: server, as: "cert", format: "PFX" }), ["valid-shape", `${SHAPED_OBJECT}.format`]),
  },
  { id: "objectFormat", says: "pem or pfx, of secrets", outcome: drawn({ format: "pfx" }, { objectFormat: "pfx" }) },
  {
    id: "objectEncoding: of a certificate",
    says: "only of secrets",
    outcome: refused(entry({ object: server, as: "cert", encoding: "hex" }), ["valid-file-content", OBJECT]),
  },
  ...(["utf-8", "base64", "hex"] as const).map((encoding) => ({
    id: `objectEncoding: ${encoding}`,
    says: "decodes before writing",
    outcome: drawn({ encoding }, { objectEncoding: encoding }),
  })),
  ...["rw-r--r--", "0o444", "0888", "444444", ""].map((permission) => ({
    id: `filePermission: ${JSON.stringify(permission)}`,
    says: "what cannot be read as octal becomes 0000 without a word",
    outcome: refused(entry({ permission }), ["valid-file-permission", `${OBJECT} › permission`]),
  })),
  {
    id: "filePermission: a number",
    says: "the text of the scalar is kept",
    outcome: refused(entry({ permission: 0o444 }), ["valid-shape", `${SHAPED_OBJECT}.permission`]),
  },
  {
    id: "filePermission: unreadable",
    says: "the owner is root, whoever the container runs as",
    outcome: refused(entry({ permission: "0400" }), ["require-readable-file", `${OBJECT} › permission`]),
  },
  { id: "filePermission", says: "octal", outcome: drawn({ permission: "0444" }, { filePermission: "0444" }) },
  {
    id: "switches",
    says: "construct-pem-chain, write-cert-and-key-in-separate-files and the like are flags of the provider",
    outcome: { runTime: "the add-on sets the provider's flags, and nobody can change them" },
  },
];
