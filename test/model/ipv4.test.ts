import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contains, isPrivate, isRange, overlaps, prefixOf } from "../../model/ipv4.js";

/** The same ranges in every run, so that a failure stays until it is mended. */
const options = { numRuns: 200, seed: 1 };

/** A range that begins with its first address. */
const range = fc
  .record({ address: fc.nat({ max: 2 ** 32 - 1 }), bits: fc.integer({ min: 0, max: 32 }) })
  .map(({ address, bits }) => written(address - (address % 2 ** (32 - bits)), bits));

function written(first: number, bits: number): string {
  return `${[24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256).join(".")}/${bits}`;
}

/** The halves of a range that has any. */
function halvesOf(whole: string): readonly [string, string] {
  const [address = "", bits = ""] = whole.split("/");
  const first = address.split(".").reduce((number, part) => number * 256 + Number(part), 0);
  const longer = Number(bits) + 1;
  return [written(first, longer), written(first + 2 ** (32 - longer), longer)];
}

describe("a range", () => {
  test.each(["0.0.0.0/0", "10.0.0.0/8", "10.20.30.40/32", "255.255.255.255/32", "128.0.0.0/1", "192.168.1.64/26"])(
    "is %s",
    (text) => {
      expect(isRange(text)).toBe(true);
    },
  );

  test.each([
    "",
    "10.0.0.0",
    "10.0.0.0/",
    "/8",
    "10.0.0.0/33",
    "10.0.0.0/-1",
    "10.0.0.0/8.0",
    "10.0.0.0/08",
    "10.0.0.0/008",
    "10.0.0.0/8/8",
    "10.0.0.1/8",
    "10.128.0.0/8",
    "1.2.3.4/0",
    "256.0.0.0/8",
    "10.0.0/8",
    "010.0.0.0/8",
    " 10.0.0.0/8",
    "10.0.0.0/8 ",
    "fd00::/8",
  ])('is not "%s"', (text) => {
    expect(isRange(text)).toBe(false);
    expect(contains("0.0.0.0/0", text)).toBe(false);
    expect(contains(text, "10.0.0.0/32")).toBe(false);
  });

  test("has the bits that it fixes, and none where it is not one", () => {
    expect([prefixOf("10.0.0.0/8"), prefixOf("10.0.0.1/32"), prefixOf("10.0.0.1/8")]).toEqual([8, 32, 0]);
  });
});

describe("any range", () => {
  test("is within itself and within everything, and holds its first address", () => {
    fc.assert(
      fc.property(range, (one) => {
        expect(isRange(one)).toBe(true);
        expect(contains(one, one)).toBe(true);
        expect(contains("0.0.0.0/0", one)).toBe(true);
        expect(contains(one, one.replace(/\/.*/, "/32"))).toBe(true);
      }),
      options,
    );
  });

  test("holds its halves, which share no address and do not hold it", () => {
    fc.assert(
      fc.property(
        range.filter((one) => prefixOf(one) < 32),
        (whole) => {
          const [low, high] = halvesOf(whole);

          expect([contains(whole, low), contains(whole, high)]).toEqual([true, true]);
          expect([contains(low, whole), contains(high, whole), overlaps(low, high)]).toEqual([false, false, false]);
          expect([overlaps(whole, high), overlaps(high, whole)]).toEqual([true, true]);
        },
      ),
      options,
    );
  });
});

test.each([
  ["the range before", "10.19.255.0/24", false],
  ["its first range", "10.20.0.0/24", true],
  ["its last range", "10.20.255.0/24", true],
  ["the range after", "10.21.0.0/24", false],
])("a network of 10.20.0.0/16 and %s: inside and overlapping", (_, inner, expected) => {
  expect([contains("10.20.0.0/16", inner), overlaps("10.20.0.0/16", inner), overlaps(inner, "10.20.0.0/16")]).toEqual([
    expected,
    expected,
    expected,
  ]);
});

test.each([
  ["9.255.255.255/32", false],
  ["10.0.0.0/32", true],
  ["10.255.255.255/32", true],
  ["11.0.0.0/32", false],
  ["172.15.255.255/32", false],
  ["172.16.0.0/32", true],
  ["172.31.255.255/32", true],
  ["172.32.0.0/32", false],
  ["192.167.255.255/32", false],
  ["192.168.0.0/32", true],
  ["192.168.255.255/32", true],
  ["192.169.0.0/32", false],
  ["0.0.0.0/32", false],
  ["8.0.0.0/5", true],
] as const)("whether %s has private addresses: %s", (one, expected) => {
  expect(isPrivate(one)).toBe(expected);
});
