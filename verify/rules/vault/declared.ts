import { groupBy, isSlip, nearest } from "../../../shared/index.js";
import type { AzureWorld, DeclaredObject, ObjectType } from "../../azure/types.js";
import type { MountedObject } from "../../kubernetes/types.js";
import { oncePer } from "../../once.js";
import { listedVaults } from "./vault-objects.js";

/** How an object stands to what the artefacts say that its vault holds. */
export type Declared =
  | { readonly state: "declared"; readonly as: DeclaredObject }
  /** The list is complete, and the object is not on it. */
  | { readonly state: "missing"; readonly near: string | undefined; readonly names: readonly string[] }
  /** There is one of that name, of a type that cannot be read so. */
  | { readonly state: "other-type"; readonly as: DeclaredObject }
  /** The list need not be complete, and has one that is nearly called so. */
  | { readonly state: "near"; readonly as: DeclaredObject }
  | { readonly state: "unknown" };

/** What a declared object can be read as. */
const READABLE: Readonly<Record<DeclaredObject["type"], readonly ObjectType[]>> = {
  secret: ["secret"],
  key: ["key"],
  certificate: ["secret", "key", "cert"],
};

interface Holding {
  readonly byName: ReadonlyMap<string, readonly DeclaredObject[]>;
  readonly names: readonly string[];
  readonly complete: boolean;
}

/** What the artefacts say that vaults hold. */
class DeclaredObjects {
  private readonly holdings: ReadonlyMap<string, Holding>;

  constructor(azure: AzureWorld) {
    const resources = new Set(azure.resources.map(({ id }) => id));
    const listed = listedVaults(azure);
    const byVault = groupBy(azure.objects, ({ vaultName }) => vaultName?.toLowerCase());
    this.holdings = new Map(
      [...new Set([...byVault.keys(), ...listed])].map((vault) => {
        const objects = byVault.get(vault) ?? [];
        const complete = listed.has(vault ?? "") || objects.some(({ id }) => !resources.has(id));
        const names = [...new Set(objects.map(({ name }) => name))];
        return [vault ?? "", { complete, names, byName: groupBy(objects, ({ name }) => name.toLowerCase()) }];
      }),
    );
  }

  /** How an object stands that a class reads from a vault. */
  of(vaultName: string, { name, type }: MountedObject): Declared {
    const holding = this.holdings.get(vaultName.toLowerCase());
    if (holding === undefined) {
      return { state: "unknown" };
    }
    const { byName, complete, names } = holding;
    const alike = byName.get(name.toLowerCase()) ?? [];
    const fitting = alike.filter((object) => READABLE[object.type].some((readable) => readable === type));
    const [first] = fitting;
    if (first !== undefined) {
      return { state: "declared", as: fitting.find((object) => object.name === name) ?? first };
    }
    const [other] = alike;
    if (other !== undefined) {
      return { state: "other-type", as: other };
    }
    const near = nearest(name, names);
    if (complete) {
      return { state: "missing", near, names };
    }
    const [as] =
      near !== undefined && isSlip(name.toLowerCase(), near.toLowerCase())
        ? (byName.get(near.toLowerCase()) ?? [])
        : [];
    return as === undefined ? { state: "unknown" } : { state: "near", as };
  }

  /** Whether the artefacts claim to know everything that a vault holds. */
  isComplete(vaultName: string): boolean {
    return this.holdings.get(vaultName.toLowerCase())?.complete ?? false;
  }
}

/** The same for all rules that ask. */
export const declaredObjects = oncePer((azure: AzureWorld) => new DeclaredObjects(azure));
