import type { Finding, Location } from "../finding.js";
import { groupBy } from "../group.js";
import type { Container, MountedObject, SecretVariable, SyncedSecret, VolumeMount } from "../kubernetes/types.js";
import { lineOf } from "../reading/document.js";
import { ruleById } from "../rules/index.js";
import type { Thing } from "../thing.js";
import type { World } from "../world.js";
import type { Chain, ChainLink, LinkState } from "./chain.js";
import { foundIn, type Joined } from "./joined.js";
import { LINKS, type LinkKind } from "./link.js";
import type { Mounting } from "./mounting.js";

/** A link before it is known how it stands. */
interface Draft {
  readonly kind: LinkKind;
  readonly label: string;
  readonly thing?: Thing;
  /** Whether nothing can be said of it. */
  readonly open: boolean;
}

/** A chain before it is known how its links stand. */
interface DraftChain {
  readonly workload: string;
  readonly container: string;
  readonly end: string;
  readonly drafts: readonly Draft[];
  /** Ids of what the chain depends on besides the ends of its links. */
  readonly around: readonly string[];
}

/** Every way from a vault into a container, each link with what the findings say of it. */
export function chainsOf(world: World, findings: readonly Finding[]): readonly Chain[] {
  const mountings = world.mountings.filter((mounting) => !isOfOtherProvider(world, mounting));
  const chains = mountings.flatMap((mounting) => draftChains(world, mounting));
  const ids = new Set(
    chains.flatMap(({ around, drafts }) => [...around, ...drafts.flatMap(({ thing }) => thing?.id ?? [])]),
  );
  const about = findingsByThing(findings, ids);
  return chains.map(({ workload, container, end, drafts, around }) => {
    const links = judged(drafts, around, about);
    const state = WORST.find((worst) => links.some((link) => link.state === worst)) ?? "holds";
    return { environment: world.name, workload, container, end, links, state };
  });
}

/** Whether the class that is mounted is there, and for another provider than the one of Azure. */
function isOfOtherProvider({ kubernetes }: World, { pod, volume, providerClass }: Mounting): boolean {
  const { className } = volume;
  return (
    providerClass === undefined &&
    className !== undefined &&
    kubernetes.find("SecretProviderClass", pod.namespace, className) !== undefined
  );
}

/**
 * The findings about each thing that chains go through. One about something beside them, such as the private endpoint of a
 * vault, is about the things that it names as the other ends of its link.
 */
function findingsByThing(
  findings: readonly Finding[],
  ids: ReadonlySet<string>,
): ReadonlyMap<string, readonly Finding[]> {
  const pairs = findings.flatMap((finding) => {
    const { at, related } = finding;
    const others = related.map(({ resource }) => resource).filter((resource) => ids.has(resource));
    return (ids.has(at.resource) ? [at.resource] : others).map((resource) => ({ resource, finding }));
  });
  const groups = groupBy(pairs, ({ resource }) => resource);
  return new Map([...groups].map(([resource, some]) => [resource, some.map(({ finding }) => finding)]));
}

function draftChains(world: World, mounting: Mounting): readonly DraftChain[] {
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
    return [chain(mount.path, start)];
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
    drafts: drafts.toSorted((one, other) => LINKS.indexOf(one.kind) - LINKS.indexOf(other.kind)),
    around: ids,
  });
}

const WORST: readonly LinkState[] = ["broken", "unchecked"];

function draftsToClass(
  world: World,
  { pod, providerClass, volume, identity, credential, vault }: Mounting,
): readonly Draft[] {
  const account = world.kubernetes.find("ServiceAccount", pod.namespace, pod.serviceAccountName);
  const className = providerClass?.id ?? `SecretProviderClass ${volume.className ?? "(none named)"}`;
  const clientId = providerClass?.parameter("clientID");
  return [
    { kind: "pod", label: pod.id, thing: pod, open: false },
    {
      kind: "service-account",
      label: account?.id ?? `ServiceAccount ${pod.serviceAccountName}`,
      ...(account === undefined ? {} : { thing: account }),
      open: account === undefined,
    },
    { kind: "class", label: className, ...(providerClass === undefined ? {} : { thing: providerClass }), open: false },
    joined("identity", identity, clientId ?? "(no client id)"),
    joined("credential", credential, "(no federated credential)"),
    joined("vault", vault, providerClass?.parameter("keyvaultName") ?? "(no vault)"),
  ];
}

function joined(kind: LinkKind, end: Joined<Thing>, absent: string): Draft {
  const thing = foundIn(end);
  return thing === undefined ? { kind, label: absent, open: true } : { kind, label: thing.id, thing, open: false };
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
      open: access?.sure[0] === undefined,
    },
    { kind: "object", label: `${object.type || "object"} ${object.name}`, thing: object, open: false },
  ];
}

function fileDraft(label: string, thing: Thing): Draft {
  return { kind: "file", label, thing, open: false };
}

function secretDraft(secret: SyncedSecret): Draft {
  return { kind: "synced-secret", label: `Secret ${secret.name}`, thing: secret, open: false };
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
  return { kind: "variable", label: `$${nameOf(variable)}`, thing: variable, open: false };
}

/** Puts each finding on the link that its rule judges, or on the last link before it where a chain has none. */
function judged(
  drafts: readonly Draft[],
  around: readonly string[],
  findings: ReadonlyMap<string, readonly Finding[]>,
): readonly ChainLink[] {
  const ids = new Set([...around, ...drafts.flatMap(({ thing }) => (thing === undefined ? [] : [thing.id]))]);
  const about = new Map<Draft, Finding[]>();
  for (const id of ids) {
    for (const finding of findings.get(id) ?? []) {
      const draft = placeOf(finding, drafts);
      if (draft !== undefined) {
        about.set(draft, [...(about.get(draft) ?? []), finding]);
      }
    }
  }
  return drafts.map((draft) => linkOf(draft, about.get(draft) ?? []));
}

function placeOf({ rule, at }: Finding, drafts: readonly Draft[]): Draft | undefined {
  const kind = ruleById(rule)?.link;
  return (
    drafts.find((draft) => draft.kind === kind) ?? drafts.find(({ thing }) => thing?.id === at.resource) ?? drafts[0]
  );
}

function linkOf({ kind, label, thing, open }: Draft, findings: readonly Finding[]): ChainLink {
  const bad = findings.some(({ severity }) => severity === "error");
  return {
    kind,
    ...(thing === undefined ? {} : { thing: thing.id }),
    label,
    state: bad ? "broken" : open ? "unchecked" : "holds",
    findings,
    ...(thing === undefined ? {} : { at: locationOf(thing) }),
  };
}

/** Location of a thing; its line is looked up when somebody asks, since most links of a large environment never are. */
function locationOf({ id, place, construct }: Thing): Location {
  return {
    file: place.document.file,
    get line() {
      return lineOf(place);
    },
    resource: id,
    ...(construct === undefined ? {} : { construct }),
  };
}
