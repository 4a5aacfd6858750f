import type { Page } from "./page.js";
import { isWordCode, wordsOf } from "./words.js";

/** Words that belong to a page, in their order. */
export interface Fragment {
  readonly page: Page;
  /** Whether it is shown to a person who has the error; else it is the title, which only hints. */
  readonly shown: boolean;
  readonly words: readonly string[];
  /** For each word, whether something that varies stands before it. */
  readonly afterGap: readonly boolean[];
}

/**
 * What the driver and kubelet wrap around each message of the provider. A fragment counts from behind the last of them,
 * else every failed mount would resemble every other.
 */
const WRAPPERS = [
  "MountVolume.SetUp failed for volume",
  "failed to mount secrets store objects for pod",
  "failed to mount objects, error:",
  "failed to build auth config for mode None:",
  "objectVersion:",
];

/** Reason of the event, which rules quote with the message. */
const EVENT = "FailedMount";

/** The fragments of a page: each line that it shows, and its title. */
export function fragmentsOf(page: Page): readonly Fragment[] {
  const shown = page.shows.map((line) => fragmentOf(page, true, unwrapped(page, line)));
  return [...shown, fragmentOf(page, false, page.title)].filter(({ words }) => words.length > 0);
}

function unwrapped(page: Page, line: string): string {
  const wrappers = page.kind === "rule" ? [EVENT, ...WRAPPERS] : WRAPPERS;
  const ends = wrappers
    .map((wrapper) => ({ wrapper, at: line.lastIndexOf(wrapper) }))
    .filter(({ at }) => at >= 0)
    .map(({ wrapper, at }) => at + wrapper.length);
  const rest = line.slice(Math.max(0, ...ends));
  return wordsOf(rest).length > 0 ? rest : line;
}

function fragmentOf(page: Page, shown: boolean, line: string): Fragment {
  const words: string[] = [];
  const afterGap: boolean[] = [];
  for (const [index, piece] of piecesOf(line).entries()) {
    for (const [position, word] of wordsOf(piece).entries()) {
      words.push(word);
      afterGap.push(index > 0 && position === 0);
    }
  }
  return { page, shown, words, afterGap };
}

/** What stands between the variable parts of a line. */
function piecesOf(line: string): readonly string[] {
  const pieces: string[] = [];
  let from = 0;
  for (let open = line.indexOf("<"); open >= 0; open = line.indexOf("<", open + 1)) {
    const close = line.indexOf(">", open);
    if (close < 0) {
      break;
    }
    if (isWordCode(line.charCodeAt(open + 1))) {
      pieces.push(line.slice(from, open));
      from = close + 1;
      open = close;
    }
  }
  return [...pieces, line.slice(from)];
}
