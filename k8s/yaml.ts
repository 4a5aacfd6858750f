import { Document, Scalar, visit } from "yaml";

/*
 * YAML that every reader takes for what was meant: kubectl and the provider read it with Go's libraries, Argo CD too,
 * people and tools with others. They differ in what else a bare word may be (a number in octal, a boolean, a date, a merge
 * key) and in which characters may stand unescaped. So only text that no reader can take for anything else stays bare.
 */

/** Begins with a letter or slash and holds nothing that has a meaning in YAML; an exponent alone is a number to some. */
const BARE = /^(?![eE]-?\d+$)[A-Za-z/](?:[-A-Za-z0-9_./]|:(?=[A-Za-z0-9]))*$/;

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Words that some version of YAML takes for a boolean, for nothing, or for no number. */
const WORDS = new Set(["null", "true", "false", "yes", "no", "on", "off", "y", "n", "inf", "nan"]);

/** Lines of printable ASCII that neither begin nor end with a blank, the last one ended. */
const BLOCK = /^(?![\n ])(?:[\x20-\x7e]*[\x21-\x7e]\n|\n)+$/;

/** Characters that JSON leaves as they are and some reader of YAML refuses or drops. */
const UNREADABLE = /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g;

/** Renders documents, one after another. */
export function toYaml(...values: readonly unknown[]): string {
  return values.map(render).join("---\n");
}

function render(value: unknown): string {
  const document = new Document(value, { aliasDuplicateObjects: false });
  visit(document, {
    Scalar(_, node) {
      if (typeof node.value === "string") {
        node.type = styleOf(node.value);
      }
    },
  });
  return document
    .toString({ lineWidth: 0, doubleQuotedAsJSON: true })
    .replaceAll(UNREADABLE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

function styleOf(text: string): Scalar.Type {
  // Every GUID alike, so that a reviewer need not wonder why one is quoted and the next is not.
  if (GUID.test(text)) {
    return Scalar.QUOTE_DOUBLE;
  }
  if (BARE.test(text) && !WORDS.has(text.toLowerCase())) {
    return Scalar.PLAIN;
  }
  return BLOCK.test(text) ? Scalar.BLOCK_LITERAL : Scalar.QUOTE_DOUBLE;
}
