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
