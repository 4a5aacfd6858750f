import { quote } from "../../../shared/index.js";
import { broken, defineRule } from "../../rule.js";
import { isWide, roleOf } from "./grants.js";
import { readingsOf } from "./readings.js";
import { called, reachOf } from "./wording.js";

/** A role on a group or subscription opens every vault in it, also those that come later. */
export const noWideAccess = defineRule({
  id: "no-wide-access",
  severity: "warning",
  summary: "No identity of pods may read every vault of a resource group, subscription or management group.",
  link: "access",
  needs: ["kubernetes", "azure"],
  *check(world) {
    const readers = new Set(readingsOf(world).map(({ identity }) => identity.id));
    for (const grant of world.azure.grants) {
      const { identity } = grant;
      if (identity === undefined || !readers.has(identity.id) || !isWide(grant) || roleOf(grant)?.plane !== "data") {
        continue;
      }
      yield broken({
        on: grant,
        at: ["scope"],
        message: `${called(grant)} lets ${identity.id} into the vaults of ${reachOf(grant)}`,
        ...(grant.scopeValue === undefined ? {} : { got: grant.scopeValue.text }),
        allowed: "the id of a vault, or of an object in it",
        fix: `assign ${quote(grant.role)} on each vault that its pods read`,
        shows: "nothing; whoever takes over one pod reads them all",
        also: [identity],
      });
    }
  },
});
