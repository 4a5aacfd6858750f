/** What the process says to its caller; akv.js says 2 where the program itself could not run. */
export const ExitCode = {
  /** Everything asked for was done. */
  done: 0,
  /** A description, a binding or an argument needs a change. */
  problems: 1,
} as const;

/** One of the exit codes. */
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

/** A mistake in what the person gave: shown as it is, without a stack trace. */
export class InputError extends Error {}
