/**
 * Comparison for sorting by a text, code unit by code unit: the same order on every machine, whatever its locale.
 */
export function byText<Item>(text: (item: Item) => string): (one: Item, other: Item) => number {
  return (one, other) => {
    const a = text(one);
    const b = text(other);
    return a < b ? -1 : a > b ? 1 : 0;
  };
}

/** Items by the text each gives, in the order of their first appearance. */
export function groupBy<Item>(
  items: readonly Item[],
  text: (item: Item) => string,
): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(text(item));
    if (group) {
      group.push(item);
    } else {
      groups.set(text(item), [item]);
    }
  }
  return groups;
}
