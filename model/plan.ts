import { groupBy } from "../shared/index.js";
import { clusterId } from "./azure-ids.js";
import { crowdedFrom, federatedCredentialsPerIdentity } from "./limits/index.js";
import { advice, type Problem, quote, within } from "./problem.js";
import type { ResolvedEnvironment, ResolvedIdentity } from "./resolve.js";
import { partOf, sufficientSplit } from "./split.js";

/** How full one identity is with federated credentials, over everything that shares it. */
export interface PlannedIdentity {
  readonly identity: ResolvedIdentity;
  /** Environments that use it. */
  readonly environments: readonly string[];
  /** Subjects that it trusts, sorted; one of the same name on two clusters counts twice. */
  readonly subjects: readonly string[];
  /** Credentials that it holds for others. */
  readonly others: number;
  /** How many identities the description's one has become. */
  readonly parts: number;
  /** Subjects of all of them. */
  readonly total: readonly string[];
}

/**
 * How the federated credentials of all environments are spread, for identities that trust service accounts one by one.
 * An existing identity is the same one wherever it is described.
 */
export function planCredentials(environments: readonly ResolvedEnvironment[]): readonly PlannedIdentity[] {
  const used = environments.flatMap((environment) =>
    environment.identities
      .filter((identity) => identity.credentials.length > 0)
      .map((identity) => ({ environment, identity, cluster: clusterId(environment) })),
  );
  const whole = groupBy(used, ({ environment, identity }) => `${environment.name}/${identity.declaredKey}`);
  return [...groupBy(used, ({ environment, identity }) => sharedKey(environment, identity)).values()].flatMap(
    (uses) => {
      const [first] = uses;
      if (first === undefined) {
        return [];
      }
      const siblings = whole.get(`${first.environment.name}/${first.identity.declaredKey}`) ?? uses;
      return [
        {
          identity: first.identity,
          environments: [...new Set(uses.map(({ environment }) => environment.name))],
          subjects: distinctSubjects(uses),
          others: Math.max(
            ...uses.map(({ identity }) => (identity.kind === "existing-identity" ? identity.otherCredentials : 0)),
          ),
          parts: siblings.length,
          total: distinctSubjects(siblings),
        },
      ];
    },
  );
}

/** Warnings about identities that leave little room, each with what to do before the next account is refused. */
export function adviseOnCredentials(planned: readonly PlannedIdentity[]): readonly Problem[] {
  return planned
    .filter(({ subjects, others }) => subjects.length + others >= crowdedFrom)
    .map((one) =>
      advice({
        rule: "no-crowded-identity",
        message: `identity ${quote(one.identity.key)} holds ${one.subjects.length + one.others} of ${federatedCredentialsPerIdentity} federated credentials`,
        at: within(one.environments.join(", "), `identity ${one.identity.key}`),
        allowed: `at most ${federatedCredentialsPerIdentity}; from ${crowdedFrom} on it is time to plan`,
        fix: roomFor(one),
      }),
    );
}

/** What gives an identity room again. */
export function roomFor({ identity, total }: PlannedIdentity): string {
  switch (identity.kind) {
    case "managed-identity":
      return outgrows(total)
        ? `trust: "identity-binding" (preview) is the better answer for ${total.length} service accounts: one binding, no limit`
        : `${nextSplit(identity, total)}; or trust: "identity-binding" (preview), which has no limit`;
    case "entra-application":
      return nextSplit(identity, total);
    case "existing-identity":
    case "node-identity":
      return "give new service accounts another identity";
  }
}

/**
 * Whether so many service accounts are better bound than federated: they fill more than two identities, each of which
 * needs access to every vault.
 */
export function outgrows(subjects: readonly string[]): boolean {
  return subjects.length > 2 * federatedCredentialsPerIdentity;
}

function nextSplit({ split }: ResolvedIdentity, subjects: readonly string[]): string {
  if (split === "auto") {
    return `it divides by itself with service account ${federatedCredentialsPerIdentity + 1}, and then about half of its accounts move`;
  }
  // Room for growth: as if a quarter of each were left free.
  const next = sufficientSplit(subjects, split + 1, crowdedFrom - 1);
  const moved = subjects.filter((subject) => partOf(subject, split) !== partOf(subject, next)).length;
  return `split: ${next} moves ${moved} of ${subjects.length} service accounts, fewest now`;
}

function distinctSubjects(
  uses: readonly { readonly identity: ResolvedIdentity; readonly cluster: string }[],
): readonly string[] {
  const found = uses.flatMap(({ identity, cluster }) =>
    identity.credentials.map(({ subject }) => ({ id: `${cluster} ${subject}`, subject })),
  );
  return [...new Map(found.map(({ id, subject }) => [id, subject])).values()].sort();
}

function sharedKey({ name }: ResolvedEnvironment, identity: ResolvedIdentity): string {
  return identity.kind === "existing-identity"
    ? (identity.credentialOwner?.id ?? identity.clientId).toLowerCase()
    : `${name}/${identity.key}`;
}
