/**
 * A text as it may be shown: line breaks and tabs become spaces; characters that are not seen, or that change the
 * direction of what follows them, become the replacement character. A name cannot pass itself off as another one.
 */
export function shown(text: string): string {
  return text.replace(/[\t\n\r]+/g, " ").replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, "\ufffd");
}

/** Where East Asian scripts begin, which a monospaced font draws two columns wide. */
const WIDE_FROM = 0x2e80;

/** How many columns of a monospaced font a text takes, roughly. */
export function widthOf(text: string): number {
  return [...text].reduce((sum, character) => sum + widthOfOne(character), 0);
}

function widthOfOne(character: string): number {
  return (character.codePointAt(0) ?? 0) >= WIDE_FROM ? 2 : 1;
}

/** Characters after which a long name may go on in the next line. */
const BREAKS_AFTER = new Set(" /.:-_@");

/** Breaks a label into lines of `width` columns; the middle of what is too long for the last line is left out. */
export function inLines(label: string, width: number, most: number): readonly string[] {
  if (most === 1 || widthOf(label) <= width) {
    return [withoutMiddle(label, width)];
  }
  const at = breakIn(label, width);
  const [first, rest] = [label.slice(0, at).trimEnd(), label.slice(at).trimStart()];
  return rest === "" ? [first] : [first, ...inLines(rest, width, most - 1)];
}

/** Where a line ends: after a space that fits, else after another mark that fits, else where it is full. */
function breakIn(label: string, most: number): number {
  let [at, used, space, mark] = [0, 0, 0, 0];
  for (const character of label) {
    used += widthOfOne(character);
    // A space at the end of the line is not drawn, so it may stand one column further.
    if (used > most && !(character === " " && used === most + 1)) {
      break;
    }
    at += character.length;
    space = character === " " ? at : space;
    mark = BREAKS_AFTER.has(character) ? at : mark;
  }
  return space || mark || at;
}

/** Both ends of a text, as names often differ at the end. */
function withoutMiddle(text: string, most: number): string {
  if (widthOf(text) <= most) {
    return text;
  }
  const characters = [...text];
  const head = fitting(characters, Math.floor((most - 1) / 2));
  const tail = fitting(characters.reverse(), Math.ceil((most - 1) / 2)).reverse();
  return `${head.join("")}…${tail.join("")}`;
}

/** As many characters from the beginning as fit. */
function fitting(characters: readonly string[], most: number): string[] {
  let used = 0;
  const end = characters.findIndex((character) => {
    used += widthOfOne(character);
    return used > most;
  });
  return characters.slice(0, end === -1 ? characters.length : end);
}
