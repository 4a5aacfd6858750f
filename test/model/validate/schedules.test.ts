import { expect, test } from "vitest";
import { cronJob } from "../../../model/index.js";
import { vault } from "../../support/descriptions.js";
import { expected, problemsOf } from "./expected.js";

const props = { image: "busybox:1.36", mounts: [{ path: "/mnt/secrets", objects: [vault.objects.dbPassword] }] };

/** The problems of a CronJob that runs then. */
function problemsAt(schedule: string, timeZone?: string) {
  return problemsOf(cronJob("import", { ...props, schedule, ...(timeZone !== undefined && { timeZone }) }));
}

test.each([
  "* * * * *",
  "? ? ? ? ?",
  "0 0 1 1 0",
  "59 23 31 12 6",
  "00 03 * * 1",
  "*/15 * * * *",
  "5/15 8-18/2 * * *",
  "0 0 1,15 * *",
  "0 0 1-7,15 * 1-5",
  "0 0 * jan,JUL sun",
  "0 0 * Mar-Oct MON-fri",
  "0\t0  * * *",
  "@yearly",
  "@annually",
  "@monthly",
  "@weekly",
  "@daily",
  "@midnight",
  "@hourly",
  "@every 6h",
  "@every 1h30m10s",
  "@every 1.5h",
])("accepts the schedule %j", (schedule) => {
  expect(problemsAt(schedule)).toEqual([]);
});

test.each([
  ["counts Sunday as 7", "0 0 * * 7"],
  ["counts Sunday as 7 at the end of a range", "0 0 * * 1-7"],
  ["has seconds", "0 0 0 * * *"],
  ["has four fields", "0 0 * *"],
  ["has minute 60", "60 * * * *"],
  ["has hour 24", "0 24 * * *"],
  ["has day 0", "0 0 0 * *"],
  ["has day 32", "0 0 32 * *"],
  ["has month 0", "0 0 * 0 *"],
  ["has month 13", "0 0 * 13 *"],
  ["has a range that runs backwards", "0 0 * * 5-1"],
  ["has a step of 0", "*/0 * * * *"],
  ["has nothing after a comma", "0, 0 * * *"],
  ["has the name of a month among the weekdays", "0 0 * * jan"],
  ["has the name of a weekday among the months", "0 0 * mon *"],
  ["has a number below 0", "-1 0 * * *"],
  ["begins with a blank", " 0 0 * * *"],
  ["has a word that cron does not know", "@reboot"],
  ["has a word in capitals", "@Daily"],
  ["has an interval without a length", "@every"],
  ["has an interval without a unit", "@every 6"],
  ["names its time zone", "TZ=UTC 0 0 * * *"],
  ["is empty", ""],
])("fails when the schedule %s", (_, schedule) => {
  expect(problemsAt(schedule)).toEqual([
    expected({
      rule: "valid-schedule",
      message: `schedule ${JSON.stringify(schedule)} is not valid`,
      at: "test › workloads[0] import › schedule",
      allowed: 'five fields of cron (minute, hour, day, month, weekday 0 to 6), or "@hourly", "@daily", "@every 6h" …',
      fix: 'write it as cron does, for example "0 3 * * 1"',
    }),
  ]);
});

test.each([
  "UTC",
  "Europe/Amsterdam",
  "Asia/Kolkata",
  "America/Port-au-Prince",
  "America/Argentina/Buenos_Aires",
  "Etc/GMT+1",
])("accepts the time zone %s", (timeZone) => {
  expect(problemsAt("@daily", timeZone)).toEqual([]);
});

test.each([
  ["nowhere", "Europe/Delft"],
  ["in small letters", "europe/amsterdam"],
  ["in capitals", "EUROPE/AMSTERDAM"],
  ["an abbreviation that JavaScript alone knows", "PST"],
  ["UTC in small letters", "utc"],
  ["an offset", "+02:00"],
  ["the node's own", "Local"],
  ["empty", ""],
])("fails when the time zone is %s", (_, timeZone) => {
  expect(problemsAt("@daily", timeZone)).toEqual([
    expected({
      rule: "valid-schedule",
      message: `time zone "${timeZone}" is not one to rely on`,
      at: "test › workloads[0] import › timeZone",
      allowed: 'a region and city of the tz database, for example "Europe/Amsterdam", or "UTC"',
      fix: "choose one of the database, or leave it out for UTC",
    }),
  ]);
});
