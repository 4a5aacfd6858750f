import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { partOf, sufficientSplit } from "../../model/split.js";

const subject = fc.stringMatching(/^system:serviceaccount:[a-z]{1,8}:[a-z]{1,8}$/);
const split = fc.integer({ min: 1, max: 12 });

describe("the part of a split that a subject belongs to", () => {
  test("is one of the parts, and the same every time", () => {
    fc.assert(
      fc.property(subject, split, (one, parts) => {
        const part = partOf(one, parts);

        expect(part).toBeGreaterThanOrEqual(1);
        expect(part).toBeLessThanOrEqual(parts);
        expect(partOf(one, parts)).toBe(part);
      }),
    );
  });

  test("stays when one more part is added, or becomes that part", () => {
    fc.assert(
      fc.property(subject, split, (one, parts) => {
        expect([partOf(one, parts), parts + 1]).toContain(partOf(one, parts + 1));
      }),
    );
  });
});

describe("a sufficient split", () => {
  test("gives no part more than the limit, and none smaller from the start does", () => {
    fc.assert(
      fc.property(fc.uniqueArray(subject, { maxLength: 60 }), fc.integer({ min: 2, max: 20 }), (subjects, max) => {
        const parts = sufficientSplit(subjects, 1, max);
        const largest = (count: number) =>
          Math.max(
            0,
            ...Array.from(
              { length: count },
              (_, index) => subjects.filter((one) => partOf(one, count) === index + 1).length,
            ),
          );

        expect(largest(parts)).toBeLessThanOrEqual(max);
        for (let fewer = 1; fewer < parts; fewer++) {
          expect(largest(fewer)).toBeGreaterThan(max);
        }
      }),
      { numRuns: 30 },
    );
  });
});
