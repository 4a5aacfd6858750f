import { groupBy, listed, quote } from "../../../shared/index.js";
import type { FederatedCredential, Identity } from "../../azure/types.js";
import { foundIn } from "../../chain/joined.js";
import type { Mounting } from "../../chain/mounting.js";
import { isGuid, slipOf } from "../../facts/guid.js";
import type { KubernetesWorld, ProviderClass } from "../../kubernetes/types.js";
import { broken, defineRule, type Fault, type Undecided, undecided } from "../../rule.js";
import type { World } from "../../world.js";
import { CLIENT_ID } from "./annotations.js";
import { inconsistentClientIds } from "./client-id-consistency.js";
import { misnamedClasses } from "./misnamed.js";
import { OtherIds } from "./other-ids.js";
import { noSuchClient, noSuchSubject } from "./shown.js";

/** Of the ids of an identity only the client id gets a token. */
export const matchClientId = defineRule({
  id: "match-client-id",
  severity: "error",
  summary: "The client id of each mounted class is that of the identity that trusts the pod.",
  link: "identity",
  needs: ["kubernetes", "azure"],
  *check(world) {
    const known = knownClients(world);
    const others = new OtherIds(world);
    const misnamed = misnamedClasses(world);
    const bySubject = groupBy(world.azure.credentials, ({ subject }) => (subject?.known ? subject.text : undefined));
    for (const providerClass of world.kubernetes.classes) {
      const parameter = providerClass.mode === "node-identity" ? "userAssignedIdentityID" : "clientID";
      const clientId = providerClass.parameter(parameter);
      const meant = misnamed.get(providerClass.id);
      if (meant !== undefined) {
        yield otherIdentity(providerClass, meant, known, world);
        continue;
      }
      // What is no GUID is reported as that.
      if (clientId === undefined || !isGuid(clientId) || known.has(clientId.toLowerCase())) {
        continue;
      }
      const asked: Asked = { providerClass, parameter, clientId, mountings: world.mountingsOf(providerClass.id) };
      const said = judged(asked, known, others, bySubject, world);
      if (said !== undefined) {
        yield said;
      }
    }
    yield* inconsistentClientIds(world);
  },
});

function otherIdentity(
  providerClass: ProviderClass,
  meant: Identity,
  known: ReadonlyMap<string, Identity>,
  { mountingsOf }: World,
): Fault {
  const clientId = providerClass.parameter("clientID") ?? "";
  const mountings = mountingsOf(providerClass.id);
  const asked: Asked = { providerClass, parameter: "clientID", clientId, mountings };
  const named = known.get(clientId.toLowerCase());
  const instead = meant.clientId.known ? meant.clientId.text : undefined;
  const said = fault(asked, `is that of ${named?.id}, and ${meant.id} trusts the pod`, instead);
  return {
    ...said,
    fix: instead === undefined ? `write client_id of ${meant.id}` : said.fix,
    shows: noSuchSubject(mountings[0]?.subject ?? "<service account of the pod>"),
    also: [...(said.also ?? []), meant],
  };
}

const OUTPUTS =
  "the outputs of the deployment (terraform output -json, cdktf deploy --outputs-file) or its state (terraform show -json)";

interface Asked {
  readonly providerClass: ProviderClass;
  readonly parameter: string;
  readonly clientId: string;
  readonly mountings: readonly Mounting[];
}

function knownClients({ azure }: World): ReadonlyMap<string, Identity> {
  const known = azure.identities.filter(({ clientId }) => clientId.known);
  return new Map(known.map((identity) => [identity.clientId.text.toLowerCase(), identity]));
}

function judged(
  asked: Asked,
  known: ReadonlyMap<string, Identity>,
  others: OtherIds,
  bySubject: ReadonlyMap<string | undefined, readonly FederatedCredential[]>,
  { azure, kubernetes }: World,
): Fault | Undecided | undefined {
  const { providerClass, clientId, mountings } = asked;
  const other = others.whatIs(clientId, providerClass.mode);
  if (other !== undefined) {
    return fault(asked, `is ${other.what}`, other.instead);
  }
  const trusts = mountings.flatMap(({ subject }) => (subject === undefined ? [] : (bySubject.get(subject) ?? [])));
  const trusting = trusts.find(({ identity }) => identity?.clientId.known === true)?.identity;
  if (trusting !== undefined && providerClass.mode === "workload-identity") {
    return fault(asked, `is not that of ${trusting.id}, which trusts the pod`, trusting.clientId.text);
  }
  const slip = slipOf(clientId, known.keys());
  if (slip !== undefined) {
    return fault(asked, `is nearly that of ${known.get(slip)?.id}`, slip);
  }
  const [mounting] = mountings;
  const annotated = mounting === undefined ? undefined : annotatedWith(mounting, known, kubernetes);
  if (annotated !== undefined && providerClass.mode === "workload-identity") {
    const whose = `is that of no identity, and the service account of ${mounting?.pod.id} is annotated with that of ${annotated.id}`;
    return fault(asked, whose, annotated.clientId.text);
  }
  // Whose a credential is that names no owner is another rule's to say.
  const ownerless = trusts.some(({ identity }) => identity === undefined);
  if (mounting?.identityAssumed === true) {
    return undecided({
      on: providerClass,
      at: ["spec", "parameters", asked.parameter],
      message: "whether the client id is that of the identity that trusts the pod: nothing says what its client id is",
      needs: OUTPUTS,
    });
  }
  if (mounting === undefined || ownerless || foundIn(mounting.identity) !== undefined) {
    return undefined;
  }
  const { identity, vault } = mounting;
  if (identity.state === "unknown" || foundIn(vault)?.existing !== false || azure.dangling.length > 0) {
    return undecided({
      on: providerClass,
      at: ["spec", "parameters", asked.parameter],
      message: `whose client id ${quote(clientId)} is: ${
        identity.state === "unknown" ? identity.reason : "no identity among the artefacts has it"
      }`,
      needs: identity.state === "unknown" ? identity.needs : "the Terraform that makes or looks up the identity",
    });
  }
  // The vault is made here and so may its readers be; but they need not.
  return {
    ...fault(asked, "is that of no identity among the artefacts", undefined, [...known.keys()]),
    severity: "warning",
  };
}

/** The identity whose client id the service account of a pod is annotated with. */
function annotatedWith(
  { pod }: Mounting,
  known: ReadonlyMap<string, Identity>,
  { find }: KubernetesWorld,
): Identity | undefined {
  const account = find("ServiceAccount", pod.namespace, pod.serviceAccountName);
  return known.get(account?.annotations.get(CLIENT_ID)?.trim().toLowerCase() ?? "");
}

function fault(
  { providerClass, parameter, clientId, mountings }: Asked,
  difference: string,
  instead: string | undefined,
  candidates: readonly string[] = instead === undefined ? [] : [instead],
): Fault {
  return broken({
    on: providerClass,
    at: ["spec", "parameters", parameter],
    message: `${parameter} ${quote(clientId)} of ${providerClass.id} ${difference}`,
    got: clientId,
    allowed:
      candidates.length === 0 ? "the client id of an identity" : `the client id of an identity: ${listed(candidates)}`,
    fix: instead === undefined ? "write client_id of the identity that reads the vault" : `write ${quote(instead)}`,
    shows:
      parameter === "clientID"
        ? noSuchClient(clientId, providerClass.tenantId)
        : "Identity not found (400 from the metadata service of the node)",
    also: mountings.slice(0, 1).map(({ pod }) => pod),
  });
}
