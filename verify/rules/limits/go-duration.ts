const SECONDS: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1, ms: 1e-3, us: 1e-6, µs: 1e-6, ns: 1e-9 };

const DURATION = /^(?:\d{1,9}(?:\.\d{1,9})?(?:ms|us|µs|ns|h|m|s))+$/;

/**
 * Seconds of a duration as Go writes it, `2m` or `1h30m`; undefined where it is none. Signs are no part of one here.
 *
 * @see https://pkg.go.dev/time#ParseDuration
 */
export function secondsOf(duration: string): number | undefined {
  if (!DURATION.test(duration)) {
    return undefined;
  }
  let seconds = 0;
  for (const [, number, unit = ""] of duration.matchAll(/([\d.]+)([^\d.]+)/g)) {
    seconds += Number(number) * (SECONDS[unit] ?? 0);
  }
  return seconds;
}
