/** What a type of resource, or a block of one, takes and gives. */
export interface Shape {
  /** Arguments without which Terraform stops. */
  readonly requires: readonly string[];
  /** The same for versions before 5, where they differ. */
  readonly requiresBefore5?: readonly string[];
  /** The same from version 5 on. */
  readonly requiresFrom5?: readonly string[];
  /** Blocks of which at least one has to be there. */
  readonly requiresBlocks: readonly string[];
  /** Arguments that may be left out. */
  readonly takes: readonly string[];
  /** Arguments and attributes that version 5 of the provider brought. */
  readonly since5: readonly string[];
  /** Attributes that only the provider sets. */
  readonly gives: readonly string[];
  /** Blocks, which attributes of their name read back as a list; undefined where what is in them is not written down. */
  readonly blocks: ReadonlyMap<string, Shape | undefined>;
  /** Attributes that only the provider sets, and that are lists of such a form. */
  readonly lists: ReadonlyMap<string, Shape | undefined>;
}

/** A shape as it is written down: names with spaces between them. */
export interface WrittenShape {
  readonly requires?: string;
  readonly requiresBefore5?: string;
  readonly requiresFrom5?: string;
  readonly requiresBlocks?: string;
  readonly takes?: string;
  readonly since5?: string;
  readonly gives?: string;
  readonly blocks?: { readonly [name: string]: WrittenShape };
  /** Blocks whose inside is not written down. */
  readonly openBlocks?: string;
  readonly lists?: { readonly [name: string]: WrittenShape };
}

/** Reads a shape that is written down. */
export function shape(written: WrittenShape): Shape {
  return {
    requires: words(written.requires),
    ...(written.requiresBefore5 === undefined ? {} : { requiresBefore5: words(written.requiresBefore5) }),
    ...(written.requiresFrom5 === undefined ? {} : { requiresFrom5: words(written.requiresFrom5) }),
    requiresBlocks: words(written.requiresBlocks),
    takes: words(written.takes),
    since5: words(written.since5),
    gives: words(written.gives),
    blocks: new Map([
      ...words(written.openBlocks).map((name): [string, undefined] => [name, undefined]),
      ...shapes(written.blocks),
    ]),
    lists: new Map(shapes(written.lists)),
  };
}

/** Who Azure lets an add-on or a node act as. */
export const ASSIGNED_IDENTITY: WrittenShape = { gives: "client_id object_id user_assigned_identity_id" };

/** Block `identity` of whatever has one. */
export const IDENTITY_BLOCK: WrittenShape = {
  requires: "type",
  takes: "identity_ids",
  gives: "principal_id tenant_id",
};

function words(text: string | undefined): readonly string[] {
  return text === undefined ? [] : text.trim().split(/\s+/);
}

function shapes(written: { readonly [name: string]: WrittenShape } = {}): readonly [string, Shape][] {
  return Object.entries(written).map(([name, inner]) => [name, shape(inner)]);
}
