import type { Grant, ObjectType } from "../../azure/types.js";
import { isObjectType } from "../../chain/access.js";
import { SUBJECT_PREFIX } from "../../chain/mounting.js";
import { oncePer } from "../../once.js";
import type { World } from "../../world.js";
import { declaredObjects } from "./declared.js";
import { roleOf } from "./grants.js";
import { type Reading, readingsOf } from "./readings.js";

/** What grants are used for. */
export interface Usage {
  readonly readings: readonly Reading[];
  /** Ids of identities that classes read with. */
  readonly readers: ReadonlySet<string>;
  /** What is read through a grant; a grant that nothing uses is not in it. */
  readonly typesOf: ReadonlyMap<Grant, ReadonlySet<ObjectType>>;
  /** The same without what a narrower role gives as well, as the role for secrets beside the one for certificates. */
  readonly neededOf: ReadonlyMap<Grant, ReadonlySet<ObjectType>>;
  /** Types whose versions are listed through a grant, for files of several versions. */
  readonly listedOf: ReadonlyMap<Grant, ReadonlySet<ObjectType>>;
  /** Ids of identities that have no access to something they read, or read something that is not there or not clear. */
  readonly lacking: ReadonlySet<string>;
  /** Ids of identities that code in pods may use by itself: the webhook hands them a token. */
  readonly usedByCode: ReadonlySet<string>;
}

function usageOfAnew(world: World): Usage {
  const readings = readingsOf(world);
  const declared = declaredObjects(world.azure);
  const typesOf = new Map<Grant, Set<ObjectType>>();
  const neededOf = new Map<Grant, Set<ObjectType>>();
  const listedOf = new Map<Grant, Set<ObjectType>>();
  const lacking = new Set<string>();
  for (const { providerClass, identity, vault, objects } of readings) {
    if (objects.length < providerClass.objects.length || isUnclear(providerClass)) {
      lacking.add(identity.id);
    }
    for (const object of objects) {
      const { state } = declared.of(vault.name ?? "", object);
      const { sure, unsure, idle } = world.access.accessOf(identity, vault, object);
      if (sure.length + unsure.length + idle.length === 0 || state === "missing" || state === "other-type") {
        lacking.add(identity.id);
      }
      for (const grant of narrowest(sure.length > 0 ? sure : unsure)) {
        note(neededOf, grant, object.type);
      }
      for (const grant of [...sure, ...unsure, ...idle]) {
        note(typesOf, grant, object.type);
        if (object.history > 1) {
          note(listedOf, grant, object.type);
        }
      }
    }
  }
  const readers = new Set(readings.map(({ identity }) => identity.id));
  return { readings, readers, typesOf, neededOf, listedOf, lacking, usedByCode: usedByCode(world) };
}

function note(types: Map<Grant, Set<ObjectType>>, grant: Grant, type: string): void {
  const before = types.get(grant) ?? new Set();
  types.set(grant, before);
  if (isObjectType(type)) {
    before.add(type);
  }
}

/** The grants whose roles read the fewest types; a policy says itself what it permits. */
function narrowest(grants: readonly Grant[]): readonly Grant[] {
  const widthOf = (grant: Grant) => roleOf(grant)?.reads.length ?? 0;
  const least = Math.min(...grants.map(widthOf));
  return grants.filter((grant) => widthOf(grant) === least);
}

function isUnclear({ objectsProblem, brokenObjects }: Reading["providerClass"]): boolean {
  return objectsProblem !== undefined || brokenObjects.length > 0;
}

const LABEL = "azure.workload.identity/use";

function usedByCode({ kubernetes, azure }: World): ReadonlySet<string> {
  const labelled = kubernetes.pods.filter(({ labels }) => labels.get(LABEL) === "true");
  const subjects = new Set(
    labelled.map(({ namespace, serviceAccountName }) => `${SUBJECT_PREFIX}${namespace}:${serviceAccountName}`),
  );
  const trusted = azure.credentials.filter(({ subject }) => subject?.known && subjects.has(subject.text));
  return new Set(trusted.flatMap(({ identity }) => (identity === undefined ? [] : [identity.id])));
}

/** Works out what each grant is used for. */
export const usageOf = oncePer(usageOfAnew);
