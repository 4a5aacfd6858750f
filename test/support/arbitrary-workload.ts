import fc from "fast-check";
import type { Cluster } from "../../model/cluster.js";
import type { Container, InitContainer, Mount } from "../../model/container.js";
import {
  attach,
  cronJob,
  daemonSet,
  deployment,
  entraApplication,
  existingIdentity,
  file,
  job,
  managedIdentity,
  newNamespace,
  pod,
  statefulSet,
  syncedSecret,
} from "../../model/index.js";
import type { KeyVault } from "../../model/key-vault.js";
import type { IdentityProps, Workload, WorkloadProps } from "../../model/workload.js";
import { anyText, label, reason, short } from "./arbitrary-text.js";

type Kind = Workload["kind"];

const kinds: readonly Kind[] = ["Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob", "Pod", "Attachment"];
const restartable: readonly Kind[] = ["Deployment", "StatefulSet", "DaemonSet", "Attachment"];

const namespace = fc.oneof(
  label,
  short,
  fc
    .record({
      name: label,
      podSecurity: fc.oneof(
        fc.constantFrom("restricted" as const, false as const),
        reason.map((text) => ({ level: "baseline" as const, reason: text })),
      ),
      quota: fc.constantFrom<Readonly<Record<string, string>>>(
        {},
        { pods: "100", "requests.memory": "0.5Ti", "count/jobs.batch": "10" },
      ),
    })
    .map(({ name, ...props }) => newNamespace(name, props)),
);

const identity = fc.oneof(
  fc.constant(undefined),
  fc.constantFrom(
    managedIdentity("shared-managed", { split: 3 }),
    managedIdentity("shared-bound", { trust: "identity-binding" }),
    entraApplication("shared-application"),
  ),
  fc.constant(
    existingIdentity("shared-existing", {
      clientId: "7d0f3a61-5c28-4b9e-a1f4-e2936c50b78d",
      principalId: "b26e9f04-81d7-4a3c-95e0-3f7c2d18a6b9",
      resourceId: "/applications/c58e1b07-2d64-4f9a-b0c3-7a91e6f5d482",
    }),
  ),
);

/** What only some kinds have, each from a few values. */
const ofKind = fc.record({
  replicas: fc.integer({ min: 0, max: 4 }),
  disk: fc.boolean(),
  completions: fc.constantFrom(1, 5),
  schedule: fc.constantFrom("*/5 * * * *", "0 3 * * 1-5", "@every 6h"),
  timeZone: fc.constantFrom("UTC", "Europe/Amsterdam"),
  target: fc.constantFrom({}, { kind: "StatefulSet" as const, name: "release-db", container: "db" }),
});

/** What containers have beside image and variables. */
const ofContainer = fc.record({
  numbers: fc.uniqueArray(fc.integer({ min: 1, max: 65_535 }), { maxLength: 3 }),
  scratch: fc.subarray(["/tmp", "/var/cache", "/var"]),
  relaxed: fc.boolean(),
  why: reason,
  sees: fc.constantFrom("nothing", "the same", "elsewhere"),
  further: fc.boolean(),
  init: fc.constantFrom("none", "ends", "sidecar"),
});

/** Random workloads that mount from these vaults, on nodes of this cluster. */
export function arbitraryWorkload(vaults: readonly KeyVault[], cluster: Cluster): fc.Arbitrary<Workload> {
  const pools = cluster.origin === "new" ? cluster.pools : [];
  return fc
    .record({
      kind: fc.constantFrom(...kinds),
      name: label,
      namespace,
      identity,
      mounted: mounted(vaults),
      variables: fc.dictionary(fc.stringMatching(/^[A-Z][A-Z0-9_]{0,9}$/), anyText, { maxKeys: 3 }),
      note: anyText,
      rotation: fc.constantFrom("none", "watch", "restart"),
      pool: fc.constantFrom(undefined, ...pools),
      container: ofContainer,
      only: ofKind,
    })
    .map(({ kind, name, mounted, variables, note, rotation, pool, container, only, ...shared }) => {
      const { mount, synced, first } = mounted(name);
      const reads = synced && {
        env: { FIRST_: synced.keys.FIRST },
        envFrom: [{ secret: synced, prefix: "ALL_" }],
      };
      const fixed = synced !== undefined || (mount.subPaths ?? []).length > 0;
      const onRotation =
        (rotation === "watch" && !fixed) || (rotation === "restart" && restartable.includes(kind)) ? rotation : "none";
      const identified: IdentityProps = { ...shared, mounts: [mount], onRotation };
      const env = { ...variables, ...reads?.env };
      const props: WorkloadProps = {
        ...identified,
        image: "busybox:1.36",
        env,
        ...(reads && { envFrom: reads.envFrom }),
        annotations: { "example.com/note": note },
        ...(pool && { pool }),
        ...containersOf(container, mount, first),
      };
      return ofThatKind(kind, name, props, { ...identified, env, ...(reads && { envFrom: reads.envFrom }) }, only);
    });
}

/** A mount of a vault's three objects, and what it syncs, for a workload of any name. */
function mounted(vaults: readonly KeyVault[]) {
  return fc
    .record({
      vault: fc.constantFrom(...vaults),
      alias: fc.option(fc.stringMatching(/^[A-Za-z0-9]{1,20}(\/[A-Za-z0-9]{1,20})?$/), { nil: undefined }),
      history: fc.option(fc.integer({ min: 2, max: 9 }), { nil: undefined }),
      syncs: fc.boolean(),
      single: fc.boolean(),
    })
    .map(({ vault: { objects }, alias, history, syncs, single }) => (workload: string) => {
      const [one, two, three] = Object.values(objects);
      if (one === undefined || two === undefined || three === undefined) {
        throw new Error("the vaults of this file hold three objects");
      }
      const first = file(one, { alias: `first/${alias ?? "file"}`, versionHistory: history });
      const synced = syncs ? syncedSecret(`${workload}-synced`, { FIRST: first }) : undefined;
      const mount: Mount = {
        path: "/mnt/secrets",
        objects: [first, file(two, { alias: "second" }), file(three, { alias: "third" })],
        ...(synced && { sync: [synced] }),
        ...(single && { subPaths: [{ path: "/etc/app/first", file: first }] }),
      };
      return { mount, synced, first };
    });
}

type ContainerChoices = typeof ofContainer extends fc.Arbitrary<infer Choices> ? Choices : never;

function containersOf(
  { numbers, scratch, relaxed, why, sees, further, init }: ContainerChoices,
  mount: Mount,
  first: ReturnType<typeof file>,
) {
  const views = { nothing: [], "the same": [mount], elsewhere: [{ mount, path: "/etc/side" }] }[sees] ?? [];
  const beside: Container = {
    name: "side",
    image: "envoy:1.31",
    mounts: views,
    scratch: ["/tmp"],
    security: { reason: why, capabilities: ["NET_BIND_SERVICE"] },
  };
  const before: InitContainer = {
    name: "init",
    image: "busybox:1.36",
    sidecar: init === "sidecar",
    mounts:
      (mount.subPaths ?? []).length > 0 ? [{ mount, subPaths: [{ path: "/etc/init/first", file: first }] }] : views,
  };
  return {
    ports: Object.fromEntries(numbers.map((port, index) => [`port-${index}`, port])),
    probes: numbers.length > 0 ? { readiness: { tcp: "port-0", period: 5 } } : {},
    scratch,
    ...(relaxed && { security: { reason: why, writableRoot: true } }),
    ...(further && { containers: [beside] }),
    ...(init !== "none" && { initContainers: [before] }),
  };
}

function ofThatKind(
  kind: Kind,
  name: string,
  props: WorkloadProps,
  attached: Parameters<typeof attach>[1],
  only: typeof ofKind extends fc.Arbitrary<infer Choices> ? Choices : never,
): Workload {
  const { replicas, disk, completions, schedule, timeZone, target } = only;
  // Controllers of these two append to the name.
  const shorter = name.slice(0, 52).replace(/-+$/, "");
  const storage = disk ? [{ name: "data", path: "/var/lib/data", size: "1Gi" }] : [];
  switch (kind) {
    case "Deployment":
      return deployment(name, { ...props, replicas });
    case "StatefulSet":
      return statefulSet(shorter, { ...props, replicas, storage });
    case "DaemonSet":
      return daemonSet(name, props);
    case "Job":
      return job(name, { ...props, completions });
    case "CronJob":
      return cronJob(shorter, { ...props, completions, schedule, timeZone });
    case "Pod":
      return pod(name, props);
    case "Attachment":
      return attach(name, { ...attached, target });
  }
}
