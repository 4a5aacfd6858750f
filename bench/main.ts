/**
 * `npm run bench`: what a synthesis costs, beside the stock flow and as an environment grows, and what a
 * verdict costs as it grows. Prints, never fails.
 */
import { measureGrowth } from "./growth.js";
import { measureStockFlow } from "./stock-flow.js";
import { measureVerify } from "./verify.js";

console.log(`node ${process.version}, ${process.platform} ${process.arch}\n`);
measureStockFlow();
console.log();
measureGrowth();
console.log();
measureVerify();
