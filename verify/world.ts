import { groupBy } from "../shared/index.js";
import type { AzureWorld } from "./azure/types.js";
import { AccessIndex } from "./chain/access.js";
import { type Mounting, mountingsOf } from "./chain/mounting.js";
import type { GivenException } from "./exceptions.js";
import type { KubernetesWorld } from "./kubernetes/types.js";
import type { RepeatedKey, Unreadable } from "./reading/index.js";
import type { Half } from "./rule.js";

/** An exception, and whether it answered for anything in any environment. */
export interface OwnException extends GivenException {
  readonly used: boolean;
}

/** Everything that is known of one environment. */
export interface World {
  readonly name: string;
  /** Day to judge dates by, as `2026-11-22`. */
  readonly today: string;
  readonly kubernetes: KubernetesWorld;
  readonly azure: AzureWorld;
  /** Each volume that mounts a class, followed to the vault. */
  readonly mountings: readonly Mounting[];
  /** The mountings of each class that a pod mounts, by the id of the class. */
  readonly mountingsOf: (classId: string) => readonly Mounting[];
  readonly access: AccessIndex;
  readonly unreadable: readonly Unreadable[];
  /** Files that cannot be read and are no manifests, among others that can: they are left out. */
  readonly foreign: readonly Unreadable[];
  readonly repeated: readonly RepeatedKey[];
  /** Exceptions that may answer for findings here. */
  readonly exceptions: readonly GivenException[];
  /** Exceptions that are told about here where something is wrong with them: each in one environment. */
  readonly ownExceptions: readonly OwnException[];
  /** Names of all environments that the artefacts show. */
  readonly environments: readonly string[];
  has(half: Half): boolean;
}

/** What a world is made of. */
export interface WorldParts {
  readonly name: string;
  readonly today: string;
  readonly kubernetes: KubernetesWorld;
  readonly azure: AzureWorld;
  readonly unreadable: readonly Unreadable[];
  /** Files that cannot be read and are no manifests, among others that can: they are left out. */
  readonly foreign: readonly Unreadable[];
  readonly repeated: readonly RepeatedKey[];
  readonly exceptions: readonly GivenException[];
  readonly environments: readonly string[];
}

/** Joins the two halves. */
export function worldOf(parts: WorldParts): World {
  const { kubernetes, azure } = parts;
  const mountings = mountingsOf(kubernetes, azure);
  const byClass = groupBy(mountings, ({ providerClass }) => providerClass?.id);
  return {
    ...parts,
    ownExceptions: [],
    mountings,
    mountingsOf: (classId) => byClass.get(classId) ?? [],
    access: new AccessIndex(azure),
    has: (half) => (half === "azure" ? azure.stacks.length > 0 : kubernetes.manifests.length > 0),
  };
}
