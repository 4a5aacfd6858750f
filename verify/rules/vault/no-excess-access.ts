import { quote } from "../../../shared/index.js";
import type { Grant, ObjectType } from "../../azure/types.js";
import { COLLECTIONS } from "../../chain/access.js";
import { broken, defineRule } from "../../rule.js";
import { isOnVault, isWide, roleOf } from "./grants.js";
import { type Usage, usageOf } from "./usage.js";
import { called, LEAST_ROLE, PERMISSION_ARGUMENT, reachOf, roleArgument } from "./wording.js";

/** A pod only reads: whatever else its identity may do, it does for whoever takes the pod over. */
export const noExcessAccess = defineRule({
  id: "no-excess-access",
  severity: "warning",
  summary: "No identity of pods may do more with a vault than read what its pods mount.",
  link: "access",
  needs: ["kubernetes", "azure"],
  *check(world) {
    const usage = usageOf(world);
    const { readers, typesOf } = usage;
    for (const grant of world.azure.grants) {
      const { identity } = grant;
      const types = typesOf.get(grant) ?? new Set<ObjectType>();
      const excess = identity !== undefined && readers.has(identity.id) ? excessOf(grant, types, usage) : undefined;
      if (excess === undefined || identity === undefined) {
        continue;
      }
      yield broken({
        on: grant,
        at: grant.kind === "role" ? [roleArgument(grant)] : [],
        ...(excess.isSmall ? { severity: "note" as const } : {}),
        message: `${called(grant)} lets ${identity.id} ${excess.may} on ${reachOf(grant)}`,
        got: excess.got,
        allowed: "what reads the mounted objects, and nothing else",
        fix: excess.fix,
        shows: "nothing; whoever takes over the pod may do the same",
        also: [identity],
      });
    }
  },
});

interface Excess {
  readonly may: string;
  readonly got: string;
  readonly fix: string;
  /** Whether it is of little use to anybody: names without values. */
  readonly isSmall?: boolean;
}

function excessOf(grant: Grant, types: ReadonlySet<ObjectType>, usage: Usage): Excess | undefined {
  return grant.kind === "role" ? excessOfRole(grant, types, usage) : (excessOfPolicy(grant) ?? listing(grant, usage));
}

function excessOfRole(grant: Grant, types: ReadonlySet<ObjectType>, { neededOf }: Usage): Excess | undefined {
  const role = roleOf(grant);
  if (role === undefined || !(isOnVault(grant) || (isWide(grant) && role.plane === "data"))) {
    return undefined;
  }
  const least = [...new Set([...types].map((type) => LEAST_ROLE[type]))];
  const fix = least.length === 0 ? "remove it: no pod reads through it" : `assign ${least.map(quote).join(" and ")}`;
  if (role.broader) {
    const may = role.plane === "control" ? "change the vault itself" : "write, delete or use what it should only read";
    return { may, got: role.name, fix };
  }
  const { level, collection } = grant.scope;
  // A role on one certificate or key reaches no secret.
  const reachesSecrets = level !== "object" || collection?.toLowerCase() === COLLECTIONS.secret;
  const readsSecrets = reachesSecrets && role.reads.includes("secret") && role.reads.length > 1;
  return readsSecrets && types.size > 0 && neededOf.get(grant)?.has("secret") !== true
    ? {
        may: "read all secret values, though pods need it for keys and certificates alone,",
        got: role.name,
        fix: `assign ${quote(LEAST_ROLE.cert)}`,
        // Another role lets it read secrets already.
        isSmall: types.has("secret"),
      }
    : undefined;
}

const TYPES: readonly ObjectType[] = ["secret", "key", "cert"];
const READING = new Set(["get", "list"]);

function excessOfPolicy({ permissions }: Grant): Excess | undefined {
  if (permissions === undefined) {
    return undefined;
  }
  const more = TYPES.flatMap((type) =>
    permissions[type]
      .filter((permission) => !READING.has(permission))
      .map((permission) => `${permission} (${PERMISSION_ARGUMENT[type]})`),
  );
  return more.length === 0
    ? undefined
    : { may: `also ${more.join(", ")}`, got: more.join(", "), fix: "leave Get, and List where versions are mounted" };
}

/** A policy that lets names be listed, where nothing reads a version history; one that nothing uses is another rule's. */
function listing(grant: Grant, { typesOf, listedOf, lacking }: Usage): Excess | undefined {
  const { permissions, identity } = grant;
  if (permissions === undefined || !typesOf.has(grant) || lacking.has(identity?.id ?? "")) {
    return undefined;
  }
  const listed = listedOf.get(grant);
  const idle = TYPES.filter((type) => permissions[type].includes("list") && listed?.has(type) !== true);
  const more = idle.map((type) => `list (${PERMISSION_ARGUMENT[type]})`).join(", ");
  return idle.length === 0
    ? undefined
    : { may: `also ${more}`, got: more, fix: "leave Get: List is for version histories only", isSmall: true };
}
