import type { Container, MountedObject, SecretVariable, SyncedSecret, VolumeMount } from "../kubernetes/types.js";
import type { Thing } from "../thing.js";
import type { World } from "../world.js";
import { foundIn, type Joined } from "./joined.js";
import type { LinkKind } from "./link.js";
import type { Mounting } from "./mounting.js";

/** A link before it is known how it stands. */
export interface Draft {
  readonly kind: LinkKind;
  readonly label: string;
  readonly thing?: Thing;
  /** What is known of the end: it is there, nothing is said of it, or it would have to be there and is not. */
  readonly end: "there" | "open" | "missing";
}

/** A chain before it is known how its links stand. */
export interface DraftChain {
  readonly workload: string;
  readonly container: string;
  readonly end: string;
  readonly drafts: readonly Draft[];
  /** Ids of what the chain depends on besides the ends of its links. */
  readonly around: readonly string[];
}

/** The chains of a mounted class: one for each file, synced Secret and variable of each container. */
export function draftChains(world: World, mounting: Mounting): readonly DraftChain[] {
  return mounting.pod.containers.flatMap((container) => {
    const mounts = container.mounts.filter(({ volume }) => volume === mounting.volume.name);
    return mounts.length > 0
      ? mounts.flatMap((mount) => chainsOfMount(world, mounting, container, mount))
      : chainsOfVariables(world, mounting, container);
  });
}

function chainsOfMount(
  world: World,
  mounting: Mounting,
  container: Container,
  mount: VolumeMount,
): readonly DraftChain[] {
  const { providerClass } = mounting;
  const chain = chainIn(world, mounting, container, mount);
  const start = draftsToClass(world, mounting);
  if (providerClass === undefined || providerClass.objects.length === 0) {
    return [chain(mount.path, [...start, vaultDraft(mounting)])];
  }
  return providerClass.objects.flatMap((object) => {
    const label = `${mount.path.replace(/[\\/]+$/, "")}/${object.files[0] ?? object.path}`;
    const drafts = [...start, ...draftsToObject(world, mounting, object), fileDraft(label, mount)];
    const synced = syncedFrom(providerClass.syncedSecrets, object);
    return [
      chain(label, drafts),
      ...synced.flatMap((secret) => {
        const variables = variablesOf(container, secret, object);
        const upTo = [...drafts, secretDraft(secret)];
        return variables.length === 0
          ? [chain(`Secret ${secret.name}`, upTo)]
          : variables.map((variable) => chain(`$${nameOf(variable)}`, [...upTo, variableDraft(variable)]));
      }),
    ];
  });
}

/** The chains of a container that mounts nothing of a volume of its pod, and reads Secrets that come from it. */
function chainsOfVariables(world: World, mounting: Mounting, container: Container): readonly DraftChain[] {
  const { providerClass, volume } = mounting;
  if (providerClass === undefined || container.variables.length === 0) {
    return [];
  }
  const chain = chainIn(world, mounting, container);
  return providerClass.objects.flatMap((object) =>
    syncedFrom(providerClass.syncedSecrets, object).flatMap((secret) =>
      variablesOf(container, secret, object).map((variable) =>
        chain(`$${nameOf(variable)}`, [
          ...draftsToClass(world, mounting),
          ...draftsToObject(world, mounting, object),
          fileDraft(object.files[0] ?? object.path, volume),
          secretDraft(secret),
          variableDraft(variable),
        ]),
      ),
    ),
  );
}

function chainIn(world: World, { pod, volume }: Mounting, container: Container, mount?: VolumeMount) {
  const around = [pod, container, volume, ...(mount === undefined ? [] : [mount]), ...world.azure.clusters];
  const ids = around.map(({ id }) => id);
  return (end: string, drafts: readonly Draft[]): DraftChain => ({
    workload: pod.id,
    container: container.name,
    end,
    drafts,
    around: ids,
  });
}

function draftsToClass(
  world: World,
  { pod, providerClass, volume, identity, identityAssumed, credential }: Mounting,
): readonly Draft[] {
  const account = world.kubernetes.find("ServiceAccount", pod.namespace, pod.serviceAccountName);
  const className = providerClass?.id ?? `SecretProviderClass ${volume.className ?? "(none named)"}`;
  const clientId = providerClass?.parameter("clientID");
  return [
    { kind: "pod", label: pod.id, thing: pod, end: "there" },
    {
      kind: "service-account",
      label: account?.id ?? `ServiceAccount ${pod.serviceAccountName}`,
      ...(account === undefined ? {} : { thing: account }),
      end: account === undefined ? "open" : "there",
    },
    providerClass === undefined
      ? { kind: "class", label: className, end: "missing" }
      : { kind: "class", label: className, thing: providerClass, end: "there" },
    { ...joined("identity", identity, clientId ?? "(no client id)"), ...(identityAssumed ? { end: "open" } : {}) },
    // Other modes need no trust between cluster and Entra.
    ...(providerClass === undefined || providerClass.mode === "workload-identity"
      ? [joined("credential", credential, "(no federated credential)")]
      : []),
  ];
}

function vaultDraft({ vault, providerClass }: Mounting): Draft {
  return joined("vault", vault, providerClass?.parameter("keyvaultName") ?? "(no vault)");
}

function joined(kind: LinkKind, end: Joined<Thing>, absent: string): Draft {
  const thing = foundIn(end);
  return thing === undefined
    ? { kind, label: absent, end: end.state === "missing" ? "missing" : "open" }
    : { kind, label: thing.id, thing, end: "there" };
}

function draftsToObject(world: World, mounting: Mounting, object: MountedObject): readonly Draft[] {
  const identity = foundIn(mounting.identity);
  const vault = foundIn(mounting.vault);
  const access = identity && vault ? world.access.accessOf(identity, vault, object) : undefined;
  const grant = access?.sure[0] ?? access?.unsure[0];
  return [
    {
      kind: "access",
      label: grant === undefined ? "(no access)" : `${grant.role ?? "access policy"} (${grant.id})`,
      ...(grant === undefined ? {} : { thing: grant }),
      end: access?.sure[0] !== undefined ? "there" : grant === undefined && access !== undefined ? "missing" : "open",
    },
    vaultDraft(mounting),
    { kind: "object", label: `${object.type || "object"} ${object.name}`, thing: object, end: "there" },
  ];
}

function fileDraft(label: string, thing: Thing): Draft {
  return { kind: "file", label, thing, end: "there" };
}

function secretDraft(secret: SyncedSecret): Draft {
  return { kind: "synced-secret", label: `Secret ${secret.name}`, thing: secret, end: "there" };
}

function syncedFrom(secrets: readonly SyncedSecret[], object: MountedObject): readonly SyncedSecret[] {
  return secrets.filter(({ keys }) => keys.some(({ objectName }) => object.files.includes(objectName)));
}

/** Variables of a container that read what a Secret gets of an object. */
function variablesOf(container: Container, secret: SyncedSecret, object: MountedObject): readonly SecretVariable[] {
  const keys = secret.keys.filter(({ objectName }) => object.files.includes(objectName)).map(({ key }) => key);
  return container.variables.filter(
    (variable) => variable.secret === secret.name && (variable.key === undefined || keys.includes(variable.key)),
  );
}

function nameOf({ name, secret }: SecretVariable): string {
  return name === "*" ? `(all of ${secret})` : name;
}

function variableDraft(variable: SecretVariable): Draft {
  return { kind: "variable", label: `$${nameOf(variable)}`, thing: variable, end: "there" };
}
