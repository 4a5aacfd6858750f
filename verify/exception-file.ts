import { quote } from "../shared/index.js";
import type { GivenException } from "./exceptions.js";
import { inside, type Source, type SourceDocument } from "./reading/document.js";
import { read, type Unreadable } from "./reading/index.js";
import { listIn, textIn } from "./reading/json.js";

/** What a file of exceptions holds. */
export interface ExceptionFile {
  readonly exceptions: readonly GivenException[];
  readonly unreadable: readonly Unreadable[];
}

/**
 * Reads a file of exceptions: a list `exceptions`, each with `rule`, `target`, `reason`, and maybe `environment` and
 * `until`. A field of the wrong shape reads as an empty one, which a rule then refuses.
 */
export function readExceptions(source: Source): ExceptionFile {
  const { documents, unreadable, repeated } = read(source);
  // Of two reasons nobody knows which one is meant.
  const twice = repeated.map(({ file, line, key }) => {
    return { file, line, reason: `the key ${quote(key)} stands twice`, fix: "keep one of the two", foreign: false };
  });
  return { exceptions: documents.flatMap(exceptionsIn), unreadable: [...unreadable, ...twice] };
}

function exceptionsIn(document: SourceDocument): readonly GivenException[] {
  return listIn(document.value, "exceptions").map((entry, index) => {
    const environment = textIn(entry, "environment");
    const until = textIn(entry, "until");
    return {
      id: `exceptions[${index}]`,
      place: inside({ document, path: [] }, "exceptions", index),
      exception: {
        rule: textIn(entry, "rule") ?? "",
        target: textIn(entry, "target") ?? "",
        reason: textIn(entry, "reason") ?? "",
        ...(environment === undefined ? {} : { environment }),
        ...(until === undefined ? {} : { until }),
      },
    };
  });
}
