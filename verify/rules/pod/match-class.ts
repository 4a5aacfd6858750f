import { groupBy, listed, nearest, quote } from "../../../shared/index.js";
import { FILL_IN_FIRST, isTemplate } from "../../facts/placeholder.js";
import type { ClassVolume, KubernetesWorld, PodTemplate, ProviderClass } from "../../kubernetes/types.js";
import { broken, defineRule, type Fault, type Undecided, undecided } from "../../rule.js";
import { unlessUnread } from "../artefact/unread.js";

/** So many names are compared with one that is not there; more would take too long where everything is broken. */
const MOST_CANDIDATES = 200;

/** Where a volume names its class. */
const AT = ["csi", "volumeAttributes", "secretProviderClass"] as const;

/** The driver looks a class up in the namespace of the pod, and nowhere else. */
export const matchClass = defineRule({
  id: "match-class",
  severity: "error",
  summary: "Each provider class that a pod mounts is in the namespace of the pod.",
  link: "class",
  needs: ["kubernetes"],
  *check(world) {
    const { mountings, kubernetes } = world;
    const classes = new ClassNames(kubernetes);
    for (const { pod, volume, providerClass } of mountings) {
      const wanted = volume.className;
      if (providerClass !== undefined || wanted === undefined) {
        continue;
      }
      const ofOtherProvider = kubernetes.find("SecretProviderClass", pod.namespace, wanted) !== undefined;
      if (ofOtherProvider) {
        continue;
      }
      const open = openIn(classes, pod, volume, wanted, !world.has("azure"));
      yield open ?? unlessUnread(world, without(classes, pod, volume, wanted));
    }
  },
});

/** Names and namespaces of the classes, of Azure or, where it is said, of any provider. */
class ClassNames {
  readonly any: boolean;
  private readonly byNamespace: ReadonlyMap<string, readonly ProviderClass[]>;
  private readonly byName: ReadonlyMap<string, readonly ProviderClass[]>;
  private readonly ofAnyProvider: ReadonlyMap<string, readonly { readonly namespace: string }[]>;
  private readonly names: readonly string[];

  constructor(kubernetes: KubernetesWorld) {
    const { classes } = kubernetes;
    this.any = classes.length > 0;
    this.byNamespace = groupBy(classes, ({ namespace }) => namespace);
    this.byName = groupBy(classes, ({ name }) => name);
    this.ofAnyProvider = groupBy(kubernetes.ofKind("SecretProviderClass"), ({ name }) => name);
    this.names = [...this.byName.keys()];
  }

  /** Whether the namespace of a pod has any class. */
  has({ namespace }: PodTemplate): boolean {
    return this.byNamespace.has(namespace);
  }

  /** The name of a class that a pod may mean, and that is nearly a name. */
  near(pod: PodTemplate, name: string): string | undefined {
    const around = this.around(pod);
    return around.length > MOST_CANDIDATES ? undefined : nearest(name, around);
  }

  /** Names of the classes that a pod may mean: those of its namespace, and where one of the two has none, all of them. */
  around({ namespace }: PodTemplate): readonly string[] {
    const here = namespace === "" ? this.names : [namespace, ""].flatMap((one) => this.namesIn(one));
    return [...new Set(here)];
  }

  /** Namespaces that have a class of a name. */
  homesOf(name: string): readonly string[] {
    return namespacesOf(this.byName.get(name) ?? []);
  }

  /** The same, of any provider. */
  everyHomeOf(name: string): readonly string[] {
    return namespacesOf(this.ofAnyProvider.get(name) ?? []);
  }

  private namesIn(namespace: string): readonly string[] {
    return (this.byNamespace.get(namespace) ?? []).map(({ name }) => name);
  }
}

function namespacesOf(things: readonly { readonly namespace: string }[]): readonly string[] {
  return [...new Set(things.map(({ namespace }) => namespace))];
}

/** What keeps the rule from telling, if anything does. */
function openIn(
  classes: ClassNames,
  pod: PodTemplate,
  volume: ClassVolume,
  wanted: string,
  partial: boolean,
): Undecided | undefined {
  const mounts = `${pod.id} mounts the provider class ${quote(wanted)}`;
  const homes = classes.everyHomeOf(wanted);
  if (pod.namespace === "" && homes.length > 0) {
    return undecided({
      on: volume,
      at: AT,
      message: `${mounts} and names no namespace: ${listed(homes)} each have one of that name`,
      needs: "the namespace: metadata.namespace in the manifest",
    });
  }
  // Manifests alone may be a part of what is applied: whoever has no class of a namespace may have left them all out.
  if (partial && !classes.has(pod) && homes.length === 0 && classes.near(pod, wanted) === undefined) {
    return undecided({
      on: volume,
      at: AT,
      message: `${mounts}, and no class${classes.any ? " of its namespace" : ""} is among the artefacts`,
      needs: "the manifests of the provider classes",
    });
  }
  return undefined;
}

function without(classes: ClassNames, pod: PodTemplate, volume: ClassVolume, wanted: string): Fault {
  const here = classes.around(pod);
  const homes = classes.homesOf(wanted);
  const isWithinTemplate = homes.length > 0 && [pod.namespace, ...homes].some(isTemplate);
  const isOpen = isTemplate(wanted) || isWithinTemplate;
  return broken({
    on: volume,
    at: AT,
    // Something may yet fill it in before it is applied.
    severity: isOpen ? "warning" : "error",
    message:
      `${pod.id} mounts the provider class ${quote(wanted)}, which ` +
      (isTemplate(wanted) ? "a tool has still to fill in" : "its namespace does not have"),
    got: wanted,
    allowed:
      here.length === 0
        ? "a class of the same namespace; it has none"
        : `a class of the same namespace: ${listed(here)}`,
    fix: isOpen ? FILL_IN_FIRST : fixOf(homes, classes.near(pod, wanted)),
    shows: `FailedMount: failed to get secretproviderclass ${pod.namespace || "<namespace>"}/${wanted}, error: SecretProviderClass.secrets-store.csi.x-k8s.io "${wanted}" not found`,
    also: [pod],
  });
}

function fixOf(homes: readonly string[], near: string | undefined): string {
  if (homes.length > 0) {
    const have = homes.length === 1 ? `namespace ${listed(homes)} has` : `namespaces ${listed(homes)} each have`;
    return `create the class in the namespace of the pod too; ${have} one of that name`;
  }
  return near === undefined ? "add the SecretProviderClass to the artefacts" : `write ${quote(near)}`;
}
