import { describe, expect, test } from "vitest";
import { syncedSecret } from "../../model/index.js";
import { api, vault } from "../support/descriptions.js";
import { hardened, podSpec, podsOf, resources } from "./pods.js";

const synced = syncedSecret("credentials", { PASSWORD: vault.objects.dbPassword });
const mount = { path: "/mnt/secrets", objects: [vault.objects.dbPassword], sync: [synced] };

describe("a further container", () => {
  test("stands after the first, as hardened, and sees no vault object unless it asks", () => {
    const { spec } = podsOf(api({ containers: [{ name: "proxy", image: "envoy:1" }] }));

    expect(spec).toEqual({
      ...podSpec,
      containers: [...podSpec.containers, { name: "proxy", image: "envoy:1", resources, securityContext: hardened }],
    });
  });

  test("has settings of its own, all that the first has", () => {
    const proxy = {
      name: "proxy",
      image: "envoy:1",
      command: ["envoy"],
      args: ["-c", "/etc/envoy.yaml"],
      env: { PASSWORD: synced.keys.PASSWORD },
      envFrom: [synced],
      ports: { admin: 9901 },
      probes: { readiness: { http: { port: "admin", path: "/ready" } } },
      resources: { memoryLimit: "128Mi" },
      scratch: ["/tmp"],
      mounts: [mount],
    };

    const { containers, volumes } = podsOf(api({ mounts: [mount], containers: [proxy] })).spec;

    expect(containers).toEqual([
      ...podSpec.containers,
      {
        name: "proxy",
        image: "envoy:1",
        command: ["envoy"],
        args: ["-c", "/etc/envoy.yaml"],
        env: [{ name: "PASSWORD", valueFrom: { secretKeyRef: { key: "PASSWORD", name: "credentials" } } }],
        envFrom: [{ secretRef: { name: "credentials" } }],
        ports: [{ name: "admin", containerPort: 9901 }],
        readinessProbe: { httpGet: { path: "/ready", port: "admin" } },
        resources: { requests: { cpu: "50m", memory: "128Mi" }, limits: { memory: "128Mi" } },
        securityContext: hardened,
        volumeMounts: [
          { mountPath: "/mnt/secrets", name: "api-kv-orders", readOnly: true },
          { mountPath: "/tmp", name: "proxy-tmp" },
        ],
      },
    ]);
    expect(volumes).toEqual([...podSpec.volumes, { name: "proxy-tmp", emptyDir: {} }]);
  });
});

describe("containers before the others", () => {
  test("keep their order, one that goes on running among them, with mounts and folders of their own", () => {
    const { spec } = podsOf(
      api({
        mounts: [mount],
        initContainers: [
          { name: "migrate", image: "b:1", mounts: [mount], scratch: ["/tmp"] },
          { name: "tunnel", image: "c:1", sidecar: true, probes: { startup: { tcp: 5432 } } },
          { name: "warm", image: "d:1", sidecar: false },
        ],
      }),
    );

    expect(spec).toEqual({
      ...podSpec,
      initContainers: [
        {
          name: "migrate",
          image: "b:1",
          resources,
          securityContext: hardened,
          volumeMounts: [
            { mountPath: "/mnt/secrets", name: "api-kv-orders", readOnly: true },
            { mountPath: "/tmp", name: "migrate-tmp" },
          ],
        },
        {
          name: "tunnel",
          image: "c:1",
          restartPolicy: "Always",
          resources,
          securityContext: hardened,
          startupProbe: { tcpSocket: { port: 5432 } },
        },
        { name: "warm", image: "d:1", resources, securityContext: hardened },
      ],
      volumes: [...podSpec.volumes, { name: "migrate-tmp", emptyDir: {} }],
    });
  });
});
