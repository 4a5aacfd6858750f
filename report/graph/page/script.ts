import { ARRANGE } from "./arrange.js";
import { CONTROLS } from "./controls.js";
import { FOLLOW } from "./follow.js";
import { PANEL } from "./panel.js";

/**
 * The page's script. It is text, as it runs in a browser and is hashed as it stands there; the browser suite runs it.
 * What comes from the artefacts reaches the page as text content and attributes alone, never as markup.
 */
export const SCRIPT = `"use strict";
(() => {
if (document.getElementById("graph") === null) return;
${FOLLOW}${ARRANGE}${PANEL}${CONTROLS}
})();
`;
