export { blocksIn } from "./blocks.js";
export { type TerraformInput, terraformInput } from "./input.js";
