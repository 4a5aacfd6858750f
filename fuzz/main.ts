/**
 * `npm run fuzz [-- <seconds> [<seed>]]`: hands broken files to `akv verify` for a while, and counts. Half of them have broken
 * bytes, half are readable and say strange things. Whatever a file says,
 * there has to be a verdict: an exception, or one that takes too long, is a crash, and ends the run with 1.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sampleEnvironments, sourceOf } from "../mutate/artefacts.js";
import { renderers } from "../report/verdict/index.js";
import { type Source, verify } from "../verify/index.js";
import { confused } from "./confusion.js";
import { HOSTILE } from "./hostile.js";
import { mutated } from "./mutations.js";
import { Random } from "./random.js";

/** Longest that a verdict on one small file may take, in milliseconds. */
const TOO_LONG = 2_000;

const seconds = Number(process.argv[2] ?? 60);
const seed = Number(process.argv[3] ?? 1);
const root = join(import.meta.dirname, "..");
const files = ["dist", "bindings"].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(ya?ml|json)$/.test(file))
    .map((file) => ({ file: join(folder, file), bytes: readFileSync(join(root, folder, file)) })),
);
const environments = sampleEnvironments();
const bytes = files.map((one) => one.bytes);
const random = new Random(seed);
const counts = { inputs: 0, bytes: 0, findings: 0, unreadable: 0 };
const crashes: string[] = [];
let slowest = 0;

for (const [index, text] of HOSTILE.entries()) {
  for (const file of ["hostile.yaml", "hostile.json", "infra/hostile.tf.json"]) {
    judge([{ file, content: Buffer.from(text) }], `hostile text ${index} as ${file}`);
  }
}
const end = performance.now() + seconds * 1000;
let shown = performance.now();
while (performance.now() < end && crashes.length < 10) {
  const what = `input ${counts.inputs} of seed ${seed}`;
  if (random.below(2) === 0) {
    const { file, bytes: healthy } = random.one(files);
    judge([{ file, content: mutated(healthy, random, bytes) }], `${what}, bytes of ${file}`);
  } else {
    const { name, artefacts } = random.one(environments);
    const broken = random.one(artefacts);
    const changed = artefacts.map((one) => (one === broken ? { ...one, value: confused(one.value, random) } : one));
    judge(changed.map(sourceOf), `${what}, values of ${broken.file} in ${name}`);
  }
  if (process.stdout.isTTY && performance.now() - shown > 1_000) {
    shown = performance.now();
    process.stdout.write(`\r${counts.inputs} inputs, ${crashes.length} crashes`);
  }
}
const megabytes = (counts.bytes / 1e6).toFixed(0);
console.log(
  `${process.stdout.isTTY ? "\r" : ""}${counts.inputs} inputs (${megabytes} MB) in ${seconds} s, seed ${seed}: ${crashes.length} crashes, ${counts.unreadable} not readable, ${counts.findings} findings, slowest ${slowest.toFixed(0)} ms`,
);
for (const crash of crashes) {
  console.log(crash);
}
process.exitCode = crashes.length === 0 ? 0 : 1;

function judge(sources: readonly Source[], what: string): void {
  counts.inputs += 1;
  counts.bytes += sources.reduce((sum, { content }) => sum + content.length, 0);
  const start = performance.now();
  try {
    const verdict = verify(sources, { today: "2026-11-22" });
    for (const render of Object.values(renderers)) {
      render(verdict, { strict: true, verbose: true });
    }
    const findings = verdict.environments.flatMap((environment) => environment.findings);
    counts.findings += findings.length;
    counts.unreadable += findings.some(({ rule }) => rule === "valid-artefact") ? 1 : 0;
    if ("polluted" in {}) {
      crashes.push(`${what}: the prototype of all objects was changed`);
    }
  } catch (error) {
    crashes.push(`${what}: ${error instanceof Error ? (error.stack ?? error.message).slice(0, 800) : String(error)}`);
  }
  const time = performance.now() - start;
  slowest = Math.max(slowest, time);
  if (time > TOO_LONG) {
    crashes.push(`${what}: took ${time.toFixed(0)} ms`);
  }
}
