import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { managedIdentity, resolve } from "../../model/index.js";
import { divide, partOf, sufficientSplit } from "../../model/split.js";
import { api, healthy } from "../support/descriptions.js";

/** The same subjects in every run, so that a failure stays until it is mended. */
const options = { numRuns: 100, seed: 1 };

const subject = fc.stringMatching(/^system:serviceaccount:[a-z]{1,8}:[a-z]{1,8}$/);
const subjects = fc.uniqueArray(subject, { maxLength: 120 });
const split = fc.integer({ min: 1, max: 12 });
const max = fc.integer({ min: 1, max: 20 });

/** Some subjects and which of them to leave out. */
const oneOfSome = fc
  .uniqueArray(subject, { minLength: 1, maxLength: 120 })
  .chain((all) => fc.record({ all: fc.constant(all), index: fc.nat({ max: all.length - 1 }) }));

/** The subjects whose identity is another one in the second division, with both. */
function moves(before: ReadonlyMap<string, unknown>, after: ReadonlyMap<string, unknown>) {
  return [...before].flatMap(([one, from]) =>
    after.has(one) && after.get(one) !== from ? [{ subject: one, from, to: after.get(one) }] : [],
  );
}

function sizesOf(parts: ReadonlyMap<string, unknown>): ReadonlyMap<unknown, number> {
  const sizes = new Map<unknown, number>();
  for (const part of parts.values()) {
    sizes.set(part, (sizes.get(part) ?? 0) + 1);
  }
  return sizes;
}

describe("the part of a split that a subject belongs to", () => {
  test("is one of the parts, and the same every time", () => {
    fc.assert(
      fc.property(subject, split, (one, parts) => {
        const part = partOf(one, parts);

        expect(part).toBeGreaterThanOrEqual(1);
        expect(part).toBeLessThanOrEqual(parts);
        expect(partOf(one, parts)).toBe(part);
      }),
      options,
    );
  });

  test("stays when one more part is added, or becomes that part", () => {
    fc.assert(
      fc.property(subject, split, (one, parts) => {
        expect([partOf(one, parts), parts + 1]).toContain(partOf(one, parts + 1));
      }),
      options,
    );
  });

  test("is never left empty by many subjects", () => {
    const many = Array.from({ length: 400 }, (_, index) => `system:serviceaccount:orders:api-${index}`);

    expect(new Set(many.map((one) => partOf(one, 12))).size).toBe(12);
  });
});

describe("a sufficient split", () => {
  test("gives no part more than the limit, and none smaller from the start does", () => {
    fc.assert(
      fc.property(fc.uniqueArray(subject, { maxLength: 60 }), fc.integer({ min: 2, max: 20 }), (some, most) => {
        const parts = sufficientSplit(some, 1, most);
        const largest = (count: number) =>
          Math.max(0, ...sizesOf(new Map(some.map((one) => [one, partOf(one, count)]))).values());

        expect(largest(parts)).toBeLessThanOrEqual(most);
        for (let fewer = 1; fewer < parts; fewer++) {
          expect(largest(fewer)).toBeGreaterThan(most);
        }
      }),
      { numRuns: 30, seed: 1 },
    );
  });
});

describe("an automatic division", () => {
  test("gives every subject an identity, and none more than the limit", () => {
    fc.assert(
      fc.property(subjects, max, (some, most) => {
        const parts = divide(some, most);

        expect([...parts.keys()].sort()).toEqual([...some].sort());
        expect(Math.max(0, ...sizesOf(parts).values())).toBeLessThanOrEqual(most);
      }),
      options,
    );
  });

  test("leaves all with the first identity as long as they fit, and takes a second for one more", () => {
    const some = Array.from({ length: 21 }, (_, index) => `system:serviceaccount:orders:api-${index}`);

    expect(new Set(divide(some.slice(0, 20), 20).values())).toEqual(new Set([""]));
    expect(new Set(divide(some, 20).values())).toEqual(new Set(["", "1"]));
  });

  test("does not depend on the order of the subjects", () => {
    fc.assert(
      fc.property(subjects, max, fc.nat(), (some, most, turn) => {
        const cut = some.length === 0 ? 0 : turn % some.length;
        const turned = [...some.slice(cut), ...some.slice(0, cut)].reverse();

        expect(moves(divide(some, most), divide(turned, most))).toEqual([]);
      }),
      options,
    );
  });

  test("names an identity by bits that the hashes of all its subjects begin with, and that end in 1", () => {
    const bitsOf = (one: string) =>
      [...createHash("sha256").update(one).digest()].map((byte) => byte.toString(2).padStart(8, "0")).join("");

    fc.assert(
      fc.property(subjects, max, (some, most) => {
        const parts = [...divide(some, most)];

        expect(parts.filter(([, name]) => !/^([01]*1)?$/.test(name))).toEqual([]);
        expect(parts.filter(([one, name]) => !bitsOf(one).startsWith(name))).toEqual([]);
      }),
      options,
    );
  });

  test("moves, when one subject comes, only subjects of the one identity that divides", () => {
    fc.assert(
      fc.property(oneOfSome, max, ({ all, index }, most) => {
        const before = divide(all.toSpliced(index, 1), most);
        const after = divide(all, most);
        const moved = moves(before, after);

        const from = [...new Set(moved.map((move) => move.from))];
        expect(from.length).toBeLessThanOrEqual(1);
        // Only a full identity divides.
        expect(from.map((part) => sizesOf(before).get(part))).toEqual(from.map(() => most));
      }),
      options,
    );
  });

  test("moves, when one subject goes, only subjects that the joined identity takes in", () => {
    fc.assert(
      fc.property(oneOfSome, max, ({ all, index }, most) => {
        const before = divide(all, most);
        const after = divide(all.toSpliced(index, 1), most);
        const moved = moves(before, after);

        const to = [...new Set(moved.map((move) => move.to))];
        expect(to.length).toBeLessThanOrEqual(1);
        expect(to.map((part) => sizesOf(after).get(part))).toEqual(to.map(() => most));
      }),
      options,
    );
  });

  test("moves nobody for most of the subjects that come", () => {
    const some = Array.from({ length: 200 }, (_, index) => `system:serviceaccount:orders:api-${index}`);
    const steps = some.map((_, count) => moves(divide(some.slice(0, count), 20), divide(some.slice(0, count + 1), 20)));

    expect(steps.filter((moved) => moved.length > 0).length).toBeLessThan(20);
    expect(Math.max(...steps.map((moved) => moved.length))).toBeLessThan(20);
  });
});

describe("the identities of an environment", () => {
  const counts = Array.from({ length: 60 }, (_, index) => index + 1);

  /** How many credentials each identity has, and which identity each service account. */
  function spread(names: readonly number[], of: number | "auto") {
    const identity = managedIdentity("orders", { split: of });
    const { identities, serviceAccounts } = resolve(
      healthy({ workloads: names.map((name) => api({ identity }, `api-${name}`)) }),
    );
    return {
      credentials: identities.map(({ credentials }) => credentials.length),
      keys: identities.map(({ key }) => key),
      parts: new Map(serviceAccounts.map((account) => [account.name, account.identity])),
    };
  }

  test("never hold more than 20 credentials with an automatic split, and hold one for each service account", () => {
    for (const count of counts) {
      const { credentials, keys } = spread(counts.slice(0, count), "auto");

      expect(Math.max(...credentials)).toBeLessThanOrEqual(20);
      expect(credentials.reduce((sum, one) => sum + one, 0)).toBe(count);
      expect(new Set(keys).size).toBe(keys.length);
    }
  });

  test("keep every service account with a declared split, when one in the middle comes or goes", () => {
    for (const gone of counts) {
      const without = spread(
        counts.filter((name) => name !== gone),
        4,
      );

      expect(moves(spread(counts, 4).parts, without.parts)).toEqual([]);
    }
  });

  test("move, with an automatic split, only service accounts of one identity for one that comes or goes", () => {
    const before = spread(counts, "auto").parts;

    for (const gone of counts) {
      const after = spread(
        counts.filter((name) => name !== gone),
        "auto",
      ).parts;
      expect(new Set(moves(before, after).map(({ to }) => to)).size).toBeLessThanOrEqual(1);
      expect(new Set(moves(after, before).map(({ from }) => from)).size).toBeLessThanOrEqual(1);
    }
  });
});
