import { reportAccess } from "../model/index.js";
import { renderAccess } from "../report/index.js";
import { ExitCode } from "./exit.js";
import { resolvedEnvironments, select } from "./project.js";
import { emphasis } from "./terminal.js";

/**
 * Prints who can read what in environments' vaults, through which role, and whether it is more than the pods mount.
 *
 * @param names environments to report on; none means all
 */
export function access(names: readonly string[], options: { readonly json?: boolean }): ExitCode {
  const reports = select(resolvedEnvironments(), names).map(reportAccess);
  process.stdout.write(
    options.json
      ? `${JSON.stringify(reports, undefined, 2)}\n`
      : reports.map((report) => renderAccess(report, emphasis(process.stdout))).join("\n"),
  );
  return ExitCode.done;
}
