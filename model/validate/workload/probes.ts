import type { Probe } from "../../container.js";
import * as limits from "../../limits/index.js";
import { problem, quote, suggest, within } from "../../problem.js";
import { checkInteger, type Problems } from "../checks.js";

/**
 * Checks one probe of a container.
 *
 * @param kind what the probe is for, as the description calls it
 * @param ports the container's, by name
 */
export function* checkProbe(
  kind: string,
  probe: Probe,
  ports: Readonly<Record<string, unknown>>,
  at: string,
): Problems {
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
