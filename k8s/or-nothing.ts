/** The list, or undefined for an empty one: what says nothing is not written. */
export function orNothing<Item>(items: Item[]): Item[] | undefined {
  return items.length === 0 ? undefined : items;
}

/** The fields, or undefined where there are none. */
export function fieldsOrNothing(fields: Readonly<Record<string, string>>): Record<string, string> | undefined {
  return Object.keys(fields).length === 0 ? undefined : { ...fields };
}
