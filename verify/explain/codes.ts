import type { Page } from "./page.js";
import { isNumber, wordsOf } from "./words.js";

/** Services that number their errors: Microsoft Entra and Key Vault. */
const SERVICES = ["aadsts", "akv"];

/** What else may stand in a question for a code alone. */
const AROUND = [...SERVICES, "error", "code"];

/** Names under which the JSON of Microsoft Entra and of others give a bare number. */
const NAMES = [...SERVICES, "error_codes", "error_code", "code"];

/** Whether the words ask for a code, and for nothing else. */
export function isCode(words: readonly string[]): boolean {
  return (
    words.some((word) => isNumber(word) || serviceOf(word) !== undefined) &&
    words.every((word) => isNumber(word) || AROUND.includes(word) || serviceOf(word) !== undefined)
  );
}

/** Numbers of the errors in a text: of `AADSTS700213`, of `AADSTS 700213`, of `"error_codes":[700213]`. */
export function codesIn(words: readonly string[]): ReadonlySet<string> {
  const codes = new Set<string>();
  const alone = isCode(words);
  for (const [at, word] of words.entries()) {
    const service = serviceOf(word);
    if (service !== undefined) {
      codes.add(word.slice(service.length));
    } else if (isNumber(word) && (alone || NAMES.includes(words[at - 1] ?? ""))) {
      codes.add(word);
    }
  }
  return codes;
}

/** The pages that show one of the codes; those of errors first, and of these the ones that carry it in their name. */
export function pagesWithCode(pages: readonly Page[], codes: ReadonlySet<string>): readonly Page[] {
  const shows = (words: readonly string[]) => words.some((word) => codes.has(numberOf(word)));
  const rank = (page: Page) => {
    const inName = wordsOf(page.id).some((word) => codes.has(word) || codes.has(numberOf(word)));
    return (page.kind === "error" ? 0 : 2) + (inName ? 0 : 1);
  };
  return pages
    .filter((page) => page.shows.some((line) => shows(wordsOf(line))))
    .sort((one, other) => rank(one) - rank(other));
}

/** Service of a word such as `aadsts700213`. */
function serviceOf(word: string): string | undefined {
  return SERVICES.find((service) => word.startsWith(service) && isNumber(word.slice(service.length)));
}

function numberOf(word: string): string {
  return word.slice(serviceOf(word)?.length ?? word.length);
}
