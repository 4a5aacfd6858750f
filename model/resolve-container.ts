import type { Container, Port, Resources } from "./container.js";
import * as naming from "./naming.js";
import type {
  ResolvedContainer,
  ResolvedResources,
  ResolvedSecurity,
  ResolvedVariable,
  ResolvedVolumeMount,
} from "./resolved-workload.js";
import type { SyncedSecretKey } from "./synced-secret.js";
import type { Storage } from "./workload.js";

type Os = "linux" | "windows";

/** Fills in a container's defaults. */
export function resolveContainer(
  props: Omit<Container, "mounts">,
  os: Os,
  volumeMounts: readonly ResolvedVolumeMount[],
  storage: readonly Storage[] = [],
): ResolvedContainer {
  return {
    name: props.name,
    image: props.image,
    ...(props.command && { command: props.command }),
    ...(props.args && { args: props.args }),
    // In the order of the description: Kubernetes lets a variable refer to one above it.
    env: Object.entries(props.env ?? {}).map(resolveVariable),
    envFrom: (props.envFrom ?? []).map((one) =>
      "secret" in one ? { secret: one.secret.name, prefix: one.prefix } : { secret: one.name },
    ),
    ports: Object.entries(props.ports ?? {}).map(([name, port]) => ({ name, ...portOf(port) })),
    probes: props.probes ?? {},
    resources: resolveResources(props.resources ?? {}, os),
    volumeMounts,
    scratch: (props.scratch ?? []).map((path) => ({ volume: naming.scratchVolume(props.name, path), path })),
    storage: storage.map(({ name, path }) => ({ volume: name, path })),
    security: resolveSecurity(props, os),
  };
}

/** Fills in requests and limits; a limit without a request is also the request, as in Kubernetes itself. */
export function resolveResources(
  { cpuRequest, cpuLimit, memoryRequest, memoryLimit }: Resources,
  os: Os,
): ResolvedResources {
  const memory = memoryRequest ?? memoryLimit ?? (os === "windows" ? "256Mi" : "64Mi");
  return {
    cpuRequest: cpuRequest ?? cpuLimit ?? "50m",
    ...(cpuLimit !== undefined && { cpuLimit }),
    memoryRequest: memory,
    memoryLimit: memoryLimit ?? memory,
  };
}

function resolveSecurity({ runAsUser, security }: Omit<Container, "mounts">, os: Os): ResolvedSecurity {
  const root = security?.root ?? false;
  const user = runAsUser ?? (root ? undefined : os === "windows" ? "ContainerUser" : 65532);
  return {
    ...(user !== undefined && { user }),
    nonRoot: !root,
    readOnlyRoot: !(security?.writableRoot ?? false),
    capabilities: [...new Set(security?.capabilities)].sort(),
    ...(security && { reason: security.reason }),
  };
}

function resolveVariable([name, value]: [string, string | SyncedSecretKey]): ResolvedVariable {
  return typeof value === "string" ? { name, text: value } : { name, secret: value.secret, key: value.key };
}

/** A port with its protocol. */
export function portOf(port: number | Port): Required<Port> {
  return typeof port === "number" ? { port, protocol: "TCP" } : { port: port.port, protocol: port.protocol ?? "TCP" };
}
