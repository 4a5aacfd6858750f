/** The app that cdktf.json names: `cdktf synth`, `cdktf deploy <environment>` and so on run it. */
import { environments } from "../environments/index.js";
import { resolve, validate } from "../model/index.js";
import { renderProblems } from "../report/index.js";
import { synthesizeInfra } from "./index.js";

const problems = validate(environments);
if (problems.length > 0) {
  process.stderr.write(renderProblems(problems));
  process.exit(1);
}
synthesizeInfra(environments.map(resolve), process.env.CDKTF_OUTDIR ?? "dist/infra");
