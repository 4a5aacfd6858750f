import { shortened } from "../../../shared/index.js";
import type { RepeatedKey, Unreadable } from "../../reading/index.js";
import { broken, defineRule, type Fault } from "../../rule.js";
import type { Thing } from "../../thing.js";

/** A file, or a document of it, that cannot be read cannot be judged. */
export const validArtefact = defineRule({
  id: "valid-artefact",
  severity: "error",
  summary: "Each file can be read as kubectl and terraform read it.",
  link: "artefact",
  needs: [],
  *check({ unreadable, foreign, repeated }) {
    yield* foreign.map(leftOut);
    yield* repeated.map(standsTwice);
    for (const { file, line, reason, fix } of unreadable) {
      yield broken({
        on: lineOfFile(file, line),
        message: `${file} cannot be read: ${reason}`,
        allowed: READABLE,
        fix,
        shows: "error parsing …: error converting YAML to JSON (kubectl), or Invalid JSON syntax (terraform)",
      });
    }
  },
});

const READABLE = "YAML or JSON in UTF-8, of ordinary depth and size";

function lineOfFile(file: string, line: number): Thing {
  return { id: file, place: { document: { file, value: undefined, lines: { lineOf: () => line } }, path: [] } };
}

function standsTwice({ file, line, key }: RepeatedKey): Fault {
  return broken({
    on: lineOfFile(file, line),
    severity: "warning",
    message: `the key ${shortened(key)} stands twice in one mapping of ${file}, and the first of the two is lost`,
    got: key,
    allowed: "each key once",
    fix: "keep one of the two, or put --- between two manifests",
    shows: "nothing: kubectl takes the last and says nothing; kustomize refuses the file",
  });
}

function leftOut({ file, line, reason }: Unreadable): Fault {
  return broken({
    on: lineOfFile(file, line),
    severity: "note",
    message: `${file} is left out: it is no manifest, and cannot be read (${reason})`,
    allowed: READABLE,
    fix: "nothing, if it is none: hand in only what is applied",
  });
}
