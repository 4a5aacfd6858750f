import { nearest, quote } from "../../../shared/index.js";
import type { Grant, ObjectType, Vault } from "../../azure/types.js";
import { COLLECTIONS, permits } from "../../chain/access.js";
import type { MountedObject } from "../../kubernetes/types.js";
import { called, PERMISSION_ARGUMENT, reachOf } from "./wording.js";

/** Why the grants of an identity do not let it read an object. */
export interface WhyNot {
  readonly text: string;
  /** What to change in the grant that was probably meant; absent where there is none. */
  readonly fix?: string;
  /** Whether nothing but listing the versions is missing. */
  readonly onlyList?: boolean;
  /** The grant that was probably meant. */
  readonly grants: readonly Grant[];
}

/** What cannot be read, and what else its identity reads. */
export interface Refused {
  readonly vault: Vault;
  readonly object: MountedObject;
  readonly type: ObjectType;
  /** Names of everything that the class mounts, in lower case: a grant for one of them is not meant for another. */
  readonly mounted: ReadonlySet<string>;
  /** Ids of the vaults that the identity reads. */
  readonly vaults: ReadonlySet<string>;
}

/** Finds the grant that was probably meant, and what is wrong with it. */
export function whyNot(grants: readonly Grant[], refused: Refused): WhyNot {
  const { vault, object, type } = refused;
  const here = grants.filter(({ scope }) => scope.vault?.id === vault.id);
  const onObject = here.find((grant) => isOn(grant, object, type));
  if (onObject !== undefined) {
    return weak(onObject, object, type);
  }
  const similar = bySimilarScope(here, refused);
  if (similar !== undefined) {
    return similar;
  }
  const astray = grants.find((grant) => isAstray(grant, refused));
  if (astray !== undefined) {
    return {
      text: `${called(astray)} is on ${reachOf(astray)} instead`,
      fix: `let ${astray.id} be on \${${vault.resource.address}.id}`,
      grants: [astray],
    };
  }
  const onVault = here.find(({ scope }) => scope.level === "vault");
  if (onVault !== undefined) {
    return weak(onVault, object, type);
  }
  const [other] = here.length > 0 ? here : grants.filter(({ scope }) => scope.level !== "elsewhere");
  return other === undefined
    ? { text: "it has no role and no access policy for a vault", grants: [] }
    : { text: `it has ${called(other)}, which is on ${reachOf(other)}`, grants: [other] };
}

/** A grant for an object of the same name in another collection, or of nearly the same name in this one. */
function bySimilarScope(here: readonly Grant[], { object, type, mounted }: Refused): WhyNot | undefined {
  const wanted = `/${COLLECTIONS[type]}/${object.name}`;
  const reading = here.filter((grant) => permits(grant, type, object.history > 1) !== false);
  const sameName = reading.find(({ scope }) => scope.objectName?.toLowerCase() === object.name.toLowerCase());
  if (sameName !== undefined) {
    return {
      text: `${called(sameName)} is on /${sameName.scope.collection}/${sameName.scope.objectName}, and ${type} is read from ${wanted}`,
      fix: `let the scope end in ${quote(wanted)}`,
      grants: [sameName],
    };
  }
  const free = reading.filter(
    ({ scope }) =>
      scope.collection?.toLowerCase() === COLLECTIONS[type] && !mounted.has(scope.objectName?.toLowerCase() ?? ""),
  );
  const near = nearest(
    object.name,
    free.flatMap(({ scope }) => scope.objectName ?? []),
  );
  const nearly = free.find(({ scope }) => near !== undefined && scope.objectName === near);
  return nearly === undefined
    ? undefined
    : {
        text: `${called(nearly)} is on ${quote(nearly.scope.objectName)}`,
        fix: `write ${quote(object.name)} in the scope, or ${quote(near)} in the class, whichever is meant`,
        grants: [nearly],
      };
}

/** Whether a grant would let an object be read, and is on something that its identity does not read from. */
function isAstray(grant: Grant, { vault, object, type, vaults }: Refused): boolean {
  const { level, vault: own } = grant.scope;
  const isPlace = level === "vault" || level === "object" || level === "resource-group";
  const isOther = own === undefined ? isPlace : own.id !== vault.id && !vaults.has(own.id);
  return isOther && permits(grant, type, object.history > 1) === true;
}

/** Whether the scope of a grant ends in an object, whatever it permits there. */
function isOn({ scope }: Grant, { name }: MountedObject, type: ObjectType): boolean {
  return (
    scope.collection?.toLowerCase() === COLLECTIONS[type] && scope.objectName?.toLowerCase() === name.toLowerCase()
  );
}

function weak(grant: Grant, object: MountedObject, type: ObjectType): WhyNot {
  if (grant.kind === "policy") {
    const missing = permits(grant, type, false) === true ? "List" : "Get";
    const why = missing === "List" ? `, which objectVersionHistory ${object.history} needs` : "";
    return {
      text: `${called(grant)} lacks ${quote(missing)} in ${PERMISSION_ARGUMENT[type]}${why}`,
      fix: `add ${quote(missing)} to ${PERMISSION_ARGUMENT[type]}`,
      onlyList: missing === "List",
      grants: [grant],
    };
  }
  return { text: `${called(grant)} on ${reachOf(grant)} reads no ${type}s`, grants: [grant] };
}
