import { describe, inject } from "vitest";
import type { Manifest } from "./artefacts.js";
import { Kubectl } from "./kubectl.js";

const access = inject("access");

/** A group of tests that needs the server, and is skipped where there is none. */
export const describeOnCluster = describe.skipIf(access === undefined);

/** The server that the suite's global setup started. */
export const kubectl = new Kubectl(access ?? { kubectl: "", kubeconfig: "", cache: "" });

/** Kinds that the admission of other objects reads: they have to be there, and a dry run leaves nothing behind. */
const groundwork = new Set(["Namespace", "ServiceAccount", "LimitRange", "ResourceQuota"]);

/**
 * Makes the ground on which a folder's objects can be judged: the namespaces that the folder takes for granted, what a
 * cluster's controllers would have made in each namespace, and those of the folder's objects that admission reads.
 */
export function prepare(manifests: readonly Manifest[]): void {
  const own = manifests.filter(({ kind }) => kind === "Namespace");
  const made = new Set(own.map(({ metadata }) => metadata.name));
  const used = new Set(
    manifests.flatMap(({ metadata: { namespace } }) => (namespace === undefined ? [] : [namespace])),
  );
  const given = [...used].filter((name) => !made.has(name));

  for (const name of given.filter((name) => !exists("namespace", name))) {
    kubectl.apply([namespaceCalled(name)]);
  }
  kubectl.apply(own);
  kubectl.apply([...made, ...given].map((name) => serviceAccountCalled("default", name)));
  kubectl.apply(manifests.filter(({ kind }) => groundwork.has(kind)));
  for (const quota of manifests.filter(({ kind }) => kind === "ResourceQuota")) {
    countNothing(quota);
  }
}

export function namespaceCalled(name: string): Manifest {
  return { apiVersion: "v1", kind: "Namespace", metadata: { name } };
}

export function serviceAccountCalled(name: string, namespace: string): Manifest {
  return { apiVersion: "v1", kind: "ServiceAccount", metadata: { name, namespace } };
}

function exists(kind: string, name: string): boolean {
  return kubectl.demand(["get", kind, name, "--ignore-not-found", "-o", "name"]) !== "";
}

/** Does the quota controller's first work, without which the server refuses whatever the quota would count. */
function countNothing({ metadata: { name, namespace }, spec: { hard } }: Manifest): void {
  const used = Object.fromEntries(Object.keys(hard).map((resource) => [resource, "0"]));
  const patch = JSON.stringify({ status: { hard, used } });
  const where = ["-n", namespace ?? "default", "resourcequota", name];
  kubectl.demand(["patch", ...where, "--subresource=status", "--type=merge", "-p", patch]);
}
