import { readAzure } from "./azure/index.js";
import type { GivenException } from "./exceptions.js";
import { judge } from "./judge.js";
import { readKubernetes } from "./kubernetes/index.js";
import { environmentsOf } from "./pairing.js";
import type { Source } from "./reading/document.js";
import { read, type Unreadable } from "./reading/index.js";
import type { Verdict } from "./verdict.js";
import { worldOf } from "./world.js";

export type { Chain, ChainLink, LinkState } from "./chain/chain.js";
export type { LinkKind } from "./chain/link.js";
export { readExceptions } from "./exception-file.js";
export type { Exception, GivenException } from "./exceptions.js";
export type { Excepted, Finding, Location, Unchecked } from "./finding.js";
export type { Source } from "./reading/document.js";
export type { Rule } from "./rule.js";
export { rules } from "./rules/index.js";
export { type EnvironmentVerdict, fails, type Verdict } from "./verdict.js";

/** What to judge, and by what. */
export interface VerifyOptions {
  /** Day to judge dates by, as `2026-11-22`. */
  readonly today: string;
  /** Findings that somebody answers for. @default none */
  readonly exceptions?: readonly GivenException[];
  /** Environments to judge, of those that the files show. @default all */
  readonly environments?: readonly string[];
}

/**
 * Judges artefacts, YAML and Terraform JSON, whoever wrote them.
 *
 * Files in folders as `dist/` has them, `k8s/<environment>` and `infra/stacks/<stack>`, are paired by environment; all
 * others are one environment, called `artefacts`.
 */
export function verify(sources: readonly Source[], options: VerifyOptions): Verdict {
  const { today, exceptions = [], environments: wanted } = options;
  const readings = sources.map((source) => ({ file: source.file, ...read(source) }));
  const all = environmentsOf(readings);
  const names = all.map(({ name }) => name);
  const worlds = all
    .filter(({ name }) => wanted === undefined || wanted.includes(name))
    .map(({ name, readings: own }) => {
      const documents = own.flatMap((reading) => reading.documents);
      const unreadable = own.flatMap((reading) => reading.unreadable);
      // Whoever hands in nothing else means it.
      const isForeign = ({ foreign }: Unreadable) => foreign && documents.length > 0;
      return worldOf({
        name,
        today,
        kubernetes: readKubernetes(documents),
        azure: readAzure(documents),
        unreadable: unreadable.filter((one) => !isForeign(one)),
        foreign: unreadable.filter(isForeign),
        repeated: own.flatMap(({ repeated }) => repeated),
        exceptions: exceptions.filter(({ exception }) => (exception.environment ?? name) === name),
        environments: names,
      });
    });
  return { today, environments: judge(worlds, exceptions) };
}
