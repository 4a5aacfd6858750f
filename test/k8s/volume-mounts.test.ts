import { describe, expect, test } from "vitest";
import { file, olderVersion, syncedSecret } from "../../model/index.js";
import type { DeploymentProps } from "../../model/workload.js";
import { api, vault } from "../support/descriptions.js";
import { drawn, podSpec, podsOf } from "./pods.js";

const { dbPassword, apiKey } = vault.objects;

/** What each container of a Deployment with these settings sees. */
function seen(props: Partial<DeploymentProps>) {
  return podsOf(api(props)).spec.containers.map(({ volumeMounts }) => volumeMounts);
}

const folder = (mountPath: string) => ({ mountPath, name: "api-kv-orders", readOnly: true });
const single = (mountPath: string, subPath: string) => ({ ...folder(mountPath), subPath });

describe("single files", () => {
  test("appear by their paths below the mount, beside the folder", () => {
    const aliased = file(apiKey, { alias: "keys/api" });
    const subPaths = [
      { path: "/etc/app/password", file: dbPassword },
      { path: "/etc/app/key", file: aliased },
    ];
    const mounts = [{ path: "/mnt/secrets", objects: [dbPassword, aliased], subPaths }];

    expect(seen({ mounts })).toEqual([
      [folder("/mnt/secrets"), single("/etc/app/password", "db-password"), single("/etc/app/key", "keys/api")],
    ]);
  });

  test("are the newest of a version history, or the version asked for", () => {
    const history = file(dbPassword, { versionHistory: 3 });
    const subPaths = [
      { path: "/etc/app/password", file: history },
      { path: "/etc/app/previous", file: olderVersion(history, 2) },
    ];

    expect(seen({ mounts: [{ objects: [history], subPaths }] })).toEqual([
      [single("/etc/app/password", "db-password/0"), single("/etc/app/previous", "db-password/2")],
    ]);
  });
});

describe("a mount", () => {
  test("appears elsewhere, and as single files, in another container", () => {
    const mount = { path: "/mnt/secrets", objects: [dbPassword] };
    const views = [
      { name: "b", image: "b:1", mounts: [{ mount, path: "/run/secrets" }] },
      { name: "c", image: "c:1", mounts: [{ mount, subPaths: [{ path: "/etc/password", file: dbPassword }] }] },
      { name: "d", image: "d:1" },
    ];

    expect(seen({ mounts: [mount], containers: views })).toEqual([
      [folder("/mnt/secrets")],
      [folder("/run/secrets")],
      [single("/etc/password", "db-password")],
      undefined,
    ]);
  });

  test("may appear in another container alone", () => {
    const mount = { objects: [dbPassword] };
    const containers = [{ name: "b", image: "b:1", mounts: [{ mount, path: "/run/secrets" }] }];

    expect(seen({ mounts: [mount], containers })).toEqual([undefined, [folder("/run/secrets")]]);
  });

  test("that only syncs a Secret is a volume of the pod all the same, which no container sees", () => {
    const synced = syncedSecret("credentials", { PASSWORD: dbPassword });
    const workload = api({ mounts: [{ objects: [dbPassword], sync: [synced] }] });

    expect(podsOf(workload).spec).toEqual({
      ...podSpec,
      containers: podSpec.containers.map(({ volumeMounts, ...container }) => container),
    });
    expect(drawn("SecretProviderClass", [workload]).map(({ metadata }) => metadata.name)).toEqual(["api-kv-orders"]);
  });

  test("is a volume and a class each, in the order of the description", () => {
    const workload = api({
      mounts: [
        { path: "/mnt/b", objects: [dbPassword], providerClass: "b" },
        { path: "/mnt/a", objects: [apiKey], providerClass: "a" },
      ],
    });

    const csi = (name: string) => ({
      name,
      csi: { driver: "secrets-store.csi.k8s.io", readOnly: true, volumeAttributes: { secretProviderClass: name } },
    });
    expect(podsOf(workload).spec.volumes).toEqual([csi("b"), csi("a")]);
    expect(seen({ mounts: workload.mounts })).toEqual([
      [
        { mountPath: "/mnt/b", name: "b", readOnly: true },
        { mountPath: "/mnt/a", name: "a", readOnly: true },
      ],
    ]);
  });
});
