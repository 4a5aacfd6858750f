import type { Manifest } from "../../kubernetes/types.js";
import { textIn } from "../../reading/json.js";
import { broken, defineRule } from "../../rule.js";

/** Of two manifests of one object the one that is applied last wins, and nothing says so. */
export const uniqueManifest = defineRule({
  id: "unique-manifest",
  severity: "error",
  summary: "Each object stands once among the manifests of an environment.",
  link: "artefact",
  needs: ["kubernetes"],
  *check({ kubernetes }) {
    // A patch is meant to stand beside what it changes; what has only a generateName is new each time.
    const partial = new Set(kubernetes.pods.filter((pod) => pod.partial).map(({ manifest }) => manifest));
    const firsts = new Map<string, Manifest>();
    for (const manifest of kubernetes.manifests) {
      if (textIn(manifest.body, "metadata", "name") === undefined || partial.has(manifest)) {
        continue;
      }
      const key = `${groupOf(manifest)} ${manifest.kind} ${manifest.namespace} ${manifest.name}`;
      const first = firsts.get(key);
      if (first === undefined) {
        firsts.set(key, manifest);
      } else {
        yield again(manifest, first);
      }
    }
  },
});

/** The versions of a group are views of one object. */
function groupOf({ apiVersion }: Manifest): string {
  return apiVersion.includes("/") ? (apiVersion.split("/")[0] ?? "") : "";
}

function again(manifest: Manifest, first: Manifest) {
  const same = JSON.stringify(manifest.body) === JSON.stringify(first.body);
  return broken({
    on: manifest,
    message: same
      ? `${manifest.id} stands twice among the manifests`
      : `${manifest.id} stands twice among the manifests, and differently`,
    got: manifest.name,
    allowed: "one manifest for each object of an environment",
    fix: "remove one of them; where they are for two clusters or environments, verify them apart",
    ...(same ? {} : { shows: "nothing: kubectl apply takes both, and the last one wins" }),
    also: [first],
    severity: same ? "warning" : "error",
  });
}
