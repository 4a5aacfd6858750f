import { type Fragment, fragmentsOf } from "./fragment.js";
import type { Page } from "./page.js";

/** How well a text fits a page. */
export interface Score {
  readonly page: Page;
  readonly score: number;
  /** Part of what the page shows that stands in the text in one go, or of the text that the page shows: 0 to 1. */
  readonly share: number;
  /** Weight of the words that they have in common, in any order: what is left where no message stands in the text. */
  readonly overlap: number;
}

/** Most words that the variable part of a message may have: a URL with a resource id in it has some twenty. */
const GAP = 24;

/** A title says in other words what the error says. */
const TITLE = 0.4;

/** Words of pages, one after the other, so that one look finds where a word of the text may stand. */
interface Layout {
  readonly fragments: readonly Fragment[];
  /** First position of each fragment. */
  readonly starts: readonly number[];
  /** Fragment of each position. */
  readonly owner: readonly number[];
  readonly weights: readonly number[];
  readonly afterGap: readonly boolean[];
  /** Positions of each word, the last first. */
  readonly positions: ReadonlyMap<string, readonly number[]>;
  readonly rarest: number;
}

/**
 * Scores pages by how much of what they show stands in a text, in the same order; rare words count more than common
 * ones. Time grows with the length of the text. No order.
 */
export function scores(pages: readonly Page[], words: readonly string[]): readonly Score[] {
  const layout = layoutOf(pages);
  const { longest, present } = runsIn(layout, words);
  const textWeight = words.reduce((sum, word) => sum + weightIn(layout, word), 0);
  const best = new Map<Page, Score>();
  for (const [index, { page, shown }] of layout.fragments.entries()) {
    const total = weightOf(layout, index);
    const run = longest[index] ?? 0;
    const seen = present[index] ?? 0;
    const closeness = Math.max(run / total, run / textWeight);
    const share = shown ? closeness : 0;
    const factor = shown ? 1 : TITLE;
    const score = factor * (0.75 * run * closeness ** 3 + 0.25 * seen * (seen / total) ** 3);
    const before = best.get(page);
    best.set(page, {
      page,
      score: Math.max(score, before?.score ?? 0),
      share: Math.max(share, before?.share ?? 0),
      overlap: Math.max((seen * seen) / total, before?.overlap ?? 0),
    });
  }
  return [...best.values()];
}

function layoutOf(pages: readonly Page[]): Layout {
  const fragments = pages.flatMap(fragmentsOf);
  const pagesOfWord = new Map<string, Set<Page>>();
  for (const { page, words } of fragments) {
    for (const word of words) {
      pagesOfWord.set(word, (pagesOfWord.get(word) ?? new Set()).add(page));
    }
  }
  const rarity = (word: string) => Math.log(1 + pages.length / (pagesOfWord.get(word)?.size ?? 1));
  const starts: number[] = [];
  const owner: number[] = [];
  const weights: number[] = [];
  const afterGap: boolean[] = [];
  const positions = new Map<string, number[]>();
  for (const [index, fragment] of fragments.entries()) {
    starts.push(owner.length);
    for (const [at, word] of fragment.words.entries()) {
      const known = positions.get(word) ?? [];
      known.push(owner.length);
      positions.set(word, known);
      owner.push(index);
      weights.push(rarity(word));
      afterGap.push(fragment.afterGap[at] ?? false);
    }
  }
  for (const known of positions.values()) {
    known.reverse();
  }
  return { fragments, starts, owner, weights, afterGap, positions, rarest: Math.log(1 + pages.length) };
}

/** Weight of the longest run of each fragment that stands in the text, and of all its words that do. */
function runsIn(layout: Layout, words: readonly string[]): { readonly longest: number[]; readonly present: number[] } {
  const longest: number[] = layout.fragments.map(() => 0);
  const present: number[] = layout.fragments.map(() => 0);
  const lastAt: number[] = layout.owner.map(() => -1);
  const run: number[] = layout.owner.map(() => 0);
  for (const [at, word] of words.entries()) {
    // The last position first: a word that a fragment repeats must not find its own, later occurrence as the one before.
    for (const position of layout.positions.get(word) ?? []) {
      const fragment = layout.owner[position] ?? 0;
      const weight = layout.weights[position] ?? 0;
      if (lastAt[position] === -1) {
        present[fragment] = (present[fragment] ?? 0) + weight;
      }
      const whole = weight + runBefore(layout, position, at, lastAt, run);
      run[position] = whole;
      lastAt[position] = at;
      longest[fragment] = Math.max(longest[fragment] ?? 0, whole);
    }
  }
  return { longest, present };
}

/** Weight of the run that a word continues; one word may be missing, as where a line was broken inside it. */
function runBefore(
  layout: Layout,
  position: number,
  at: number,
  lastAt: readonly number[],
  run: readonly number[],
): number {
  const first = layout.starts[layout.owner[position] ?? 0] ?? 0;
  let reach = 1;
  for (const before of [position - 1, position - 2]) {
    if (before < first) {
      return 0;
    }
    reach += layout.afterGap[before + 1] ? GAP : 1;
    const last = lastAt[before] ?? -1;
    if (last >= 0 && last < at && at - last <= reach) {
      return run[before] ?? 0;
    }
  }
  return 0;
}

function weightOf(layout: Layout, index: number): number {
  const end = layout.starts[index + 1] ?? layout.owner.length;
  let sum = 0;
  for (let position = layout.starts[index] ?? 0; position < end; position += 1) {
    sum += layout.weights[position] ?? 0;
  }
  return sum;
}

function weightIn(layout: Layout, word: string): number {
  const [position] = layout.positions.get(word) ?? [];
  return position === undefined ? layout.rarest : (layout.weights[position] ?? 0);
}
