import { App } from "cdk8s";
import { groupBy, partForStack, type ResolvedEnvironment, type ResolvedStack } from "../model/index.js";
import { IdentityBindingChart } from "./identity-binding-chart.js";
import { NamespaceChart } from "./namespace-chart.js";
import { toYaml } from "./yaml.js";

/**
 * Draws the Kubernetes half of one stack of an environment.
 *
 * @param clientIds client ids by the key of the identity, from the stack's binding
 * @returns content of the files by their name: one `<namespace>.yaml` for each namespace, and one for what the cluster
 *   itself needs to know of identity bindings
 */
export function synthesizeKubernetes(
  environment: ResolvedEnvironment,
  stack: ResolvedStack,
  clientIds: Readonly<Record<string, string>>,
): ReadonlyMap<string, string> {
  // The engine would order keys otherwise where this is set; the artefact depends on the description alone.
  delete process.env.CDK8S_DISABLE_SORT;
  const part = partForStack(environment, stack);
  const workloads = groupBy(part.workloads, ({ namespace }) => namespace);
  const serviceAccounts = groupBy(part.serviceAccounts, ({ namespace }) => namespace);
  const identities = new Map(
    part.identities.map((identity) => [identity.key, { identity, clientId: clientIds[identity.key] }]),
  );

  const files = new Map(
    part.namespaces.map((namespace) => {
      // An app of its own for each chart: an app orders and checks itself anew for every chart it holds.
      const chart = new NamespaceChart(new App(), namespace.name, {
        namespace,
        tenantId: part.tenantId,
        serviceAccounts: serviceAccounts.get(namespace.name) ?? [],
        workloads: workloads.get(namespace.name) ?? [],
        identities,
      });
      return [`${namespace.name}.yaml`, toYaml(...chart.toJson())];
    }),
  );
  const bindings = new IdentityBindingChart(new App(), "identity-bindings", {
    stack,
    serviceAccounts: part.serviceAccounts,
    identities,
  }).toJson();
  if (bindings.length > 0) {
    // No namespace has an underscore in its name.
    files.set(`_identity-bindings${stack.team === undefined ? "" : `_${stack.team}`}.yaml`, toYaml(...bindings));
  }
  return files;
}
