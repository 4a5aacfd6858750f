/** Rounds of sweeps; more change little. */
const ROUNDS = 4;

/** Means of the same places differ by less, as sums of fractions do. */
const TIE = 1e-9;

/**
 * Orders the nodes of each column so that fewer edges cross: each node moves to the mean place of its neighbours, from
 * left to right and back, a few times. Nodes that tie keep their order, so equal graphs are drawn equal.
 *
 * @param columns nodes of each column, by number, in the order in which they were met
 * @param edges pairs of numbers of nodes
 */
export function ordered(
  columns: readonly (readonly number[])[],
  edges: readonly (readonly [number, number])[],
): readonly (readonly number[])[] {
  const neighbours = neighboursOf(columns.flat().length, edges);
  const columnOf = new Map(columns.flatMap((column, index) => column.map((node) => [node, index] as const)));
  // Between 0 and 1 in every column, so that a long column and a short one compare.
  const places = new Map<number, number>();
  const current = columns.map((column) => [...column]);
  const settle = (column: readonly number[]) => {
    for (const [index, node] of column.entries()) {
      places.set(node, (index + 0.5) / column.length);
    }
  };
  const pull = (index: number, isWanted: (other: number) => boolean) => {
    const column = current[index] ?? [];
    const wish = new Map(
      column.map((node) => {
        const seen = (neighbours[node] ?? []).filter((other) => isWanted(columnOf.get(other) ?? index));
        const place = mean(seen.map((other) => places.get(other) ?? 0)) ?? places.get(node) ?? 0;
        return [node, Math.round(place / TIE)];
      }),
    );
    column.sort((a, b) => (wish.get(a) ?? 0) - (wish.get(b) ?? 0));
    settle(column);
  };

  current.forEach(settle);
  for (let round = 0; round < ROUNDS; round++) {
    for (let index = 1; index < current.length; index++) {
      pull(index, (other) => other < index);
    }
    for (let index = current.length - 2; index >= 0; index--) {
      pull(index, (other) => other > index);
    }
  }
  return current;
}

/** Who each node has an edge with, in either direction. */
export function neighboursOf(
  count: number,
  edges: readonly (readonly [number, number])[],
): readonly (readonly number[])[] {
  const neighbours: number[][] = Array.from({ length: count }, () => []);
  for (const [from, to] of edges) {
    neighbours[from]?.push(to);
    neighbours[to]?.push(from);
  }
  return neighbours;
}

/** The mean of some numbers; undefined where there are none. */
export function mean(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
}
