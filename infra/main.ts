/** The app that cdktf.json names: `cdktf synth`, `cdktf deploy <environment>` and so on run it. */
import { environments } from "../environments/index.js";
import { drawnOrExit, resolvedOrExit } from "../report/index.js";
import { synthesizeInfra } from "./index.js";

const resolved = resolvedOrExit(environments);
drawnOrExit(() => synthesizeInfra(resolved, process.env.CDKTF_OUTDIR ?? "dist/infra"));
