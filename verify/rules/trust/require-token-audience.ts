import { listed, quote } from "../../../shared/index.js";
import { DRIVER } from "../../kubernetes/pods.js";
import type { IdentityMode, Manifest } from "../../kubernetes/types.js";
import { field, listIn, textIn } from "../../reading/json.js";
import { broken, defineRule, type Fault } from "../../rule.js";
import { AUDIENCE } from "./valid-federated-audience.js";

/** Audience of the token that each mode takes; the others take none. */
const AUDIENCES: ReadonlyMap<IdentityMode | undefined, string> = new Map([
  ["workload-identity", AUDIENCE],
  ["identity-binding", "api://AKSIdentityBinding"],
]);

/** The kubelet hands the driver the tokens that the CSIDriver asks for, and no others. */
export const requireTokenAudience = defineRule({
  id: "require-token-audience",
  severity: "error",
  summary: "The CSIDriver asks for the tokens that the mounted classes need, and for the pod's name.",
  link: "class",
  needs: ["kubernetes"],
  *check({ kubernetes, mountings }) {
    const wanted = new Set(mountings.flatMap(({ providerClass }) => AUDIENCES.get(providerClass?.mode) ?? []));
    if (mountings.length === 0) {
      return;
    }
    for (const driver of kubernetes.ofKind("CSIDriver")) {
      if (driver.name !== DRIVER) {
        continue;
      }
      if (field(driver.body, "spec", "podInfoOnMount") !== true) {
        yield withoutPodInfo(driver);
      }
      const audiences = listIn(driver.body, "spec", "tokenRequests").flatMap((one) => textIn(one, "audience") ?? []);
      const missing = [...wanted].filter((audience) => !audiences.includes(audience));
      for (const audience of missing) {
        yield withoutAudience(driver, audience, audiences);
      }
    }
  },
});

function withoutPodInfo(driver: Manifest): Fault {
  const got = field(driver.body, "spec", "podInfoOnMount");
  return broken({
    on: driver,
    at: ["spec", "podInfoOnMount"],
    message: `${driver.id} does not tell the driver which pod it mounts for`,
    ...(got === undefined ? {} : { got: String(quote(got)) }),
    allowed: "podInfoOnMount: true",
    fix: "write podInfoOnMount: true",
    shows: "FailedMount: failed to mount objects, error: pod name is not provided",
  });
}

function withoutAudience(driver: Manifest, audience: string, audiences: readonly string[]): Fault {
  return broken({
    on: driver,
    at: ["spec", "tokenRequests"],
    message: `${driver.id} asks for no token of the audience ${quote(audience)}, which a mounted class needs`,
    ...(audiences.length === 0 ? {} : { got: listed(audiences) }),
    allowed: `tokenRequests with audience ${audience}`,
    fix: `add { audience: ${quote(audience)} } to tokenRequests`,
    shows:
      audiences.length === 0
        ? "FailedMount: … failed to parse workload identity tokens, error: service account tokens not found"
        : `FailedMount: … token for audience ${audience} not found`,
  });
}
