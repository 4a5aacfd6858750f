import { HOSTILE } from "./hostile.js";
import type { Random } from "./random.js";

type Mutation = (bytes: Buffer, random: Random, others: readonly Buffer[]) => Buffer;

/** Pieces that mean something to YAML, JSON or Terraform. */
const TOKENS = [
  "\n",
  "\t",
  ": ",
  "- ",
  "|",
  ">",
  "&a ",
  "*a",
  "<<: ",
  "!!",
  "{",
  "}",
  "[",
  "]",
  '"',
  "'",
  "#",
  "---\n",
  "...\n",
  "%",
  "\\",
  "${",
  "%{",
  "null",
  "true",
  "1e999",
  "-0",
  "0x",
  "\uFEFF",
  "\u2028",
  "\u0000",
  "__proto__",
  "constructor",
  "é",
  "💥",
].map((text) => Buffer.from(text));

const MUTATIONS: readonly Mutation[] = [
  (bytes, random) => spliced(bytes, random, 0, Buffer.from([random.below(256)])),
  (bytes, random) => spliced(bytes, random, 1 + random.below(8), Buffer.alloc(0)),
  (bytes, random) => spliced(bytes, random, 1, Buffer.from([random.below(256)])),
  (bytes, random) => spliced(bytes, random, 0, random.one(TOKENS)),
  (bytes, random) => spliced(bytes, random, random.below(20), random.one(TOKENS)),
  (bytes, random) => spliced(bytes, random, 0, piece(bytes, random)),
  (bytes, random, others) => spliced(bytes, random, random.below(200), piece(random.one(others), random)),
  (bytes, random) => spliced(bytes, random, 0, Buffer.from(random.one(HOSTILE))),
  (bytes, random) => bytes.subarray(0, random.below(bytes.length + 1)),
  (bytes, random) => Buffer.concat(Array.from({ length: 1 + random.below(3) }, () => bytes)),
];

/** A file with one to six things changed in it. */
export function mutated(bytes: Buffer, random: Random, others: readonly Buffer[]): Buffer {
  let result = bytes;
  for (let left = 1 + random.below(6); left > 0; left -= 1) {
    result = random.one(MUTATIONS)(result, random, others);
  }
  return result;
}

function spliced(bytes: Buffer, random: Random, remove: number, insert: Buffer): Buffer {
  const at = random.below(bytes.length + 1);
  return Buffer.concat([bytes.subarray(0, at), insert, bytes.subarray(at + remove)]);
}

function piece(bytes: Buffer, random: Random): Buffer {
  const at = random.below(bytes.length + 1);
  return bytes.subarray(at, at + random.below(300));
}
