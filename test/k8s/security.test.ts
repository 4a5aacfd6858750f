import { describe, expect, test } from "vitest";
import { newNamespace } from "../../model/index.js";
import type { DeploymentProps } from "../../model/workload.js";
import { api } from "../support/descriptions.js";
import { hardened, podSpec, podsOf, template } from "./pods.js";

/** A namespace that admits what is relaxed here. */
const namespace = newNamespace("orders", { podSecurity: { level: "privileged", reason: "tests" } });
const { runAsNonRoot, ...hardenedButRoot } = hardened;
const reason = (text: string) => ({ "aks-key-vault/security-reason": text });

/** What the pod and each of its containers may do, and the annotations that say why. */
function securityOf(props: Partial<DeploymentProps>) {
  const { metadata, spec } = podsOf(api({ namespace, ...props }));
  return {
    annotations: metadata.annotations,
    pod: spec.securityContext,
    containers: [...spec.containers, ...(spec.initContainers ?? [])].map((one) => one.securityContext),
  };
}

describe("what containers may do", () => {
  test("is the same everywhere, and needs no reason, where the description says nothing", () => {
    const others = { containers: [{ name: "b", image: "b:1" }], initContainers: [{ name: "c", image: "c:1" }] };

    expect(securityOf(others)).toEqual({
      annotations: undefined,
      pod: podSpec.securityContext,
      containers: [hardened, hardened, hardened],
    });
  });

  test("is more by what is relaxed alone, each relaxation with its container and reason", () => {
    const relaxed = securityOf({
      security: { reason: "binds port 80", capabilities: ["NET_BIND_SERVICE", "CHOWN", "CHOWN"] },
      initContainers: [{ name: "unpack", image: "b:1", security: { reason: "unpacks itself", writableRoot: true } }],
    });

    expect(relaxed).toEqual({
      annotations: reason("app: binds port 80; unpack: unpacks itself"),
      pod: podSpec.securityContext,
      containers: [
        { ...hardened, capabilities: { drop: ["ALL"], add: ["CHOWN", "NET_BIND_SERVICE"] } },
        { ...hardened, readOnlyRootFilesystem: false },
      ],
    });
  });

  test("has the reasons beside other annotations", () => {
    const workload = api({
      annotations: { note: "on call: orders" },
      security: { reason: "unpacks itself", writableRoot: true },
    });

    expect(podsOf(workload).metadata).toEqual({
      ...template.metadata,
      annotations: { note: "on call: orders", ...reason("app: unpacks itself") },
    });
  });
});

describe("users", () => {
  test("of a further container stand on that container, with its group", () => {
    const others = [
      { name: "proxy", image: "b:1", runAsUser: 1337 },
      { name: "same", image: "b:1", runAsUser: 65532 },
    ];

    expect(securityOf({ containers: others })).toEqual({
      annotations: undefined,
      pod: podSpec.securityContext,
      containers: [hardened, { ...hardened, runAsGroup: 1337, runAsUser: 1337 }, hardened],
    });
  });

  test("are left to the image where a container may be root and names none", () => {
    expect(securityOf({ security: { reason: "old image", root: true } })).toEqual({
      annotations: reason("app: old image"),
      pod: {},
      containers: [hardenedButRoot],
    });
  });

  test("may be root by id", () => {
    expect(securityOf({ runAsUser: 0, security: { reason: "old image", root: true } })).toEqual({
      annotations: reason("app: old image"),
      pod: { runAsGroup: 0, runAsUser: 0 },
      containers: [hardenedButRoot],
    });
  });

  test("stand on every other container, not on the pod, where one of them is its image's", () => {
    const initContainers = [{ name: "chown", image: "b:1", security: { reason: "changes owners", root: true } }];

    expect(securityOf({ initContainers })).toEqual({
      annotations: reason("chown: changes owners"),
      pod: {},
      containers: [{ ...hardened, runAsGroup: 65532, runAsUser: 65532 }, hardenedButRoot],
    });
  });

  test("are the pod's where one of them is root by id, but the pod does not promise that nobody is", () => {
    const security = { reason: "changes owners", root: true };
    const initContainers = [{ name: "chown", image: "b:1", runAsUser: 0, security }];

    expect(securityOf({ initContainers })).toEqual({
      annotations: reason("chown: changes owners"),
      pod: { runAsGroup: 65532, runAsUser: 65532 },
      containers: [hardened, { ...hardenedButRoot, runAsGroup: 0, runAsUser: 0 }],
    });
  });
});
