import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { type Format, renderers } from "../report/verdict/index.js";
import { fails, type GivenException, readExceptions, type Verdict, verify } from "../verify/index.js";
import { ExitCode, UnableError } from "./exit.js";
import { lazily } from "./lazily.js";
import { root } from "./root.js";
import { type Collected, collectSources } from "./sources.js";
import { emphasis } from "./terminal.js";
import { writeOut } from "./write-out.js";

/** How to judge, as the person asked for it. */
export interface VerifyChoices {
  readonly format?: string;
  readonly output?: string;
  readonly exceptions?: string;
  readonly environment?: readonly string[];
  readonly today?: string;
  readonly strict?: boolean;
  readonly verbose?: boolean;
}

/**
 * Judges artefacts and prints the verdict.
 *
 * @param paths files and folders; none means what this repository synthesized, with the exceptions of its descriptions
 */
export function verifyArtefacts(paths: readonly string[], choices: VerifyChoices): ExitCode {
  const { strict = false, verbose = false, output } = choices;
  const format = formatOf(choices.format ?? "text");
  const { verdict, skipped } = verdictOn(paths, choices);
  for (const what of skipped) {
    process.stderr.write(`left out: ${what}\n`);
  }
  const style = emphasis(output === undefined ? process.stdout : {});
  const report = renderers[format](verdict, { strict, verbose, style });
  if (output === undefined) {
    process.stdout.write(report);
  } else {
    writeOut(output, report);
  }
  return fails(verdict, strict) ? ExitCode.problems : ExitCode.done;
}

/** The verdict on some paths, or on what this repository synthesized. */
export function verdictOn(
  paths: readonly string[],
  { exceptions: file, environment = [], today = dayOf(new Date()) }: VerifyChoices,
): { readonly verdict: Verdict } & Pick<Collected, "skipped"> {
  if (!isDay(today)) {
    throw new UnableError(`--today takes a day as 2027-02-28, not ${JSON.stringify(today)}`);
  }
  const own = paths.length === 0;
  if (own && relative(root, process.cwd()).startsWith("..")) {
    throw new UnableError("name the files and folders to judge: akv verify k8s/ plan.json");
  }
  const { sources, skipped } = collectSources(own ? ownPaths() : paths);
  if (sources.length === 0) {
    throw new UnableError("there is no YAML and no JSON under these paths");
  }
  const exceptions = [...(own ? describedExceptions() : []), ...(file === undefined ? [] : exceptionsIn(file))];
  const verdict = verify(sources, { today, exceptions, ...(environment.length > 0 && { environments: environment }) });
  const missing = environment.find((name) => !verdict.environments.some((one) => one.name === name));
  if (missing !== undefined) {
    const known = verify(sources, { today })
      .environments.map(({ name }) => JSON.stringify(name))
      .join(", ");
    throw new UnableError(`no artefact is of environment ${JSON.stringify(missing)} (there are: ${known})`);
  }
  if (
    verdict.environments.every(({ counts, findings }) => counts.manifests + counts.resources + findings.length === 0)
  ) {
    throw new UnableError("there is no manifest and no Terraform in what was given: nothing was judged");
  }
  return { verdict, skipped };
}

function formatOf(name: string): Format {
  if (!Object.hasOwn(renderers, name)) {
    throw new UnableError(
      `there is no format ${JSON.stringify(name)} (there are: ${Object.keys(renderers).join(", ")})`,
    );
  }
  return name as Format;
}

function ownPaths(): readonly string[] {
  return ["dist", "bindings"].map((folder) => relative(process.cwd(), join(root, folder)) || ".");
}

function exceptionsIn(file: string): readonly GivenException[] {
  const { exceptions, unreadable } = readExceptions({ file, content: contentOf(file) });
  const [broken] = unreadable;
  if (broken !== undefined) {
    throw new UnableError(`${file}:${broken.line} cannot be read: ${broken.reason}`);
  }
  return exceptions;
}

function contentOf(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new UnableError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** The exceptions that the descriptions make. They are loaded here alone: other artefacts need no description. */
function describedExceptions(): readonly GivenException[] {
  const { environments } = lazily<typeof import("../environments/index.js")>("../environments/index.js");
  return environments.flatMap(({ name, exceptions = [] }) =>
    exceptions.map((exception, index) => ({
      id: `exceptions[${index}] of ${name}`,
      place: {
        document: { file: `environments/${name}.ts`, value: undefined, lines: { lineOf: () => 1 } },
        path: [],
      },
      exception: { ...exception, environment: name },
    })),
  );
}

function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(date.getTime()) && dayOf(date) === text;
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}
