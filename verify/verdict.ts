import type { Chain } from "./chain/chain.js";
import type { Excepted, Finding, Unchecked } from "./finding.js";

/** What is to be said about one environment. */
export interface EnvironmentVerdict {
  readonly name: string;
  /** Errors first, then warnings, then notes; within these by file and line. */
  readonly findings: readonly Finding[];
  readonly unchecked: readonly Unchecked[];
  readonly excepted: readonly Excepted[];
  readonly chains: readonly Chain[];
  /** How much was read. */
  readonly counts: { readonly manifests: number; readonly resources: number; readonly rules: number };
}

/** What is to be said about everything that was handed in. */
export interface Verdict {
  /** Day that dates were judged by, as `2026-11-22`. */
  readonly today: string;
  readonly environments: readonly EnvironmentVerdict[];
}

/** Whether a verdict fails: with an error, and under `strict` with a warning too. */
export function fails({ environments }: Verdict, strict: boolean): boolean {
  return environments.some(({ findings }) =>
    findings.some(({ severity }) => severity === "error" || (strict && severity === "warning")),
  );
}
