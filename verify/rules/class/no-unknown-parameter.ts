import { quote } from "../../../shared/index.js";
import { isInjected, NEVER_PARAMETERS, PARAMETERS, parsedFlag } from "../../facts/parameters.js";
import type { ProviderClass } from "../../kubernetes/types.js";
import { broken, defineRule } from "../../rule.js";
import type { World } from "../../world.js";
import { atParameter } from "./places.js";
import { misspeltParameters } from "./spelling.js";

const KNOWN = [...PARAMETERS].filter(([, { insteadUse }]) => insteadUse === undefined).map(([name]) => name);

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
        const needed = wanted !== undefined && isNeeded(world, providerClass, name, wanted);
        yield broken({
          ...atParameter(providerClass, name),
          severity: needed ? "error" : "warning",
          message: isInjected(name)
            ? `${providerClass.id} sets ${quote(name)}, which the driver overwrites at each mount`
            : `${providerClass.id} has the parameter ${quote(name)}, which the provider does not know and ignores`,
          got: name,
          allowed: `${KNOWN.join(", ")}; case matters`,
          fix:
            wanted === undefined
              ? (NEVER_PARAMETERS.get(name) ?? "leave it out")
              : `write ${quote(wanted)}: ${PARAMETERS.get(wanted)?.meaning ?? ""}`,
          ...(needed ? { shows: shownFor(wanted) } : {}),
        });
      }
    }
  },
});

/** Whether the class does something else, or nothing, without what was meant. */
function isNeeded(world: World, providerClass: ProviderClass, written: string, wanted: string): boolean {
  if (PARAMETERS.get(wanted)?.type === "flag") {
    return parsedFlag(providerClass.parameter(written)) === true;
  }
  if (wanted === "clientID") {
    const { mode, id } = providerClass;
    const mountings = world.mountingsOf(id);
    const bySecret = mountings.length > 0 && mountings.every(({ volume }) => volume.publishSecret !== undefined);
    return mode === "identity-binding" || (mode === "service-principal" && !bySecret);
  }
  return wanted !== "userAssignedIdentityID" || providerClass.mode === "node-identity";
}

function shownFor(wanted: string): string {
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
