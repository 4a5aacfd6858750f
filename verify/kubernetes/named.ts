import { groupBy } from "../../shared/index.js";

/** Something with a name in a namespace; the namespace is empty where a manifest leaves it to whoever applies it. */
interface Named {
  readonly namespace: string;
  readonly name: string;
}

/** Finds things by the names that other manifests call them. */
export class NamedThings<Thing extends Named> {
  private readonly exact: ReadonlyMap<string, readonly Thing[]>;
  private readonly byName: ReadonlyMap<string, readonly Thing[]>;

  constructor(things: readonly Thing[]) {
    this.exact = groupBy(things, ({ namespace, name }) => `${namespace}/${name}`);
    this.byName = groupBy(things, ({ name }) => name);
  }

  /**
   * The things that something in a namespace means by a name: those of its namespace. Where one of the two names no
   * namespace, whoever applies it decides; then the things of the only namespace that has any are meant.
   */
  meant(namespace: string, name: string): readonly Thing[] {
    const own = this.exact.get(`${namespace}/${name}`);
    if (own !== undefined) {
      return own;
    }
    if (namespace !== "") {
      return this.exact.get(`/${name}`) ?? [];
    }
    const all = this.byName.get(name) ?? [];
    return all.every((thing) => thing.namespace === all[0]?.namespace) ? all : [];
  }
}
