import type { Resource } from "../terraform/resource.js";
import type { Value } from "../terraform/value.js";
import { type Context, comparable } from "./context.js";
import type { Identities } from "./identities.js";
import type { Grant, Identity } from "./types.js";

/** The part of a grant that says for whom it is besides an identity of its own. */
export type Holders = Pick<Grant, "members" | "others">;

/** The Entra groups of the artefacts, and the identities in them. */
export class Groups {
  private readonly evaluator: Context["evaluator"];
  private readonly identities: Identities;
  /** By the object id of the group. */
  private readonly members: ReadonlyMap<string, readonly Identity[]>;

  constructor(context: Context, identities: Identities) {
    this.evaluator = context.evaluator;
    this.identities = identities;
    const members = new Map<string, Identity[]>();
    const note = (group: Value | undefined, member: Value | undefined) => {
      const identity = identities.withPrincipalId(member);
      if (group !== undefined && identity !== undefined) {
        const before = members.get(comparable(group)) ?? [];
        before.push(identity);
        members.set(comparable(group), before);
      }
    };
    for (const resource of context.ofType("azuread_group")) {
      const group = this.evaluator.attributeOf(resource, "object_id");
      for (const member of this.evaluator.valuesOf(resource, ["members"]) ?? []) {
        note(group, member);
      }
    }
    for (const resource of context.ofType("azuread_group_member")) {
      note(
        this.evaluator.valueOf(resource, ["group_object_id"]),
        this.evaluator.valueOf(resource, ["member_object_id"]),
      );
    }
    this.members = members;
  }

  /** Who holds a grant for a principal besides the identity that it may be. */
  holdersOf(principal: Value | undefined, resource: Resource): Holders {
    if (principal === undefined || this.identities.withPrincipalId(principal) !== undefined) {
      return { members: [], others: "nobody" };
    }
    const type = this.evaluator.valueOf(resource, ["principal_type"]);
    return {
      members: this.members.get(comparable(principal)) ?? [],
      others: othersOf(principal, type?.known === true ? type.text.toLowerCase() : undefined),
    };
  }
}

const GROUP = /^azuread_groups?(_|$)/;

/** Attributes of things that are no group: another identity, a node pool, whoever runs Terraform. */
const NO_GROUP = /^(data\.)?azure(rm|ad)_(?!group)/;

function othersOf({ known, references, opaque }: Value, type: string | undefined): Grant["others"] {
  if (type === "group") {
    return "group";
  }
  if (type === "user" || type === "device") {
    return "nobody";
  }
  const open = known || references.some((one) => GROUP.test(one.resource.type)) || isOpen(opaque);
  if (!open) {
    return "nobody";
  }
  // A function may choose any identity of the artefacts, too.
  return type === "serviceprincipal" && opaque.length === 0 ? "principal" : "unknown";
}

function isOpen(opaque: readonly string[]): boolean {
  return opaque.length > 0 && !opaque.some((expression) => NO_GROUP.test(expression));
}
