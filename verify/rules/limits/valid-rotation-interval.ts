import { quote } from "../../../shared/index.js";
import { broken, defineRule, type Fault } from "../../rule.js";
import type { Resource } from "../../terraform/resource.js";
import { isWritten } from "../vault/configuration.js";
import { secondsOf } from "./go-duration.js";

const INTERVAL = ["key_vault_secrets_provider", "secret_rotation_interval"] as const;

const NO_ADD_ON = { interval: undefined, rotation: undefined } as const;

/** Terraform refuses an interval that Go does not read as a duration. */
export const validRotationInterval = defineRule({
  id: "valid-rotation-interval",
  severity: "error",
  summary: "Each rotation interval of the add-on is a duration, of a rotation that is switched on.",
  link: "load",
  needs: ["azure"],
  *check({ azure }) {
    for (const { resource, addOn } of azure.clusters) {
      const { interval, rotation } = typeof addOn === "object" ? addOn : NO_ADD_ON;
      if (interval === undefined || secondsOf(interval) !== undefined) {
        // A plan or state shows the default too.
        const written = azure.valueOf(resource, ...INTERVAL);
        if (rotation === false && written !== undefined && isWritten(resource)) {
          yield withoutRotation(resource, written.text);
        }
        continue;
      }
      yield broken({
        on: resource,
        at: INTERVAL,
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

function withoutRotation(resource: Resource, interval: string): Fault {
  return broken({
    on: resource,
    at: INTERVAL,
    severity: "warning",
    message: `${resource.id} has a rotation interval, and rotation is not switched on: the interval alone does nothing`,
    got: interval,
    allowed: "an interval beside secret_rotation_enabled = true",
    fix: "set secret_rotation_enabled to true, or remove the interval",
    shows: "nothing: values change when a pod is made anew, and not before",
  });
}
