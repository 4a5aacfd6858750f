import { quote } from "../../../shared/index.js";
import { cloudNamed } from "../../facts/clouds.js";
import { CURRENT_PARAMETERS, isInjected, NEVER_PARAMETERS, PARAMETERS, parsedFlag } from "../../facts/parameters.js";
import type { ProviderClass } from "../../kubernetes/types.js";
import { broken, defineRule } from "../../rule.js";
import type { World } from "../../world.js";
import { atParameter } from "./places.js";
import { misspeltParameters } from "./spelling.js";
import { isNodeIdentityOff } from "./valid-identity-mode.js";

/** The provider ignores what it does not know, without a word. */
export const noUnknownParameter = defineRule({
  id: "no-unknown-parameter",
  severity: "warning",
  summary: "Each parameter of a class is one that the Azure provider knows, in its exact spelling.",
  link: "class",
  needs: ["kubernetes"],
  *check(world) {
    for (const providerClass of world.kubernetes.classes) {
      const meant = misspeltParameters(providerClass);
      for (const name of providerClass.parameters.keys()) {
        if (PARAMETERS.has(name)) {
          continue;
        }
        const wanted = meant.get(name);
        const effect = wanted === undefined ? "none" : effectOf(world, providerClass, name, wanted);
        yield broken({
          ...atParameter(providerClass, name),
          severity: effect === "needed" ? "error" : "warning",
          message: isInjected(name)
            ? `${providerClass.id} sets ${quote(name)}, which the driver overwrites at each mount`
            : `${providerClass.id} has the parameter ${quote(name)}, which the provider does not know and ignores`,
          got: name,
          allowed: `${CURRENT_PARAMETERS.join(", ")}; case matters`,
          fix:
            wanted === undefined || effect === "none"
              ? (NEVER_PARAMETERS.get(name) ?? "leave it out")
              : `write ${quote(wanted)}: ${PARAMETERS.get(wanted)?.meaning ?? ""}`,
          ...(effect === "needed" ? { shows: shownFor(wanted) } : {}),
        });
      }
    }
  },
});

/**
 * What the right name would come to. `needed`: the class does something else without it, or nothing. `heard`: the
 * provider would read it, and the mount does not hang on it. `none`: all would be as it is.
 */
type Effect = "needed" | "heard" | "none";

function effectOf(world: World, providerClass: ProviderClass, written: string, wanted: string): Effect {
  const value = providerClass.parameter(written);
  if (PARAMETERS.get(wanted)?.type === "flag") {
    const on = parsedFlag(value);
    return on === undefined ? "heard" : on ? "needed" : "none";
  }
  switch (wanted) {
    case "clientID":
      return effectOfClient(world, providerClass);
    case "userAssignedIdentityID":
      return effectOfNode(providerClass, value);
    case "cloudName":
      return value === undefined || cloudNamed(value)?.name === "AzurePublicCloud" ? "none" : "needed";
    case "cloudEnvFileName":
      return cloudNamed(providerClass.parameter("cloudName") ?? "")?.name === "AzureStackCloud" ? "needed" : "none";
    default:
      return "needed";
  }
}

function effectOfClient(world: World, { mode, id }: ProviderClass): Effect {
  const mountings = world.mountingsOf(id);
  const bySecret = mountings.length > 0 && mountings.every(({ volume }) => volume.publishSecret !== undefined);
  if (mode === "identity-binding" || (mode === "service-principal" && !bySecret)) {
    return "needed";
  }
  return mode === "node-identity" ? "none" : "heard";
}

function effectOfNode(providerClass: ProviderClass, value: string | undefined): Effect {
  if (providerClass.mode === "node-identity") {
    return value === undefined ? "heard" : "needed";
  }
  return isNodeIdentityOff(providerClass) ? "none" : "heard";
}

function shownFor(wanted: string | undefined): string {
  switch (wanted) {
    case "keyvaultName":
      return "FailedMount: failed to mount objects, error: keyvaultName is not provided";
    case "tenantID":
      return "FailedMount: failed to mount objects, error: tenantId is not provided";
    case "objects":
      return "FailedMount: failed to mount objects, error: objects is not set";
    case "clientID":
      return "FailedMount: failed to mount objects, error: failed to build auth config for mode None: failed to get credentials, nodePublishSecretRef secret is not set";
    default:
      return "nothing: the parameter is ignored, and the default holds";
  }
}
