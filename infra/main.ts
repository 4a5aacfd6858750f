/** The app that cdktf.json names: `cdktf synth`, `cdktf deploy <environment>` and so on run it. */
import { environments } from "../environments/index.js";
import { resolvedOrExit } from "../report/index.js";
import { synthesizeInfra } from "./index.js";

synthesizeInfra(resolvedOrExit(environments), process.env.CDKTF_OUTDIR ?? "dist/infra");
