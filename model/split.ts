import { createHash } from "node:crypto";

/**
 * Which of the identities of a split a subject belongs to, counted from 1, by rendezvous hashing: the subject has a
 * score with each identity, and the highest wins.
 *
 * The answer depends on the subject and the number of identities alone. Other subjects come and go without moving it,
 * and one more identity moves only the subjects that it takes over.
 */
export function partOf(subject: string, split: number): number {
  let best = 1;
  let bestScore = "";
  for (let part = 1; part <= split; part++) {
    const score = createHash("sha256").update(`${part}\n${subject}`).digest("hex");
    if (score > bestScore) {
      best = part;
      bestScore = score;
    }
  }
  return best;
}

/** The smallest split, from the one given, under which no identity gets more than `max` of the subjects. */
export function sufficientSplit(subjects: readonly string[], from: number, max: number): number {
  let split = Math.max(from, Math.ceil(subjects.length / max));
  while (largestPart(subjects, split) > max) {
    split++;
  }
  return split;
}

function largestPart(subjects: readonly string[], split: number): number {
  const sizes = new Map<number, number>();
  for (const subject of subjects) {
    const part = partOf(subject, split);
    sizes.set(part, (sizes.get(part) ?? 0) + 1);
  }
  return Math.max(0, ...sizes.values());
}
