import { nearest, quote } from "../../../text/index.js";
import type { Grant, ObjectType, Vault } from "../../azure/types.js";
import { COLLECTIONS, permits } from "../../chain/access.js";
import type { MountedObject } from "../../kubernetes/types.js";
import { called, PERMISSION_ARGUMENT, reachOf } from "./wording.js";

/** Why the grants of an identity do not let it read an object. */
export interface WhyNot {
  readonly text: string;
  /** What to change in the grant that was probably meant; absent where there is none. */
  readonly fix?: string;
  /** The grant that was probably meant. */
  readonly grants: readonly Grant[];
}

/** Finds the grant that was probably meant, and what is wrong with it. */
export function whyNot(grants: readonly Grant[], vault: Vault, object: MountedObject, type: ObjectType): WhyNot {
  const here = grants.filter(({ scope }) => scope.vault?.id === vault.id);
  const wanted = `/${COLLECTIONS[type]}/${object.name}`;
  const onObject = here.find((grant) => isOn(grant, object, type));
  if (onObject !== undefined) {
    return weak(onObject, object, type);
  }
  const sameName = here.find(({ scope }) => scope.objectName?.toLowerCase() === object.name.toLowerCase());
  if (sameName !== undefined) {
    return {
      text: `${called(sameName)} is on /${sameName.scope.collection}/${sameName.scope.objectName}, and ${type} is read from ${wanted}`,
      fix: `let the scope end in ${quote(wanted)}`,
      grants: [sameName],
    };
  }
  const names = here.flatMap(({ scope }) => scope.objectName ?? []);
  const near = nearest(object.name, names);
  const nearly = here.find(({ scope }) => near !== undefined && scope.objectName === near);
  if (nearly !== undefined) {
    return {
      text: `${called(nearly)} is on ${quote(nearly.scope.objectName)}`,
      fix: `write ${quote(object.name)} in the scope, or ${quote(near)} in the class, whichever is meant`,
      grants: [nearly],
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
      grants: [grant],
    };
  }
  return { text: `${called(grant)} on ${reachOf(grant)} reads no ${type}s`, grants: [grant] };
}
