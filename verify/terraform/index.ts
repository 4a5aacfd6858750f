export { blocksIn } from "./blocks.js";
export { terraformInput } from "./input.js";
