import { expect } from "vitest";
import { file, type Problem, syncedSecret, tlsSecret } from "../../../model/index.js";
import { api, untyped } from "../descriptions.js";
import { mounting, type Row, refused, vault } from "./row.js";

const { password, signing, server } = vault.objects;
const pair = file(server, { as: "secret", alias: "server.pem" });
const addOn = "the add-on has the rights to write Secrets, and keeps them";

const SYNC = "test › workloads[0] api › mounts[0] › sync[0] s";

/** A mount that syncs a Secret `s` of a type from files, described past the compiler. */
function syncing(data: object, type?: string, objects: readonly object[] = [password]) {
  const synced = { ...syncedSecret("s", untyped(data)), ...(type !== undefined && { type }) };
  return mounting({ objects, sync: [synced] });
}

/** The Secret is drawn, with these keys from these paths. */
function drawn(
  type: string,
  data: object,
  paths: Readonly<Record<string, string>>,
  objects = [password],
): Row["outcome"] {
  return {
    drawn: syncing(data, type, objects),
    as: ({ spec }) => spec?.secretObjects,
    is: [{ secretName: "s", type, data: Object.entries(paths).map(([key, objectName]) => ({ key, objectName })) }],
  };
}

/** The Secret is refused for what its data is. */
function keys(type: string, ...names: readonly string[]): Row["outcome"] {
  const data = Object.fromEntries(names.map((name) => [name, password]));
  return refused(syncing(data, type), ["valid-secret-keys", `${SYNC} › data`]);
}

function of(name: string): Row["outcome"] {
  const rules: readonly (readonly [Problem["rule"], string])[] = [["valid-synced-secret-type", `${SYNC} › type`]];
  return refused(syncing({ KEY: password }, name), ...rules);
}

const one = (name: string) => [{ [name]: password }, { [name]: "password" }] as const;

/**
 * How the driver writes Secrets, what the API server wants in them, and what goes wrong.
 *
 * @see https://secrets-store-csi-driver.sigs.k8s.io/topics/sync-as-kubernetes-secret
 */
export const syncedSecrets: readonly Row[] = [
  {
    id: "life: only with a pod",
    says: "CreateContainerConfigError: the Secret is there only after a pod that mounts the class has started",
    outcome: refused(
      mounting(
        {},
        {
          workloads: [
            api({ mounts: [{ path: "/m", objects: [untyped(password)] }], env: { A: { secret: "s", key: "K" } } }),
          ],
        },
      ),
      ["match-synced-secret", "test › workloads[0] api › env.A"],
    ),
  },
  {
    id: "life: overwritten",
    says: "a Secret of the name is created or overwritten",
    outcome: refused(
      mounting({ objects: [password], sync: [syncedSecret("s", { A: password }), syncedSecret("s", { B: password })] }),
      ["unique-synced-secret", "test › workloads[0] api › mounts[0] › sync"],
    ),
  },
  {
    id: "life: a Secret that somebody else made",
    says: "a Secret of the name is overwritten, or refused for its type",
    outcome: { runTime: "what is in the namespace already is known to the cluster alone" },
  },
  {
    id: "life: owners",
    says: "it is removed with the last owner of the pods that mount the class",
    outcome: { runTime: "the cluster's garbage collector does it" },
  },
  {
    id: "life: rights",
    says: 'secrets is forbidden: User … cannot create resource "secrets"',
    outcome: { runTime: addOn },
  },
  { id: "Opaque", says: "any keys", outcome: drawn("Opaque", ...one("any.KEY_1")) },
  {
    id: "tls: one file",
    says: "both keys may point at one file",
    outcome: {
      drawn: mounting({ objects: [pair], sync: [tlsSecret("s", pair)] }),
      as: ({ spec }) => spec?.secretObjects,
      is: [
        {
          secretName: "s",
          type: "kubernetes.io/tls",
          data: [
            { key: "tls.crt", objectName: "server.pem" },
            { key: "tls.key", objectName: "server.pem" },
          ],
        },
      ],
    },
  },
  {
    id: "tls: two files",
    says: "tls.crt may be a certificate, tls.key a secret",
    outcome: drawn(
      "kubernetes.io/tls",
      { "tls.crt": server, "tls.key": password },
      { "tls.crt": "server", "tls.key": "password" },
      untyped([server, password]),
    ),
  },
  {
    id: "tls: another key",
    says: "key '<x>' is not supported. Only 'tls.key' and 'tls.crt' are supported",
    outcome: keys("kubernetes.io/tls", "tls.crt", "tls.key", "ca.crt"),
  },
  { id: "tls: half", says: "the API server wants tls.crt and tls.key", outcome: keys("kubernetes.io/tls", "tls.crt") },
  {
    id: "tls: no private key",
    says: "failed to get cert data from file …: a cert has no private key",
    outcome: refused(syncing({ "tls.crt": server, "tls.key": server }, "kubernetes.io/tls", [server]), [
      "valid-tls-pair",
      `${SYNC} › data.tls.key`,
    ]),
  },
  {
    id: "tls: a public key",
    says: "failed to get cert data from file …: a key has no certificate",
    outcome: refused(syncing({ "tls.crt": signing, "tls.key": password }, "kubernetes.io/tls", [signing, password]), [
      "valid-tls-pair",
      `${SYNC} › data.tls.crt`,
    ]),
  },
  {
    id: "tls: pfx as text",
    says: "failed to get cert data from file …: base64 is no PFX",
    outcome: (() => {
      const pfx = file(server, { as: "secret", format: "pfx" });
      return refused(
        syncing({ "tls.crt": pfx, "tls.key": pfx }, "kubernetes.io/tls", [pfx]),
        ["valid-tls-pair", `${SYNC} › data.tls.crt`],
        ["valid-tls-pair", `${SYNC} › data.tls.key`],
      );
    })(),
  },
  {
    id: "tls: ed25519",
    says: "unknown private key type found while getting key. Only rsa and ecdsa are supported",
    outcome: { runTime: "the algorithm of a key that somebody imported is known to the vault alone" },
  },
  {
    id: "dockerconfigjson",
    says: ".dockerconfigjson, as is",
    outcome: drawn("kubernetes.io/dockerconfigjson", ...one(".dockerconfigjson")),
  },
  {
    id: "dockerconfigjson: key",
    says: "wanted by the API server",
    outcome: keys("kubernetes.io/dockerconfigjson", "A"),
  },
  {
    id: "dockerconfigjson: JSON",
    says: "the API server wants valid JSON",
    outcome: { runTime: "what a secret holds is known to the vault alone" },
  },
  { id: "dockercfg", says: ".dockercfg, as is", outcome: drawn("kubernetes.io/dockercfg", ...one(".dockercfg")) },
  { id: "dockercfg: key", says: "wanted by the API server", outcome: keys("kubernetes.io/dockercfg", "A") },
  {
    id: "basic-auth: username",
    says: "username or password",
    outcome: drawn("kubernetes.io/basic-auth", ...one("username")),
  },
  {
    id: "basic-auth: password",
    says: "username or password",
    outcome: drawn("kubernetes.io/basic-auth", ...one("password")),
  },
  { id: "basic-auth: neither", says: "wanted by the API server", outcome: keys("kubernetes.io/basic-auth", "A") },
  { id: "ssh-auth", says: "ssh-privatekey, as is", outcome: drawn("kubernetes.io/ssh-auth", ...one("ssh-privatekey")) },
  { id: "ssh-auth: key", says: "wanted by the API server", outcome: keys("kubernetes.io/ssh-auth", "A") },
  {
    id: "ssh-auth: newline",
    says: "a Key Vault secret often lost its final newline",
    outcome: { runTime: "what a secret holds is known to the vault alone" },
  },
  {
    id: "token",
    says: "token-id and token-secret, as is",
    outcome: drawn(
      "bootstrap.kubernetes.io/token",
      { "token-id": password, "token-secret": password },
      { "token-id": "password", "token-secret": "password" },
    ),
  },
  { id: "token: half", says: "wanted by the API server", outcome: keys("bootstrap.kubernetes.io/token", "token-id") },
  {
    id: "other types: service-account-token",
    says: "the API server fills it itself, for an account that it must name",
    outcome: of("kubernetes.io/service-account-token"),
  },
  { id: "other types: any", says: "any text is passed on", outcome: of("example.com/own") },
  {
    id: "errors: file",
    says: "file matching objectName <x> not found in the pod",
    outcome: refused(syncing({ KEY: signing }), ["match-mounted-file", `${SYNC} › data.KEY`]),
  },
  {
    id: "errors: which file",
    says: "file matching objectName <x> not found in the pod",
    outcome: refused(
      syncing({ KEY: password }, undefined, [file(password, { alias: "a" }), file(password, { alias: "b" })]),
      ["match-mounted-file", `${SYNC} › data.KEY`],
    ),
  },
  {
    id: "errors: mounted files",
    says: "failed to get mounted files, err: …",
    outcome: { runTime: "the driver reads its own files on the node" },
  },
  {
    id: "errors: secret name is empty",
    says: "secret name is empty",
    outcome: refused(mounting({ sync: [syncedSecret("", { KEY: password })] }), [
      "valid-synced-secret-name",
      "test › workloads[0] api › mounts[0] › sync[0]  › name",
    ]),
  },
  { id: "errors: secret type is empty", says: "secret type is empty", outcome: of("") },
  {
    id: "errors: data is empty",
    says: "data is empty",
    outcome: refused(syncing({}), ["require-secret-data", `${SYNC} › data`]),
  },
  {
    id: "errors: key is empty",
    says: "key in secretObjects.data is empty",
    outcome: refused(syncing({ "": password }), ["valid-secret-key", `${SYNC} › data.`]),
  },
  {
    id: "errors: object name is empty",
    says: "object name in secretObjects.data",
    outcome: {
      unsayable: "the name is the path of a file, and no path is empty",
      holds: (manifests) => expect(JSON.stringify(manifests)).not.toContain('"objectName":""'),
    },
  },
];
