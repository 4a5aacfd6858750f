/** How things look to a reader. The room's one door. */
export { renderAccess } from "./access.js";
export { drawnOrExit, resolvedOrExit } from "./or-exit.js";
export { renderPlan } from "./plan.js";
export { renderProblems } from "./problems.js";
