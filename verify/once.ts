/**
 * Makes a function that works something out once for each thing and remembers it as long as the thing is there: many rules
 * ask the same of one world.
 */
export function oncePer<Thing extends object, Result>(work: (thing: Thing) => Result): (thing: Thing) => Result {
  const known = new WeakMap<Thing, { readonly result: Result }>();
  return (thing) => {
    const before = known.get(thing);
    if (before !== undefined) {
      return before.result;
    }
    const result = work(thing);
    known.set(thing, { result });
    return result;
  };
}
