import type { World } from "../../world.js";

/**
 * Whether the driver reads content again: `on` or `off` where all clusters of the artefacts agree, and `unknown` where they
 * do not, or where nothing is said of the driver.
 */
export type Rotation = "on" | "off" | "unknown";

/** What a person has to give for rotation to be known. */
export const ROTATION_NEEDS = "the Terraform of the cluster, with its block key_vault_secrets_provider";

/** Whether the driver reads content again. It does not unless somebody switches it on. */
export function rotationOf({ azure }: World): Rotation {
  const states = new Set(azure.clusters.map(({ addOn }) => (typeof addOn === "string" ? undefined : addOn.rotation)));
  const [state] = states;
  if (states.size !== 1 || state === undefined) {
    return "unknown";
  }
  return state ? "on" : "off";
}
