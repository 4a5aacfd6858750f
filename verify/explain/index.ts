/** Which page explains an id, a code or a pasted error. The folder's one door. */
export { type Block, blocksOf } from "./blocks.js";
export { explainPages, LONGEST_QUERY, type Match } from "./explain.js";
export { type Page, type PageKind, pageOf } from "./page.js";
