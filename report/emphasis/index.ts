/** Ways to make parts of a text stand out. */
export interface Emphasis {
  strong(text: string): string;
  bad(text: string): string;
  dim(text: string): string;
}

/** No emphasis at all: for files, pipes and tests. */
export const plain: Emphasis = { strong: (text) => text, bad: (text) => text, dim: (text) => text };
