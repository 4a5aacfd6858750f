/** What somebody has yet to fill in: `blank` by hand, `template` by a tool that runs before the manifests are applied. */
export type Placeholder = "blank" | "template";

/**
 * What tools fill in: `$(NAME)`, `${NAME}` and `$NAME`, `{{ .Values.name }}`, `#{NAME}#` of Replace Tokens, and
 * `__NAME__` where it is no part of a longer word, as it is in `Auth__GitHub__Secret`.
 */
const TEMPLATES: readonly RegExp[] = [/\$[({A-Za-z_]/, /\{\{/, /#\{/, /(?<!\w)__[a-z\d](?:[a-z\d.-]|_(?!_))*__(?!\w)/i];

/** `<IDENTITY_CLIENT_ID>`, `YOUR-TENANT`, `xxxx…`, the GUID of zeros, and words that say so. */
const BLANKS: readonly RegExp[] = [
  /<[^<>]*>/,
  /(^|[^a-z0-9])your([^a-z0-9]|$)/i,
  /x{4}/i,
  /^0{8}-0{4}-0{4}-0{4}-0{12}$/,
  /change-?_?me|replace-?_?me|replace[-_]with[-_]|placeholder|fixme/i,
];

/** Whether a value stands for another one that is still to come; undefined where it is a value of its own. */
export function placeholderIn(value: string): Placeholder | undefined {
  if (TEMPLATES.some((template) => template.test(value))) {
    return "template";
  }
  return BLANKS.some((blank) => blank.test(value)) ? "blank" : undefined;
}

/** Whether a tool fills a value in before it is applied. */
export function isTemplate(value: string): boolean {
  return placeholderIn(value) === "template";
}

/** What to do about a value that a tool fills in. */
export const FILL_IN_FIRST = "verify the manifests as they are applied, after the values are filled in";
