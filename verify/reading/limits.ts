/** Most bytes of one file: far beyond any manifest, state or plan worth reading, and well within the memory of a CI job. */
export const MOST_BYTES = 64 * 1024 * 1024;

/** Deepest nesting of mappings and lists. A pod has 12 levels, a Terraform plan some 20. */
export const DEEPEST = 100;

/** Most values that a document may have once its aliases are expanded. A list of 2,000 pods has some 300,000. */
export const MOST_VALUES = 5_000_000;
