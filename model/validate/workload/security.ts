import type { ContainerProps, Relaxation } from "../../container.js";
import * as limits from "../../limits/index.js";
import { enforcedLevel } from "../../namespace.js";
import { problem, quote, within } from "../../problem.js";
import { osOf } from "../../resolve-workload.js";
import type { Workload } from "../../workload.js";
import { checkInteger, checkName, type Problems } from "../checks.js";

/** Checks whom a container runs as and what it may do. */
export function* checkSecurity({ runAsUser, security }: ContainerProps, workload: Workload, at: string): Problems {
  if (runAsUser !== undefined) {
    yield* checkUser(runAsUser, security?.root ?? false, osOf(workload), within(at, "runAsUser"));
  }
  if (security !== undefined) {
    yield* checkRelaxation(security, workload, within(at, "security"));
  }
}

function* checkUser(user: number | string, root: boolean, os: "linux" | "windows", at: string): Problems {
  if (os === "linux") {
    yield* checkInteger("valid-user", "user id", user, at, { min: root ? 0 : 1, max: limits.int32Max });
    return;
  }
  const administrator = /^(.*\\)?containeradministrator$/i.test(String(user));
  if (typeof user !== "string" || !limits.windowsUser.test(user) || (administrator && !root)) {
    yield problem({
      rule: "valid-user",
      message: `user ${quote(user)} is not valid`,
      at,
      allowed: `${limits.windowsUser.allowed}; "ContainerAdministrator" only with security.root`,
      fix: 'leave it out for "ContainerUser"',
    });
  }
}

function* checkRelaxation(security: Relaxation, workload: Workload, at: string): Problems {
  if (security.reason.trim() === "") {
    yield problem({
      rule: "valid-security",
      message: "the container may do more than others, and no reason is given",
      at: within(at, "reason"),
      allowed: "a sentence that says why",
      fix: "write the reason, or leave security out",
    });
  }
  for (const capability of security.capabilities ?? []) {
    const plain = capability.toUpperCase().replace(/^CAP_/, "");
    const fix = `write it as ${quote(limits.capability.test(plain) ? plain : "NET_BIND_SERVICE")}`;
    yield* checkName("valid-security", "capability", capability, within(at, "capabilities"), limits.capability, fix);
  }
  if (
    osOf(workload) === "windows" &&
    (security.writableRoot !== undefined || (security.capabilities ?? []).length > 0)
  ) {
    yield problem({
      rule: "match-os",
      message: "the container runs on Windows, which knows neither capabilities nor a read-only root file system",
      at,
      allowed: "root alone",
      fix: "leave writableRoot and capabilities out",
    });
    return;
  }
  yield* checkLevel(security, workload, at);
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
