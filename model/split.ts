import { createHash } from "node:crypto";

/**
 * Which of the identities of a split a subject belongs to, counted from 1, by rendezvous hashing: the subject has a
 * score with each identity, and the highest wins.
 *
 * The answer depends on the subject and the number of identities alone. Other subjects come and go without moving it,
 * and one more identity moves only the subjects that it takes over.
 */
export function partOf(subject: string, split: number): number {
  let best = NOBODY;
  for (let part = 1; part <= split; part++) {
    best = better(best, subject, part);
  }
  return best.part;
}

/** The smallest split, from the one given, under which no identity gets more than `max` of the subjects. */
export function sufficientSplit(subjects: readonly string[], from: number, max: number): number {
  let holders = subjects.map((subject) => better(NOBODY, subject, 1));
  for (let split = 1; ; split++) {
    if (split >= from && largest(holders) <= max) {
      return split;
    }
    holders = holders.map((holder, index) => better(holder, subjects[index] ?? "", split + 1));
  }
}

function largest(holders: readonly Holder[]): number {
  const sizes = new Map<number, number>();
  for (const { part } of holders) {
    sizes.set(part, (sizes.get(part) ?? 0) + 1);
  }
  return Math.max(0, ...sizes.values());
}

/** The part that holds a subject, and the score with which it won. */
interface Holder {
  readonly part: number;
  readonly score: string;
}

const NOBODY: Holder = { part: 0, score: "" };

function better(holder: Holder, subject: string, part: number): Holder {
  const score = createHash("sha256").update(`${part}\n${subject}`).digest("hex");
  return score > holder.score ? { part, score } : holder;
}

/**
 * Divides subjects over identities so that none has more than `max`, by extendible hashing: an identity that is too
 * full divides in two by the next bit of its subjects' hashes, as often as needed.
 *
 * The answer depends on the set of subjects alone. A subject more or less moves none of the others, until an identity
 * that was full divides (or two that fit together become one again): then about half of that identity's subjects move,
 * and no others.
 *
 * @returns for each subject the bits that name its identity: empty for the first, otherwise ending in 1, because of two
 *   halves the one with 0 keeps the name
 */
export function divide(subjects: readonly string[], max: number): ReadonlyMap<string, string> {
  const hashed = subjects.map((subject) => ({ subject, bits: bitsOf(subject) }));
  const parts = new Map<string, string>();
  const place = (members: typeof hashed, prefix: string): void => {
    if (members.length <= max) {
      for (const { subject } of members) {
        parts.set(subject, prefix.replace(/0+$/, ""));
      }
      return;
    }
    for (const bit of ["0", "1"]) {
      place(
        members.filter(({ bits }) => bits[prefix.length] === bit),
        prefix + bit,
      );
    }
  };
  place(hashed, "");
  return parts;
}

function bitsOf(subject: string): string {
  const digest = createHash("sha256").update(subject).digest("hex");
  return [...digest].map((digit) => Number.parseInt(digit, 16).toString(2).padStart(4, "0")).join("");
}
