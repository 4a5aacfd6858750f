/** What the process says to its caller. */
export const ExitCode = {
  /** Everything asked for was done. */
  done: 0,
  /** A description, a binding, an artefact or a name that was given needs a change. */
  problems: 1,
  /** The program, or one that it calls, could not run; a command or an option that does not exist is asked of nobody. */
  unable: 2,
} as const;

/** One of the exit codes. */
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

/** A mistake in what the person gave: shown as it is, without a stack trace. */
export class InputError extends Error {}

/** Something outside of the description that stands in the way: shown as it is, without a stack trace. */
export class UnableError extends Error {}
