import { quote } from "../../../text/index.js";
import { broken, defineRule } from "../../rule.js";
import { secondsOf } from "./go-duration.js";

/** Terraform refuses an interval that Go does not read as a duration. */
export const validRotationInterval = defineRule({
  id: "valid-rotation-interval",
  severity: "error",
  summary: "Each rotation interval of the add-on is a duration.",
  link: "load",
  needs: ["azure"],
  *check({ azure }) {
    for (const { resource, addOn } of azure.clusters) {
      const interval = typeof addOn === "object" ? addOn.interval : undefined;
      if (interval === undefined || secondsOf(interval) !== undefined) {
        continue;
      }
      yield broken({
        on: resource,
        at: ["key_vault_secrets_provider", "secret_rotation_interval"],
        message: `${resource.id} has the rotation interval ${quote(interval)}, which is no duration`,
        got: interval,
        allowed: 'a duration as Go writes it: "2m", "90s", "1h30m"',
        fix: /^\d+$/.test(interval)
          ? `write the unit too, as in "${interval}m"`
          : 'write "2m", or leave it out for that',
        shows: `Terraform: "key_vault_secrets_provider.0.secret_rotation_interval" cannot be parsed as a duration: time: invalid duration ${quote(interval)}`,
      });
    }
  },
});
