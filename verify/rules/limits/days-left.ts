import { daysUntil } from "../../facts/days.js";

/** How far off a day is, as people say it: `in 97 days`, `today`, `3 days ago`. */
export function fromToday(today: string, day: string): string {
  const days = daysUntil(today, day);
  if (days === 0) {
    return "today";
  }
  const number = Math.abs(days) === 1 ? "1 day" : `${Math.abs(days)} days`;
  return days > 0 ? `in ${number}` : `${number} ago`;
}
