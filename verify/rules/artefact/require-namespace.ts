import type { Manifest } from "../../kubernetes/types.js";
import { broken, defineRule } from "../../rule.js";
import { annotatedAccounts } from "../limits/use.js";

/** The namespace is part of the subject, so that whoever applies the manifests decides whether a token is accepted. */
export const requireNamespace = defineRule({
  id: "require-namespace",
  severity: "note",
  summary: "Each manifest of a chain names its namespace.",
  link: "artefact",
  needs: ["kubernetes"],
  *check({ mountings, kubernetes }) {
    const pods = mountings.filter(({ pod }) => !pod.partial).map(({ pod }) => pod.manifest);
    const classes = kubernetes.classes.map(({ manifest }) => manifest);
    const all = new Set([...annotatedAccounts(kubernetes), ...classes, ...pods]);
    const [first, ...others] = [...all].filter(({ namespace }) => namespace === "");
    if (first !== undefined) {
      yield named(first, others, others.length + 1 < all.size);
    }
  },
});

/** @param mixed whether others of the chains do name one: then leaving it out was hardly meant */
function named(first: Manifest, others: readonly Manifest[], mixed: boolean) {
  const more = others.length === 0 ? "" : `, and ${others.length} more`;
  return broken({
    on: first,
    ...(mixed ? { severity: "warning" as const } : {}),
    at: ["metadata"],
    message: `${first.id}${more}: the namespace is decided by whoever applies it`,
    allowed: "metadata.namespace in service accounts, provider classes and workloads that mount them",
    fix: "write metadata.namespace, or verify what kustomize build or helm template writes for the namespace",
    shows:
      "in another namespace than the federated credential says: AADSTS700213: No matching federated identity record found",
    also: others.slice(0, 10),
  });
}
