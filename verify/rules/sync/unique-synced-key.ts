import { groupBy, quote } from "../../../shared/index.js";
import { broken, defineRule } from "../../rule.js";
import { called } from "./synced-secret.js";

/** Of two entries with one key, the driver keeps the last. */
export const uniqueSyncedKey = defineRule({
  id: "unique-synced-key",
  severity: "error",
  summary: "Each key of a synced Secret is written from one file.",
  link: "synced-secret",
  needs: ["kubernetes"],
  *check({ kubernetes }) {
    for (const { syncedSecrets } of kubernetes.classes) {
      for (const secret of syncedSecrets) {
        const named = secret.keys.filter(({ key }) => key !== "");
        for (const [key, [first, ...others]] of groupBy(named, (entry) => entry.key)) {
          const last = others.at(-1);
          if (first === undefined || last === undefined) {
            continue;
          }
          yield broken({
            on: secret,
            at: ["data", last.index, "key"],
            message: `${called(secret)} gets the key ${quote(key)} ${others.length + 1} times`,
            got: key,
            allowed: "each key once",
            fix:
              first.objectName === last.objectName
                ? "remove all entries of the key but one"
                : `give the entries of ${quote(first.objectName)} and ${quote(last.objectName)} keys of their own`,
            shows: `nothing: the Secret holds ${quote(last.objectName)} under the key, and nothing of the others`,
          });
        }
      }
    }
  },
});
