import { shortened } from "../../../text/index.js";
import type { OutputsFile } from "../../azure/types.js";
import { field } from "../../reading/json.js";
import { broken, defineRule } from "../../rule.js";

/** Identifiers of another deployment send every pod to an identity that is not its own. */
export const matchOutputs = defineRule({
  id: "match-outputs",
  severity: "error",
  summary: "Each outputs file says what the Terraform beside it says.",
  link: "artefact",
  needs: ["azure"],
  *check({ azure }) {
    for (const file of azure.outputs) {
      for (const disagreement of file.disagreements) {
        yield differs(file, disagreement);
      }
    }
  },
});

function differs(file: OutputsFile, { at, artefact, file: said }: OutputsFile["disagreements"][number]) {
  const [name] = at;
  const sensitive = field(file.place.document.value, String(name), "sensitive") === true;
  return broken({
    on: file,
    at,
    message: sensitive
      ? `${file.id} say something else than the Terraform; the values are sensitive`
      : `${file.id} say ${shortened(said)}, the Terraform says ${shortened(artefact)}`,
    ...(sensitive ? {} : { got: said }),
    allowed: sensitive ? "what the Terraform says" : shortened(artefact),
    fix: "write the file anew from the deployment of this Terraform: terraform output -json, or cdktf deploy --outputs-file",
    shows: "nothing by itself: what is made from the file names another deployment, or an older one",
  });
}
