import { broken, defineRule } from "../../rule.js";

/** A file, or a document of it, that cannot be read cannot be judged. */
export const validArtefact = defineRule({
  id: "valid-artefact",
  severity: "error",
  summary: "Each file can be read as kubectl and terraform read it.",
  link: "artefact",
  needs: [],
  *check({ unreadable }) {
    for (const { file, line, reason, fix } of unreadable) {
      yield broken({
        on: { id: file, place: { document: { file, value: undefined, lines: { lineOf: () => line } }, path: [] } },
        message: `${file} cannot be read: ${reason}`,
        allowed: "YAML or JSON in UTF-8, without duplicate keys, of ordinary depth and size",
        fix,
        shows: "error parsing …: error converting YAML to JSON (kubectl), or Invalid JSON syntax (terraform)",
      });
    }
  },
});
