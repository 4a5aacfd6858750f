import { DEEPEST, MOST_VALUES } from "./limits.js";

/** How large a value is: how deep, how many values once aliases are expanded, and how many keys. */
export type Extent = { readonly fits: true; readonly keys: number } | { readonly fits: false; readonly reason: string };

interface Visit {
  readonly value: object;
  readonly entries: readonly unknown[];
  readonly depth: number;
  next: number;
  size: number;
  height: number;
}

/** Measures a value without recursion; a value that contains itself, or is too deep or too large, does not fit. */
export function extentOf(value: unknown): Extent {
  const sizes = new Map<object, { readonly size: number; readonly height: number }>();
  const open = new Set<object>();
  const stack: Visit[] = [];
  let keys = 0;
  const enter = (entered: object, depth: number) => {
    const entries = Array.isArray(entered) ? entered : Object.values(entered);
    keys += Array.isArray(entered) ? 0 : entries.length;
    open.add(entered);
    stack.push({ value: entered, entries, depth, next: 0, size: 1, height: 1 });
  };
  if (typeof value === "object" && value !== null) {
    enter(value, 1);
  }
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    if (top.next === top.entries.length) {
      stack.pop();
      open.delete(top.value);
      sizes.set(top.value, { size: top.size, height: top.height });
      const parent = stack.at(-1);
      if (parent !== undefined) {
        parent.size += top.size;
        parent.height = Math.max(parent.height, top.height + 1);
      }
      continue;
    }
    const entry = top.entries[top.next];
    top.next += 1;
    if (typeof entry !== "object" || entry === null) {
      top.size += 1;
    } else if (open.has(entry)) {
      return { fits: false, reason: "an anchor contains an alias of itself" };
    } else {
      const known = sizes.get(entry);
      if (known === undefined) {
        enter(entry, top.depth + 1);
      } else {
        top.size += known.size;
        top.height = Math.max(top.height, known.height + 1);
      }
    }
    if (top.size > MOST_VALUES) {
      return {
        fits: false,
        reason: `it has more than ${MOST_VALUES.toLocaleString("en")} values, each alias counted as what it stands for`,
      };
    }
    if (top.depth + top.height > DEEPEST + 1 || stack.length > DEEPEST) {
      return { fits: false, reason: `it is nested deeper than ${DEEPEST} levels` };
    }
  }
  return { fits: true, keys };
}
