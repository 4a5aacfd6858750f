import { describe, expect, test } from "vitest";
import { daemonSet, file, statefulSet, syncedSecret } from "../../model/index.js";
import type { DeploymentProps } from "../../model/workload.js";
import { api, basics, vault } from "../support/descriptions.js";
import { drawn, metadata, podsOf } from "./pods.js";

const { dbPassword, apiKey } = vault.objects;
const password = syncedSecret("password", { PASSWORD: dbPassword });
const key = syncedSecret("key", { KEY: apiKey });

const classes = (names: string) => ({ "secretproviderclass.reloader.stakater.com/reload": names });
const secrets = (names: string) => ({ "secret.reloader.stakater.com/reload": names });

/** Annotations of a Deployment that is restarted, and of its pods. */
function annotationsOf(props: Partial<DeploymentProps>) {
  const workload = api({ onRotation: "restart", ...props });
  const [deployment] = drawn("Deployment", [workload]);
  return { workload: deployment?.metadata.annotations, pods: podsOf(workload).metadata.annotations };
}

describe("a workload that is restarted on a new value", () => {
  test("follows its classes where it reads files", () => {
    const mounts = [
      { path: "/mnt/b", objects: [dbPassword], providerClass: "b" },
      { path: "/mnt/a", objects: [apiKey], providerClass: "a" },
    ];

    expect(annotationsOf({ mounts })).toEqual({ workload: classes("a,b"), pods: undefined });
  });

  test("follows the synced Secret alone where variables come from all of the files", () => {
    const mounts = [{ path: "/mnt/secrets", objects: [dbPassword], sync: [password] }];

    expect(annotationsOf({ mounts, env: { PASSWORD: password.keys.PASSWORD } })).toEqual({
      workload: secrets("password"),
      pods: undefined,
    });
  });

  test("follows both where it reads files of which no Secret tells", () => {
    const mounts = [
      { path: "/mnt/secrets", objects: [dbPassword, apiKey], sync: [password, key] },
      { objects: [dbPassword], sync: [syncedSecret("unread", { A: dbPassword })], providerClass: "unread" },
    ];
    const containers = [{ name: "b", image: "b:1", envFrom: [key] }];

    expect(annotationsOf({ mounts: mounts.slice(0, 1), env: { P: password.keys.PASSWORD }, containers })).toEqual({
      workload: secrets("key,password"),
      pods: undefined,
    });
    expect(annotationsOf({ mounts, containers })).toEqual({
      workload: { ...classes("api-kv-orders"), ...secrets("key") },
      pods: undefined,
    });
  });

  test("does not follow what can never change", () => {
    const pinned = file(apiKey, { version: "0".repeat(32) });
    const mounts = [
      { path: "/mnt/a", objects: [dbPassword], providerClass: "a" },
      { path: "/mnt/b", objects: [pinned], providerClass: "b" },
    ];

    expect(annotationsOf({ mounts })).toEqual({ workload: classes("a"), pods: undefined });
  });

  test("has the annotations of the description besides, which alone its pods have too", () => {
    expect(annotationsOf({ annotations: { note: "on call: orders" } })).toEqual({
      workload: { note: "on call: orders", ...classes("api-kv-orders") },
      pods: { note: "on call: orders" },
    });
  });

  test("may be a StatefulSet or a DaemonSet", () => {
    const props = { ...basics, onRotation: "restart" } as const;

    for (const workload of [statefulSet("api", props), daemonSet("api", props)]) {
      expect(drawn(workload.kind, [workload])[0]?.metadata).toEqual({
        ...metadata,
        annotations: classes("api-kv-orders"),
      });
      expect(podsOf(workload).metadata).not.toHaveProperty("annotations");
    }
  });
});

test.each(["watch", "none", undefined] as const)(
  "a workload with onRotation %s is nothing to Reloader",
  (onRotation) => {
    expect(annotationsOf({ onRotation })).toEqual({ workload: undefined, pods: undefined });
  },
);
