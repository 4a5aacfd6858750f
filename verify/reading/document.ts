/** A file as it was handed in: its name for people, and its bytes or text. */
export interface Source {
  /** Path as the person would type it, or `-` for standard input. */
  readonly file: string;
  readonly content: string | Uint8Array;
}

/** A step into a mapping or a list. */
export type Step = string | number;

/** Finds lines in a document. */
export interface Lines {
  /**
   * Line in the file, from 1, of what a path leads to; of the nearest thing around it where it leads nowhere.
   *
   * @param innerLine line inside a block of text there, from 0
   */
  lineOf(path: readonly Step[], innerLine?: number): number;
}

/** One document of a file: a manifest, or the whole of a JSON file. */
export interface SourceDocument {
  readonly file: string;
  /** What the document says; untrusted, read it with the accessors of `json.ts`. */
  readonly value: unknown;
  /** Finds lines in it, when somebody asks. */
  readonly lines: Lines;
}

/** A place in a document. */
export interface Place {
  readonly document: SourceDocument;
  /** From the top of the document inwards. */
  readonly path: readonly Step[];
  /** Line inside the text that stands there, from 0, where that text has lines of its own. */
  readonly innerLine?: number;
}

/** A place further in. */
export function inside(place: Place, ...path: readonly Step[]): Place {
  return { document: place.document, path: [...place.path, ...path] };
}

/** Line of a place in its file, from 1. */
export function lineOf(place: Place): number {
  return place.document.lines.lineOf(place.path, place.innerLine);
}
