import { nearest } from "../../shared/index.js";
import { codesIn, isCode, pagesWithCode } from "./codes.js";
import type { Page } from "./page.js";
import { type Score, scores } from "./search.js";
import { isWordCode, wordsOf } from "./words.js";

/**
 * Why a page was chosen: it was asked for by its id, it shows the code, what it shows stands in the text, its id is
 * nearly the one asked for, or it is merely the least far from the text.
 */
export type Reason = "id" | "code" | "text" | "spelling" | "guess";

/** A page that may explain what was asked. */
export interface Match {
  readonly page: Page;
  readonly reason: Reason;
}

/** Characters of a question that are read; what comes behind them is not. */
export const LONGEST_QUERY = 1_000_000;

/** Least part of a message that has to stand in the text, or of the text in a message, for the page to be an answer. */
const ANSWER = 0.65;

/** Pages this much weaker than the best one say nothing about the text. */
const RELATED = 0.3;

/** What a known code inside of a longer text adds: more than any message has by its words. */
const CODE = 1000;

/**
 * How much the score of a rule's page counts beside that of an error's: the latter shows no names of an example, which
 * may happen to stand in the text, and links its rules.
 */
const RULE = 0.25;

/** A guess that has less in common with the text has no more than an everyday word. */
const LEAST = 1.5;

const MOST = 5;
const MOST_GUESSES = 3;
const LONGEST_ID = 80;

/**
 * Pages that explain an id, a code or a pasted text, the best first; empty where nothing comes near.
 *
 * An id wins alone, also one in brackets as `akv verify` prints it.
 */
export function explainPages(pages: readonly Page[], query: string): readonly Match[] {
  const text = query.slice(0, LONGEST_QUERY).trim();
  const named = byId(pages, text);
  if (named.length > 0) {
    return named;
  }
  const words = wordsOf(text);
  const coded = isCode(words) ? pagesWithCode(pages, codesIn(words)) : [];
  if (coded.length > 0) {
    return coded.map((page) => ({ page, reason: "code" }));
  }
  const misspelt = isIdLike(text) ? nearestPage(pages, text.toLowerCase()) : undefined;
  if (misspelt !== undefined) {
    return [{ page: misspelt, reason: "spelling" }];
  }
  return words.length === 0 || isCode(words) ? [] : byText(pages, words);
}

function byId(pages: readonly Page[], text: string): readonly Match[] {
  const ids = new Map(pages.toReversed().map((page) => [page.id, page]));
  const whole = ids.get(nameOf(text));
  if (whole !== undefined) {
    return [{ page: whole, reason: "id" }];
  }
  const bracketed = new Set(inBrackets(text).map((id) => ids.get(id)));
  return [...bracketed].flatMap((page) => (page?.kind === "rule" ? [{ page, reason: "id" as const }] : []));
}

/** The id that a text is, or that the path of a page ends with. */
function nameOf(text: string): string {
  const name = text.slice(text.lastIndexOf("/") + 1).toLowerCase();
  return name.endsWith(".md") ? name.slice(0, -".md".length) : name;
}

/** What stands in brackets and is short enough for an id. */
function inBrackets(text: string): readonly string[] {
  const found: string[] = [];
  for (let open = text.indexOf("["); open >= 0; open = text.indexOf("[", open + 1)) {
    const inner = text.slice(open + 1, open + 2 + LONGEST_ID);
    const close = inner.indexOf("]");
    if (close > 0) {
      found.push(inner.slice(0, close));
    }
  }
  return found;
}

/** Whether a text is one word with dashes, as ids are. */
function isIdLike(text: string): boolean {
  if (text.length > LONGEST_ID || !text.includes("-")) {
    return false;
  }
  return [...text].every((character) => character === "-" || isWordCode(character.charCodeAt(0)));
}

function nearestPage(pages: readonly Page[], id: string): Page | undefined {
  const near = nearest(
    id,
    pages.map((page) => page.id),
  );
  return pages.find((page) => page.id === near);
}

function byText(pages: readonly Page[], words: readonly string[]): readonly Match[] {
  const coded = new Set(pagesWithCode(pages, codesIn(words)));
  const ranked = scores(pages, words).toSorted((one, other) => rank(other, coded) - rank(one, coded));
  const answers = ranked.filter(({ page, share }) => share >= ANSWER || coded.has(page));
  const best = answers[0];
  if (best === undefined) {
    const near = ranked.filter(({ overlap }) => overlap >= LEAST).toSorted((one, other) => other.overlap - one.overlap);
    return near.slice(0, MOST_GUESSES).map(({ page }) => ({ page, reason: "guess" }));
  }
  return answers
    .filter(({ score }) => score >= RELATED * best.score)
    .slice(0, MOST)
    .map(({ page }) => ({ page, reason: "text" }));
}

/** What decides the order of pages. */
function rank({ page, score }: Score, coded: ReadonlySet<Page>): number {
  return (coded.has(page) ? CODE + score : score) * (page.kind === "rule" ? RULE : 1);
}
