import type { Port } from "../../container.js";
import { containersOf, type PlacedContainer } from "../../container-list.js";
import * as limits from "../../limits/index.js";
import { problem, quote, within } from "../../problem.js";
import { portOf, resolveResources } from "../../resolve-container.js";
import { osOf } from "../../resolve-workload.js";
import type { Workload } from "../../workload.js";
import { checkInteger, checkName, checkUnique, type Problems } from "../checks.js";
import { checkProbe } from "./probes.js";
import { checkSecurity } from "./security.js";

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
    yield* checkSecurity(placed.container, workload, where);
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

function* checkPorts(ports: Readonly<Record<string, number | Port>>, at: string): Problems {
  for (const [name, port] of Object.entries(ports)) {
    yield* checkName("valid-port", "port name", name, at, limits.portName);
    yield* checkInteger("valid-port", "port", portOf(port).port, within(at, name), limits.port);
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
