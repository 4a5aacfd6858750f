import { planCredentials } from "../model/index.js";
import { renderPlan } from "../report/index.js";
import { ExitCode } from "./exit.js";
import { resolvedEnvironments } from "./project.js";
import { emphasis } from "./terminal.js";

/** Prints how full each identity is with federated credentials, over all environments that share it. */
export function plan(): ExitCode {
  const planned = planCredentials(resolvedEnvironments());
  process.stdout.write(renderPlan(planned, emphasis(process.stdout)));
  return ExitCode.done;
}
