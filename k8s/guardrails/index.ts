/** The door of what the cluster refuses, and of who may write what. */
export { serviceAccountAnnotation } from "./class-owner.js";
export { GuardrailChart } from "./guardrail-chart.js";
export { drawRoleBindings } from "./roles.js";
