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
