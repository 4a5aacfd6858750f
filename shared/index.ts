/** What the halves and their verdict both need, and what cannot make them agree: words and groups. The room's one door. */
export { groupBy } from "./group.js";
export { isSlip, listed, nearest, quote, shortened, suggest } from "./words.js";
