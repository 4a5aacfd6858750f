import { groupBy } from "../../shared/index.js";
import type { AzureWorld, FederatedCredential, Identity, Vault } from "../azure/types.js";
import type { ClassVolume, KubernetesWorld, PodTemplate, ProviderClass } from "../kubernetes/types.js";
import { found, foundIn, type Joined, MISSING, unknown } from "./joined.js";

/** A volume of a pod that mounts a provider class, followed to the vault. */
export interface Mounting {
  readonly pod: PodTemplate;
  readonly volume: ClassVolume;
  /** The class, where the pod's namespace has it. */
  readonly providerClass: ProviderClass | undefined;
  /** `system:serviceaccount:<namespace>:<name>`; undefined where no manifest names the namespace, or the account. */
  readonly subject: string | undefined;
  /** Who reads, by the client id of the class. */
  readonly identity: Joined<Identity>;
  /** Whether that is taken from who trusts the pod, because nothing says what client ids the identities have. */
  readonly identityAssumed: boolean;
  /** What trusts the service account, among the credentials of the identity. */
  readonly credential: Joined<FederatedCredential>;
  readonly vault: Joined<Vault>;
}

/** Follows every mounted class from its pod to its vault. */
export function mountingsOf(kubernetes: KubernetesWorld, azure: AzureWorld): readonly Mounting[] {
  const joins = new Joins(azure);
  return kubernetes.pods.flatMap((pod) =>
    pod.classVolumes.map((volume) => {
      const providerClass =
        volume.className === undefined ? undefined : kubernetes.classFor(pod.namespace, volume.className);
      const account = kubernetes.find("ServiceAccount", pod.namespace, pod.serviceAccountName);
      const namespace = pod.namespace || providerClass?.namespace || account?.namespace || "";
      const name = `:${pod.serviceAccountName}`;
      const isSaid = pod.namesServiceAccount || !pod.partial;
      const subject = namespace === "" || !isSaid ? undefined : `${SUBJECT_PREFIX}${namespace}${name}`;
      const identity = joins.identityOf(providerClass, subject ?? name);
      return {
        pod,
        volume,
        providerClass,
        subject,
        identity,
        identityAssumed: foundIn(identity)?.clientId.known === false,
        credential: isSaid ? joins.credentialOf(identity, subject ?? name) : UNSAID,
        vault: joins.vaultOf(providerClass),
      };
    }),
  );
}

const UNSAID = unknown(
  "only a part of the pod is given, and not which service account it runs as",
  "the whole manifest, as helm template or kubectl kustomize prints it",
);

/** How the subject of a service account's token begins. */
export const SUBJECT_PREFIX = "system:serviceaccount:";

/** Looks up what manifests name in Azure. */
class Joins {
  private readonly azure: AzureWorld;
  private readonly byClientId: ReadonlyMap<string, readonly Identity[]>;
  /** By subject, and by the end of it, `:<service account>`. */
  private readonly bySubject: ReadonlyMap<string, readonly FederatedCredential[]>;
  private readonly bySubjectEnd: ReadonlyMap<string, readonly FederatedCredential[]>;

  /** Identities that have a federated credential. */
  private readonly trusting: ReadonlySet<string | undefined>;
  /** Whether a credential is of an identity that only a deployment knows, as of one with `for_each`: it may be any. */
  private readonly anyMayTrust: boolean;

  constructor(azure: AzureWorld) {
    this.azure = azure;
    this.trusting = new Set(azure.credentials.map(({ identity }) => identity?.id));
    this.anyMayTrust = azure.credentials.some(
      ({ identity, owner }) => identity === undefined && owner?.known === false,
    );
    this.byClientId = groupBy(
      azure.identities.filter(({ clientId }) => clientId.known),
      ({ clientId }) => clientId.text.toLowerCase(),
    );
    const known = azure.credentials.filter(({ subject }) => subject?.known);
    this.bySubject = groupBy(known, ({ subject }) => subject?.text ?? "");
    this.bySubjectEnd = groupBy(known, ({ subject }) => subject?.text.slice(subject.text.lastIndexOf(":")) ?? "");
  }

  identityOf(providerClass: ProviderClass | undefined, subject: string): Joined<Identity> {
    if (providerClass === undefined) {
      return unknown("the provider class is not there", "the manifest of the SecretProviderClass");
    }
    if (this.azure.identities.length === 0) {
      return unknown("no identity is among the artefacts", "the Terraform that makes or looks up the identity");
    }
    const clientId =
      providerClass.mode === "node-identity"
        ? providerClass.parameter("userAssignedIdentityID")
        : providerClass.parameter("clientID");
    if (clientId === undefined) {
      return unknown("the provider class names no client id", "a client id in the provider class");
    }
    const [identity] = this.byClientId.get(clientId.toLowerCase()) ?? [];
    if (identity !== undefined) {
      return found(identity);
    }
    if (!this.azure.identities.some((one) => !one.clientId.known && this.isTrusting(one))) {
      return MISSING;
    }
    const trusted = this.credentialsOf(subject).flatMap((one) => (one.identity === undefined ? [] : [one.identity]));
    const open = [...new Set(trusted.filter((one) => !one.clientId.known))];
    return open.length === 1 && open[0] !== undefined
      ? found(open[0])
      : unknown(
          "Terraform does not know the client ids of its identities before they are deployed",
          "the outputs of the deployment: terraform output -json, cdktf deploy --outputs-file, or terraform show -json",
        );
  }

  credentialOf(identity: Joined<Identity>, subject: string): Joined<FederatedCredential> {
    if (this.azure.credentials.length === 0) {
      return unknown("no federated credential is among the artefacts", "the Terraform of the federated credentials");
    }
    const all = this.credentialsOf(subject);
    const owner = foundIn(identity);
    const [own] = owner === undefined ? all : all.filter((one) => one.identity?.id === owner.id);
    if (own !== undefined) {
      return found(own);
    }
    if (owner?.kind === "stated") {
      return unknown("the identity is made elsewhere", "the Terraform that makes the identity and its credentials");
    }
    const open = this.azure.credentials.some(
      (one) => one.subject?.known !== true && (owner === undefined || one.identity?.id === owner.id),
    );
    return open
      ? unknown("a subject is only known to a deployment", "terraform show -json of the plan or state")
      : MISSING;
  }

  vaultOf(providerClass: ProviderClass | undefined): Joined<Vault> {
    const name = providerClass?.parameter("keyvaultName");
    if (name === undefined) {
      return unknown("no vault is named", "keyvaultName in the provider class");
    }
    if (this.azure.vaults.length === 0) {
      return unknown("no vault is among the artefacts", "the Terraform that makes or looks up the vault");
    }
    const vault = this.azure.vaultNamed(name);
    if (vault !== undefined) {
      return found(vault);
    }
    const open = this.azure.vaults.some((one) => one.name === undefined);
    return open ? unknown("the name of a vault is only known to a deployment", "terraform show -json") : MISSING;
  }

  /** Whether pods may act as an identity: it trusts somebody, or nothing is said of whom anybody trusts. */
  private isTrusting({ id, kind }: Identity): boolean {
    return kind !== "stated" && (this.trusting.size === 0 || this.anyMayTrust || this.trusting.has(id));
  }

  private credentialsOf(subject: string): readonly FederatedCredential[] {
    return (subject.startsWith(":") ? this.bySubjectEnd.get(subject) : this.bySubject.get(subject)) ?? [];
  }
}
