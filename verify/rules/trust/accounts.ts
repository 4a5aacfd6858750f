import { groupBy } from "../../../shared/index.js";
import type { Mounting } from "../../chain/mounting.js";
import type { Manifest, PodTemplate } from "../../kubernetes/types.js";
import { oncePer } from "../../once.js";
import type { World } from "../../world.js";

/** Every namespace has it, without anybody creating it. */
export const DEFAULT_ACCOUNT = "default";

const IN_TERRAFORM = ["kubernetes_service_account", "kubernetes_service_account_v1"];

/** The service accounts of the artefacts, and what pods mean by their names. */
export class Accounts {
  readonly any: boolean;
  private readonly world: World;
  private readonly byNamespace: ReadonlyMap<string, readonly Manifest[]>;
  private readonly byName: ReadonlyMap<string, readonly Manifest[]>;
  private readonly inTerraform: ReadonlySet<string>;

  constructor(world: World) {
    const manifests = world.kubernetes.ofKind("ServiceAccount");
    this.world = world;
    this.any = manifests.length > 0;
    this.byNamespace = groupBy(manifests, ({ namespace }) => namespace);
    this.byName = groupBy(manifests, ({ name }) => name);
    this.inTerraform = new Set(
      world.azure
        .ofType(...IN_TERRAFORM)
        .map((resource) => world.azure.valueOf(resource, "metadata", 0, "name")?.text ?? ""),
    );
  }

  /** The manifest of the account that a pod acts as. */
  of({ namespace, serviceAccountName }: PodTemplate): Manifest | undefined {
    return this.world.kubernetes.find("ServiceAccount", namespace, serviceAccountName);
  }

  /** Whether the account of a pod is there: in a manifest, in Terraform, or by itself. */
  has(pod: PodTemplate): boolean {
    const { serviceAccountName: name } = pod;
    return name === DEFAULT_ACCOUNT || this.inTerraform.has(name) || this.of(pod) !== undefined;
  }

  /** Names of the accounts in the namespace of a pod; in any where it names none. */
  namesAround({ namespace }: PodTemplate): readonly string[] {
    const around =
      namespace === "" ? [...this.byName.keys()] : this.byNamespace.get(namespace)?.map(({ name }) => name);
    return around ?? [];
  }

  /** Namespaces that have an account of the name that a pod gives. */
  namespacesOf({ serviceAccountName }: PodTemplate): readonly string[] {
    return (this.byName.get(serviceAccountName) ?? []).map(({ namespace }) => namespace);
  }

  /**
   * Whether the name that a pod gives is wrong by both ends: no manifest has it though others of its namespace are
   * there, and no credential trusts it. That is one mistake, in the pod.
   */
  isWrongByBothEnds({ pod, credential }: Mounting): boolean {
    return credential.state === "missing" && !this.has(pod) && this.namesAround(pod).length > 0;
  }
}

/** The same for all rules that ask. */
export const accountsOf = oncePer((world: World) => new Accounts(world));
