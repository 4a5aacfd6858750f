import type { ArgoCd } from "../../../model/argo-cd.js";
import { type ResolvedEnvironment, resolve } from "../../../model/index.js";
import type { Workload } from "../../../model/workload.js";
import { api, healthy } from "../../support/descriptions.js";

/** Repository that holds the manifests of the tests' environments. */
export const repository = "https://git.example.com/platform/secrets.git";

/** A worked-out environment that Argo CD applies, but for what the test says otherwise. */
export function forArgoCd(
  argoCd: Partial<ArgoCd> = {},
  name = "test",
  workloads: readonly Workload[] = [api()],
): ResolvedEnvironment {
  return resolve(healthy({ name, workloads, argoCd: { repository, ...argoCd } }));
}
