import { quote } from "../../../shared/index.js";
import { broken, defineRule } from "../../rule.js";

/** Windows has no such modes: whoever sets one relies on a protection that is not there. */
export const noWindowsPermission = defineRule({
  id: "no-windows-permission",
  severity: "warning",
  summary: "No object that Windows pods mount sets filePermission.",
  link: "file",
  needs: ["kubernetes"],
  *check({ kubernetes, mountingsOf }) {
    for (const { id, objects } of kubernetes.classes) {
      const limited = objects.filter(({ fields }) => (fields.get("filePermission") ?? "") !== "");
      const reader = limited.length === 0 ? undefined : mountingsOf(id).find(({ pod }) => pod.windows);
      for (const object of reader === undefined ? [] : limited) {
        yield broken({
          on: object,
          at: ["filePermission"],
          innerLine: object.lineOfField("filePermission"),
          message: `file ${quote(object.path)} sets filePermission, and ${reader?.pod.id} mounts it on Windows`,
          got: object.fields.get("filePermission"),
          allowed: "no filePermission for pods on Windows",
          fix: "remove filePermission, or give the pods on Windows a class of their own",
          shows: "nothing: the mode has no effect on Windows, and the file can be read by every user of the container",
          also: reader === undefined ? [] : [reader.volume, reader.pod],
        });
      }
    }
  },
});
