import { k8s } from "cdk8s-plus-28";
import type { Probe, ResolvedContainer } from "../model/index.js";
import { orNothing } from "./or-nothing.js";

/** How the pod around a container runs, which the container repeats only where it differs. */
export interface PodContext {
  readonly os: "linux" | "windows";
  /** User of the pod. */
  readonly user?: number | string;
}

/**
 * A container that can write nowhere but where the description says so, has no capability and no way to more rights. On
 * Windows the API server refuses settings that only Linux has.
 */
export function drawContainer(container: ResolvedContainer, pod: PodContext): k8s.Container {
  const { name, image, command, args, env, envFrom, ports, probes } = container;
  return {
    name,
    image,
    command: command && [...command],
    args: args && [...args],
    envFrom: orNothing(envFrom.map(({ secret, prefix }) => ({ prefix, secretRef: { name: secret } }))),
    env: orNothing(drawVariables(env)),
    ports: orNothing(
      ports.map(({ name: port, port: containerPort, protocol }) => ({
        name: port,
        containerPort,
        // TCP is what Kubernetes takes where nothing is said.
        protocol: protocol === "TCP" ? undefined : protocol,
      })),
    ),
    livenessProbe: probes.liveness && drawProbe(probes.liveness),
    readinessProbe: probes.readiness && drawProbe(probes.readiness),
    startupProbe: probes.startup && drawProbe(probes.startup),
    resources: drawResources(container),
    securityContext: drawSecurity(container, pod),
    volumeMounts: orNothing(drawVolumeMounts(container)),
  };
}

/** Variables with their text, or with the Secret's key that holds it. */
export function drawVariables(env: ResolvedContainer["env"]): k8s.EnvVar[] {
  return env.map((variable) =>
    "text" in variable
      ? { name: variable.name, value: variable.text }
      : { name: variable.name, valueFrom: { secretKeyRef: { key: variable.key, name: variable.secret } } },
  );
}

/** Where vault objects, empty folders and disks appear. */
export function drawVolumeMounts({ volumeMounts, scratch, storage }: ResolvedContainer): k8s.VolumeMount[] {
  return [
    ...volumeMounts.map(({ volume, path, subPath }) => ({ mountPath: path, name: volume, readOnly: true, subPath })),
    ...[...scratch, ...storage].map(({ volume, path }) => ({ mountPath: path, name: volume })),
  ];
}

function drawResources({ resources }: ResolvedContainer): k8s.ResourceRequirements {
  const { cpuRequest, cpuLimit, memoryRequest, memoryLimit } = resources;
  const quantity = k8s.Quantity.fromString;
  return {
    requests: { cpu: quantity(cpuRequest), memory: quantity(memoryRequest) },
    limits: { ...(cpuLimit !== undefined && { cpu: quantity(cpuLimit) }), memory: quantity(memoryLimit) },
  };
}

function drawSecurity({ security }: ResolvedContainer, { os, user }: PodContext): k8s.SecurityContext {
  const own = security.user === user ? {} : drawUser(security.user);
  const nonRoot = security.nonRoot ? { runAsNonRoot: true } : {};
  if (os === "windows") {
    return { ...nonRoot, ...own };
  }
  return {
    ...nonRoot,
    ...own,
    readOnlyRootFilesystem: security.readOnlyRoot,
    allowPrivilegeEscalation: false,
    privileged: false,
    capabilities: { drop: ["ALL"], add: orNothing([...security.capabilities]) },
    seccompProfile: { type: "RuntimeDefault" },
  };
}

/** Whom processes run as: an id, which is also the group, or a name on Windows. */
export function drawUser(
  user: number | string | undefined,
): Pick<k8s.PodSecurityContext, "runAsUser" | "runAsGroup" | "windowsOptions"> {
  if (user === undefined) {
    return {};
  }
  return typeof user === "number" ? { runAsUser: user, runAsGroup: user } : { windowsOptions: { runAsUserName: user } };
}

function drawProbe(probe: Probe): k8s.Probe {
  const { initialDelay, period, timeout, successThreshold, failureThreshold } = probe;
  return {
    ...drawHandler(probe),
    initialDelaySeconds: initialDelay,
    periodSeconds: period,
    timeoutSeconds: timeout,
    successThreshold,
    failureThreshold,
  };
}

function drawHandler(probe: Probe): Pick<k8s.Probe, "exec" | "grpc" | "httpGet" | "tcpSocket"> {
  if ("http" in probe) {
    const { port, path = "/", scheme } = probe.http;
    return { httpGet: { path, port: portOf(port), scheme } };
  }
  if ("tcp" in probe) {
    return { tcpSocket: { port: portOf(probe.tcp) } };
  }
  return "grpc" in probe ? { grpc: { port: probe.grpc } } : { exec: { command: [...probe.exec] } };
}

function portOf(port: string | number): k8s.IntOrString {
  return typeof port === "number" ? k8s.IntOrString.fromNumber(port) : k8s.IntOrString.fromString(port);
}
