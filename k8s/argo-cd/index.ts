import { groupBy, type ResolvedEnvironment } from "../../model/index.js";
import { toYaml } from "../yaml.js";
import { drawApplication, isForArgoCd } from "./application.js";
import { drawApplicationSets } from "./application-set.js";

export { withSyncOptions } from "./sync-options.js";

/**
 * Draws what tells Argo CD of the environments: the Applications, and ApplicationSets that make the same Applications.
 * One or the other is applied, so each has a folder of its own.
 *
 * @returns content of the files by their path under `dist/argocd/`: `applications/<environment>.yaml`, and
 *   `application-sets/<namespace of Argo CD>.yaml`; none where no environment is for Argo CD
 */
export function synthesizeArgoCd(environments: readonly ResolvedEnvironment[]): ReadonlyMap<string, string> {
  const drawn = environments.filter(isForArgoCd);
  const byNamespace = groupBy(drawn, ({ argoCd }) => argoCd.namespace);
  return new Map([
    ...drawn.map(
      (environment) => [`applications/${environment.name}.yaml`, toYaml(drawApplication(environment))] as const,
    ),
    ...[...byNamespace].map(
      ([namespace, members]) =>
        [`application-sets/${namespace}.yaml`, toYaml(...drawApplicationSets(members))] as const,
    ),
  ]);
}
