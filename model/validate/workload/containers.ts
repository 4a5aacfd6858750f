import type { Port, Probe, Relaxation } from "../../container.js";
import { containersOf, type PlacedContainer } from "../../container-list.js";
import * as limits from "../../limits/index.js";
import { enforcedLevel } from "../../namespace.js";
import { problem, quote, suggest, within } from "../../problem.js";
import { resolveResources } from "../../resolve-container.js";
import { osOf } from "../../resolve-workload.js";
import type { Workload } from "../../workload.js";
import { checkInteger, checkName, checkUnique, type Problems } from "../checks.js";

type Os = "linux" | "windows";

/** Checks the containers of a workload, each and between them. */
export function* checkContainers(workload: Workload, at: string): Problems {
  if (workload.kind === "Attachment") {
    return; // somebody else's
  }
  const containers = containersOf(workload);
  const os = osOf(workload);
  for (const placed of containers) {
    const where = within(at, ...placed.place);
    yield* checkContainer(placed, os, where);
    yield* checkRelaxation(placed, workload, os, where);
  }
  yield* checkUnique(
    containers,
    ({ name }) => name,
    (again) =>
      problem({
        rule: "unique-container-name",
        message: `container name ${quote(again.name)} is used twice`,
        at: within(at, ...again.place),
        allowed: 'each name once in a pod, "app" being the first container\'s unless it is named',
        fix: "rename one of them",
      }),
  );
  yield* checkUnique(
    // Containers that end before the others start do not listen beside them.
    containers
      .filter(({ role }) => role !== "init")
      .flatMap(({ place, container: { ports = {} } }) =>
        Object.entries(ports).map(([name, port]) => ({ place, name, port: portOf(port) })),
      ),
    ({ port: { port, protocol } }) => `${port}/${protocol}`,
    (again, first) =>
      problem({
        rule: "unique-port",
        message: `ports ${quote(first.name)} and ${quote(again.name)} are both ${again.port.port}/${again.port.protocol}`,
        at: within(at, ...again.place, "ports"),
        allowed: "each number once: the containers of a pod share its address",
        fix: "give one of them another number",
      }),
  );
}

function* checkContainer({ name, place, container, role }: PlacedContainer, os: Os, at: string): Problems {
  const field = place.length === 0 ? "container" : "name";
  yield* checkName("valid-container-name", "container name", name, within(at, field), limits.dnsLabel);
  if (!/^[^\s]+$/.test(container.image)) {
    yield problem({
      rule: "valid-image",
      message: `image ${quote(container.image)} is not valid`,
      at: within(at, "image"),
      allowed: 'a container image without blanks, for example "busybox:1.36"',
      fix: "name the image with its tag or digest",
    });
  }
  yield* checkUser(container.runAsUser, container.security?.root ?? false, os, at);
  yield* checkPorts(container.ports ?? {}, within(at, "ports"));
  for (const [kind, probe] of Object.entries(container.probes ?? {})) {
    yield* checkProbe(kind, probe, container.ports ?? {}, within(at, `probes.${kind}`));
  }
  if (role === "init" && container.probes !== undefined) {
    yield problem({
      rule: "valid-probe",
      message: `container ${quote(name)} ends before the others start, and has probes`,
      at: within(at, "probes"),
      allowed: "probes of containers that go on running",
      fix: "leave them out, or set sidecar: true",
    });
  }
  yield* checkResources(container.resources ?? {}, os, within(at, "resources"));
}

function* checkUser(user: number | string | undefined, root: boolean, os: Os, at: string): Problems {
  if (user === undefined) {
    return;
  }
  const where = within(at, "runAsUser");
  if (os === "linux") {
    yield* checkInteger("valid-user", "user id", user, where, { min: root ? 0 : 1, max: limits.int32Max });
    return;
  }
  const administrator = /^(.*\\)?containeradministrator$/i.test(String(user));
  if (typeof user !== "string" || !limits.windowsUser.test(user) || (administrator && !root)) {
    yield problem({
      rule: "valid-user",
      message: `user ${quote(user)} is not valid`,
      at: where,
      allowed: `${limits.windowsUser.allowed}; "ContainerAdministrator" only with security.root`,
      fix: 'leave it out for "ContainerUser"',
    });
  }
}

function* checkPorts(ports: Readonly<Record<string, number | Port>>, at: string): Problems {
  for (const [name, port] of Object.entries(ports)) {
    yield* checkName("valid-port", "port name", name, at, limits.portName);
    yield* checkInteger("valid-port", "port", portOf(port).port, within(at, name), limits.port);
  }
}

/** A port with its protocol. */
function portOf(port: number | Port): Required<Port> {
  return typeof port === "number" ? { port, protocol: "TCP" } : { port: port.port, protocol: port.protocol ?? "TCP" };
}

function* checkProbe(kind: string, probe: Probe, ports: Readonly<Record<string, unknown>>, at: string): Problems {
  const asked =
    "http" in probe ? probe.http.port : "tcp" in probe ? probe.tcp : "grpc" in probe ? probe.grpc : undefined;
  if (typeof asked === "number") {
    yield* checkInteger("valid-probe", "port", asked, at, limits.port);
  } else if (asked !== undefined && !Object.hasOwn(ports, asked)) {
    yield problem({
      rule: "valid-probe",
      message: `the probe asks port ${quote(asked)}, which the container does not have`,
      at,
      allowed: "the name of one of its ports, or a number",
      fix: suggest(asked, Object.keys(ports)) || "add the port to ports, or give its number",
    });
  }
  if ("exec" in probe && probe.exec.length === 0) {
    yield problem({
      rule: "valid-probe",
      message: "the probe runs no command",
      at: within(at, "exec"),
      allowed: "a command and its arguments, as a list",
      fix: "name the command",
    });
  }
  for (const [field, min] of Object.entries(limits.probeBounds)) {
    const value = probe[field as keyof typeof limits.probeBounds];
    if (value !== undefined) {
      yield* checkInteger("valid-probe", field, value, within(at, field), { min, max: limits.int32Max });
    }
  }
  if (kind !== "readiness" && (probe.successThreshold ?? 1) !== 1) {
    yield problem({
      rule: "valid-probe",
      message: `successThreshold of a ${kind} probe is ${probe.successThreshold}`,
      at: within(at, "successThreshold"),
      allowed: "1: only a readiness probe may ask for several answers in a row",
      fix: "leave it out",
    });
  }
}

function* checkResources(
  resources: NonNullable<PlacedContainer["container"]["resources"]>,
  os: Os,
  at: string,
): Problems {
  const rules = {
    cpuRequest: limits.cpuQuantity,
    cpuLimit: limits.cpuQuantity,
    memoryRequest: limits.memoryQuantity,
    memoryLimit: limits.memoryQuantity,
  } as const;
  let readable = true;
  for (const [field, rule] of Object.entries(rules)) {
    const value = resources[field as keyof typeof rules];
    if (value !== undefined) {
      readable &&= rule.test(value);
      yield* checkName("valid-resources", field, value, within(at, field), rule, "write it as a Kubernetes quantity");
    }
  }
  const { cpuRequest, cpuLimit, memoryRequest, memoryLimit } = resolveResources(resources, os);
  for (const [what, request, limit] of [
    ["cpu", cpuRequest, cpuLimit ?? cpuRequest],
    ["memory", memoryRequest, memoryLimit],
  ] as const) {
    if (readable && limits.amountOf(request) > limits.amountOf(limit)) {
      yield problem({
        rule: "valid-resources",
        message: `${what}Request ${quote(request)} is more than ${what}Limit ${quote(limit)}`,
        at: within(at, `${what}Request`),
        allowed: "a request up to the limit",
        fix: "raise the limit, or lower the request",
      });
    }
  }
}

function* checkRelaxation(
  { container: { security } }: PlacedContainer,
  workload: Workload,
  os: Os,
  at: string,
): Problems {
  if (security === undefined) {
    return;
  }
  const where = within(at, "security");
  if (security.reason.trim() === "") {
    yield problem({
      rule: "valid-security",
      message: "the container may do more than others, and no reason is given",
      at: within(where, "reason"),
      allowed: "a sentence that says why",
      fix: "write the reason, or leave security out",
    });
  }
  for (const capability of security.capabilities ?? []) {
    const plain = capability.toUpperCase().replace(/^CAP_/, "");
    const fix = `write it as ${quote(limits.capability.test(plain) ? plain : "NET_BIND_SERVICE")}`;
    yield* checkName("valid-security", "capability", capability, within(where, "capabilities"), limits.capability, fix);
  }
  if (os === "windows" && (security.writableRoot !== undefined || (security.capabilities ?? []).length > 0)) {
    yield problem({
      rule: "match-os",
      message: "the container runs on Windows, which knows neither capabilities nor a read-only root file system",
      at: where,
      allowed: "root alone",
      fix: "leave writableRoot and capabilities out",
    });
    return;
  }
  yield* checkLevel(security, workload, where);
}

/** The API server refuses pods below the level of their namespace. */
function* checkLevel({ root, capabilities = [] }: Relaxation, workload: Workload, at: string): Problems {
  const level = enforcedLevel(workload.namespace ?? "default");
  const beyondBaseline = capabilities.filter((one) => !limits.baselineCapabilities.includes(one));
  const beyondRestricted = [...(root ? ["root"] : []), ...capabilities.filter((one) => one !== "NET_BIND_SERVICE")];
  const refused = level === "restricted" ? beyondRestricted : level === "baseline" ? beyondBaseline : [];
  if (refused.length > 0) {
    const enough = beyondBaseline.length > 0 ? "privileged" : "baseline";
    yield problem({
      rule: "match-pod-security",
      message: `the namespace enforces ${quote(level)}, which does not admit ${refused.join(", ")}`,
      at,
      allowed: level === "restricted" ? "NET_BIND_SERVICE, and no root" : limits.baselineCapabilities.join(", "),
      fix: `leave it out, or newNamespace(…, { podSecurity: { level: ${quote(enough)}, reason: … } })`,
    });
  }
}
