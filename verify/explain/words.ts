const ESCAPE = 0x1b;
const BACKSLASH = 0x5c;

/** Longest colour or cursor sequence that is looked for in a pasted text. */
const SEQUENCE = 32;

/**
 * Words of a text in lower case: runs of letters, digits and underscores.
 *
 * Everything else parts words, so that quotes, line breaks, the frames of Terraform and the escapes of JSON do not
 * matter. Colours of a terminal are left out.
 */
export function wordsOf(text: string): readonly string[] {
  const words: string[] = [];
  let start = -1;
  let at = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (isWordCode(code)) {
      start = start < 0 ? at : start;
      at += 1;
      continue;
    }
    if (start >= 0) {
      words.push(text.slice(start, at).toLowerCase());
      start = -1;
    }
    at = afterSeparator(text, at, code);
  }
  if (start >= 0) {
    words.push(text.slice(start).toLowerCase());
  }
  return words;
}

/** Whether a character belongs to words. */
export function isWordCode(code: number): boolean {
  return isDigit(code) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a) || code === 0x5f;
}

/** Whether a word is a number. */
export function isNumber(word: string): boolean {
  for (let at = 0; at < word.length; at += 1) {
    if (!isDigit(word.charCodeAt(at))) {
      return false;
    }
  }
  return word !== "";
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** Where to go on after a character that is in no word; the letter of `\n` in JSON is not one either. */
function afterSeparator(text: string, at: number, code: number): number {
  if (code === BACKSLASH) {
    return "nrt".includes(text.charAt(at + 1)) ? at + 2 : at + 1;
  }
  if (code === ESCAPE && text.charAt(at + 1) === "[") {
    return afterSequence(text, at + 2);
  }
  return at + 1;
}

function afterSequence(text: string, from: number): number {
  for (let at = from; at < Math.min(text.length, from + SEQUENCE); at += 1) {
    const code = text.charCodeAt(at);
    if (code >= 0x40 && code <= 0x7e) {
      return at + 1;
    }
  }
  return from;
}
