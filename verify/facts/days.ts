const MILLISECONDS_A_DAY = 86_400_000;

/**
 * Days from one day to another, both written as `2026-11-22`: 0 on the day itself, negative once it is past, NaN where
 * one of them is no day.
 */
export function daysUntil(today: string, day: string): number {
  return Math.round((Date.parse(`${day}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`)) / MILLISECONDS_A_DAY);
}
