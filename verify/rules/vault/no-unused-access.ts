import type { Grant } from "../../azure/types.js";
import { foundIn } from "../../chain/joined.js";
import { broken, defineRule, undecided } from "../../rule.js";
import type { World } from "../../world.js";
import { unlessUnread } from "../artefact/unread.js";
import { hasReadableObjects } from "../sync/sources.js";
import { roleOf } from "./grants.js";
import { usageOf } from "./usage.js";
import { called, reachOf, scopeArgument } from "./wording.js";

/** Access that nothing needs is access that somebody else finds. */
export const noUnusedAccess = defineRule({
  id: "no-unused-access",
  severity: "warning",
  summary: "Each grant of an identity that pods use is needed for something that is mounted.",
  link: "access",
  needs: ["kubernetes", "azure"],
  *check(world) {
    const { readers, typesOf, lacking, usedByCode } = usageOf(world);
    const open = world.mountings.find(
      ({ identity, providerClass }) => identity.state === "unknown" && providerClass?.mode === "workload-identity",
    );
    const unclear = readersOfNothing(world);
    const unused = world.azure.grants.filter((grant) => {
      const { identity } = grant;
      // What an identity lacks, its unused grant was probably meant for; that is reported.
      const judged =
        identity !== undefined && readers.has(identity.id) && !lacking.has(identity.id) && !unclear.has(identity.id);
      return judged && permitsReading(grant) && !typesOf.has(grant);
    });
    for (const grant of unused) {
      if (open !== undefined) {
        yield undecided({
          on: grant,
          message: `whether anything uses ${called(grant)}: who reads through ${open.providerClass?.id} is not known`,
          needs: "the outputs of the deployment, or terraform show -json of its state",
        });
        continue;
      }
      const { identity } = grant;
      const byCode = identity !== undefined && usedByCode.has(identity.id);
      const fault = broken({
        on: grant,
        at: scopeArgument(grant),
        severity: byCode ? "note" : "warning",
        message: `${called(grant)} on ${reachOf(grant)} lets ${identity?.id} read what no class mounts through it`,
        ...(grant.scopeValue === undefined ? {} : { got: grant.scopeValue.text }),
        allowed: "grants that a mounted object needs",
        fix: byCode
          ? "remove it, unless code in the pods reads the vault by itself: they get a token of the identity"
          : "remove it",
        shows: "nothing; whoever takes over the pod reads it",
        ...(identity === undefined ? {} : { also: [identity] }),
      });
      yield unlessUnread(world, fault);
    }
  },
});

/** Ids of identities that read through a class of which nothing says what it reads: another rule speaks of the class. */
function readersOfNothing({ mountings }: World): ReadonlySet<string> {
  const ids = mountings
    .filter(({ providerClass }) => providerClass !== undefined && !hasReadableObjects(providerClass))
    .map(({ identity }) => foundIn(identity)?.id);
  return new Set(ids.filter((id) => id !== undefined));
}

function permitsReading(grant: Grant): boolean {
  const { scope, permissions } = grant;
  if (scope.level === "elsewhere" || scope.level === "unknown") {
    return false;
  }
  return permissions === undefined
    ? (roleOf(grant)?.reads.length ?? 0) > 0
    : Object.values(permissions).some((permitted) => permitted.length > 0);
}
