import { broken, defineRule } from "../../rule.js";

/** Made-up identifiers prove that the halves fit, and nothing about a deployment. */
export const noSampleOutputs = defineRule({
  id: "no-sample-outputs",
  severity: "note",
  summary: "No outputs file holds sample values.",
  link: "artefact",
  needs: ["azure"],
  *check({ azure }) {
    for (const file of azure.outputs.filter(({ sample }) => sample)) {
      yield broken({
        // It says so for all of its stacks, at the top.
        on: { id: file.id, place: { document: file.place.document, path: [] } },
        at: ["sample"],
        message: `the ${file.id} are sample values: nothing was deployed with them`,
        got: "true",
        allowed: "what a deployment printed",
        fix: "after the first deployment write the file from its outputs",
        shows: "AADSTS700016: Application with identifier '<client id>' was not found in the directory",
      });
    }
  },
});
