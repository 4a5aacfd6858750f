import { App } from "cdk8s";
import { groupBy, type ResolvedEnvironment } from "../model/index.js";
import { NamespaceChart } from "./namespace-chart.js";
import { toYaml } from "./yaml.js";

/**
 * Draws the Kubernetes half of an environment.
 *
 * @param clientIds client ids by the key of the identity, from the environment's binding
 * @returns content of the files by their name: one `<namespace>.yaml` for each namespace
 */
export function synthesizeKubernetes(
  environment: ResolvedEnvironment,
  clientIds: Readonly<Record<string, string>>,
): ReadonlyMap<string, string> {
  // The engine would order keys otherwise where this is set; the artefact depends on the description alone.
  delete process.env.CDK8S_DISABLE_SORT;
  const workloads = groupBy(environment.workloads, ({ namespace }) => namespace);
  const serviceAccounts = groupBy(environment.serviceAccounts, ({ namespace }) => namespace);

  return new Map(
    environment.namespaces.map((namespace) => {
      // An app of its own for each chart: an app orders and checks itself anew for every chart it holds.
      const chart = new NamespaceChart(new App(), namespace.name, {
        namespace,
        tenantId: environment.tenantId,
        serviceAccounts: serviceAccounts.get(namespace.name) ?? [],
        workloads: workloads.get(namespace.name) ?? [],
        clientIds,
      });
      return [`${namespace.name}.yaml`, toYaml(...chart.toJson())];
    }),
  );
}
