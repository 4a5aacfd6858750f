import { groupBy, listed, nearest, quote } from "../../../shared/index.js";
import { broken, defineRule, undecided } from "../../rule.js";
import { unlessUnread } from "../artefact/unread.js";

/** So many names are compared with one that is not there; more would take too long where everything is broken. */
const MOST_CANDIDATES = 200;

/** The driver looks a class up in the namespace of the pod, and nowhere else. */
export const matchClass = defineRule({
  id: "match-class",
  severity: "error",
  summary: "Each provider class that a pod mounts is in the namespace of the pod.",
  link: "class",
  needs: ["kubernetes"],
  *check(world) {
    const { mountings, kubernetes } = world;
    const byNamespace = groupBy(kubernetes.classes, ({ namespace }) => namespace);
    const byName = groupBy(kubernetes.classes, ({ name }) => name);
    const everyClass = groupBy(kubernetes.ofKind("SecretProviderClass"), ({ name }) => name);
    for (const { pod, volume, providerClass } of mountings) {
      const wanted = volume.className;
      if (providerClass !== undefined || wanted === undefined) {
        continue;
      }
      const ofOtherProvider = kubernetes.find("SecretProviderClass", pod.namespace, wanted) !== undefined;
      if (ofOtherProvider) {
        continue;
      }
      const homes = (everyClass.get(wanted) ?? []).map(({ namespace }) => namespace);
      if (pod.namespace === "" && homes.length > 0) {
        yield undecided({
          on: volume,
          at: ["csi", "volumeAttributes", "secretProviderClass"],
          message: `${pod.id} mounts the provider class ${quote(wanted)} and names no namespace: ${listed(homes)} each have one of that name`,
          needs: "the namespace: metadata.namespace in the manifest",
        });
        continue;
      }
      if (kubernetes.classes.length === 0 && !world.has("azure")) {
        yield undecided({
          on: volume,
          at: ["csi", "volumeAttributes", "secretProviderClass"],
          message: `${pod.id} mounts the provider class ${quote(wanted)}, and no class is among the artefacts`,
          needs: "the manifests of the provider classes",
        });
        continue;
      }
      const here = (byNamespace.get(pod.namespace) ?? []).map(({ name }) => name);
      const elsewhere = (byName.get(wanted) ?? []).map(({ namespace }) => namespace);
      const near = here.length > MOST_CANDIDATES ? undefined : nearest(wanted, here);
      const fault = broken({
        on: volume,
        at: ["csi", "volumeAttributes", "secretProviderClass"],
        message: `${pod.id} mounts the provider class ${quote(wanted)}, which its namespace does not have`,
        got: wanted,
        allowed:
          here.length === 0
            ? "a class of the same namespace; it has none"
            : `a class of the same namespace: ${listed(here)}`,
        fix:
          elsewhere.length > 0
            ? `create the class in the namespace of the pod too; namespace ${listed(elsewhere)} has one of that name`
            : near !== undefined
              ? `write ${quote(near)}`
              : "add the SecretProviderClass to the artefacts",
        shows: `FailedMount: failed to get secretproviderclass ${pod.namespace || "<namespace>"}/${wanted}, error: SecretProviderClass.secrets-store.csi.x-k8s.io "${wanted}" not found`,
        also: [pod],
      });
      yield unlessUnread(world, fault);
    }
  },
});
