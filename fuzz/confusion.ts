import type { Random } from "./random.js";

/** Values of every type, to stand where another is expected. */
const STRANGE: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e308,
  "",
  " ",
  "x",
  "x".repeat(70_000),
  "a\nb: c",
  "../../x",
  "${azurerm_key_vault.x.id}",
  "${",
  "__proto__",
  "constructor",
  [],
  [[]],
  [null],
  {},
  { a: { b: [] } },
];

/** A copy of a value with one to four of its parts replaced, renamed, removed or moved. */
export function confused(value: unknown, random: Random): unknown {
  let result = structuredClone(value);
  for (let left = 1 + random.below(4); left > 0; left -= 1) {
    result = confusedOnce(result, random);
  }
  return result;
}

function confusedOnce(value: unknown, random: Random): unknown {
  const places = placesIn(value);
  if (places.length === 0) {
    return random.one(STRANGE);
  }
  const { parent, key } = random.one(places);
  const other = random.one(places);
  switch (random.below(5)) {
    case 0:
      delete parent[key];
      break;
    case 1:
      parent[`${key}${random.one(["x", "_", ".", "__proto__"])}`] = parent[key];
      delete parent[key];
      break;
    case 2:
      parent[key] = structuredClone(other.parent[other.key]);
      break;
    default:
      parent[key] = structuredClone(random.one(STRANGE));
  }
  return value;
}

interface Position {
  readonly parent: Record<string, unknown>;
  readonly key: string;
}

function placesIn(value: unknown): readonly Position[] {
  if (typeof value !== "object" || value === null) {
    return [];
  }
  const parent = value as Record<string, unknown>;
  return Object.keys(parent).flatMap((key) => [{ parent, key }, ...placesIn(parent[key])]);
}
