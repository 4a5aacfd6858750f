import { expect } from "vitest";
import { file, olderVersion, resolve, syncedSecret } from "../../../model/index.js";
import { filesOf } from "../provider.js";
import { classesIn, entry, mounting, OBJECT, type Row, refused, vault } from "./row.js";

const { password, signing, server } = vault.objects;
const alias = (path: string) => refused(entry({ alias: path }), ["valid-file-path", `${OBJECT} › alias`]);
const history = file(password, { versionHistory: 3 });

/** A Secret made from one version of a file that keeps three. */
function synced(index: number) {
  return mounting({ objects: [history], sync: [syncedSecret("s", { KEY: olderVersion(history, index) })] });
}

/**
 * Paths of mounted files.
 *
 * @see https://github.com/Azure/secrets-store-csi-driver-provider-azure (pkg/provider/validate.go)
 * @see https://github.com/kubernetes-sigs/secrets-store-csi-driver (pkg/util/fileutil)
 */
export const fileNames: readonly Row[] = [
  { id: "provider: empty", says: "file name must not be empty", outcome: alias("") },
  { id: "provider: absolute", says: "file name must be a relative path", outcome: alias("/a") },
  ...["..", "../a", "a/../b", "a/..", "a..b", "..a"].map((path) => ({
    id: `provider: ${path}`,
    says: "file name must not contain '..'",
    outcome: alias(path),
  })),
  {
    id: "provider: folders",
    says: "a slash makes folders",
    outcome: {
      drawn: mounting({ objects: [file(password, { alias: "a/b/c.txt" })] }),
      as: filesOf,
      is: ["a/b/c.txt"],
    },
  },
  ...["./a", "a/./b", "a//b", "a/", "."].map((path) => ({
    id: `driver: ${path}`,
    says: 'invalid filepath: "<x>"',
    outcome: alias(path),
  })),
  {
    id: "driver: a long name",
    says: "invalid path: filenames must be less than or equal to 255 characters",
    outcome: alias(`a/${"é".repeat(128)}`),
  },
  {
    id: "driver: a long path",
    says: "invalid path: must be less than or equal to 4096 characters",
    outcome: alias(Array.from({ length: 2049 }, () => "a").join("/")),
  },
  {
    id: "driver: as long as can be",
    says: "names of 255 bytes are accepted, and paths within 4096",
    outcome: {
      drawn: mounting({
        objects: [file(password, { alias: `${`${"a".repeat(255)}/`.repeat(15)}${"b".repeat(255)}` })],
      }),
      as: (one) => filesOf(one).map((path) => path.length),
      is: [4095],
    },
  },
  {
    id: "same path: two objects",
    says: "the last one wins silently",
    outcome: refused(mounting({ objects: [file(password, { alias: "a" }), file(signing, { alias: "a" })] }), [
      "unique-file-path",
      "test › workloads[0] api › mounts[0] › objects[1]",
    ]),
  },
  {
    id: "same path: one name",
    says: "a secret, key and certificate of the same name collide unless aliased",
    outcome: refused(
      mounting({ objects: [server, file(server, { as: "key" }), file(server, { as: "secret" })] }),
      ["unique-file-path", "test › workloads[0] api › mounts[0] › objects[1]"],
      ["unique-file-path", "test › workloads[0] api › mounts[0] › objects[2]"],
    ),
  },
  {
    id: "same path: a folder",
    says: "a file cannot be a folder too",
    outcome: refused(mounting({ objects: [file(password, { alias: "a" }), file(signing, { alias: "a/b" })] }), [
      "unique-file-path",
      "test › workloads[0] api › mounts[0] › objects[1]",
    ]),
  },
  {
    id: "same path: everywhere",
    says: "the last one wins silently",
    outcome: {
      unsayable: "of what can be described, no two files meet",
      holds: (manifests) => {
        for (const paths of classesIn(manifests).map(filesOf)) {
          expect(new Set(paths).size).toBe(paths.length);
        }
      },
    },
  },
  {
    id: "history: layout",
    says: "files <alias or name>/0 (newest) … /N-1",
    outcome: { drawn: mounting({ objects: [history] }), as: filesOf, is: ["password/0", "password/1", "password/2"] },
  },
  {
    id: "history: synced",
    says: "file matching objectName <x> not found in the pod, where the folder is named",
    outcome: {
      drawn: mounting({
        objects: [history],
        sync: [syncedSecret("s", { NEW: history, OLD: olderVersion(history, 2) })],
      }),
      as: ({ spec }) => spec?.secretObjects,
      is: [
        {
          secretName: "s",
          type: "Opaque",
          data: [
            { key: "NEW", objectName: "password/0" },
            { key: "OLD", objectName: "password/2" },
          ],
        },
      ],
    },
  },
  {
    id: "history: one more",
    says: "up to N+1 versions are written; what is promised is N",
    outcome: refused(synced(3), ["match-file-version", "test › workloads[0] api › mounts[0] › sync[0] s › data.KEY"]),
  },
  {
    id: "history: rights",
    says: "needs permission to list versions",
    outcome: {
      unsayable: "whoever mounts a history may list, and nobody else",
      holds: () => {
        const lists = (objects: object[]) => resolve(mounting({ objects })).access.map((access) => access.lists);
        expect(lists([history, signing])).toEqual([["secret"]]);
        expect(lists([password, signing])).toEqual([[]]);
      },
    },
  },
  {
    id: "history: fewer",
    says: "disabled versions are skipped",
    outcome: { runTime: "how many versions an object has is known to the vault alone" },
  },
];
