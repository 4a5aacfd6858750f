import { listed, quote } from "../../../shared/index.js";
import type { FederatedCredential } from "../../azure/types.js";
import { broken, defineRule, type Fault, type Undecided, undecided } from "../../rule.js";
import type { Reference, Value } from "../../terraform/value.js";
import { isForPods, mountedCredentials } from "./credentials.js";
import { ISSUER_ATTRIBUTE, Issuers, isPipelineIssuer, issuerProblem } from "./issuers.js";
import { noSuchIssuer } from "./shown.js";

/** Of these it is known which attribute is the issuer. */
const CLUSTERS: readonly string[] = ["azurerm_kubernetes_cluster", "azurerm_kubernetes_automatic_cluster"];

/** Entra compares the issuer of a token with that of the credential letter by letter, with the slash at its end. */
export const matchFederatedIssuer = defineRule({
  id: "match-federated-issuer",
  severity: "error",
  summary: "The issuer of each federated credential for pods is that of a cluster.",
  link: "credential",
  needs: ["azure"],
  *check(world) {
    const mounted = mountedCredentials(world);
    const issuers = new Issuers(world);
    for (const credential of world.azure.credentials) {
      const isMounted = mounted.has(credential);
      if ((!isMounted && !isForPods(credential)) || issuers.of(credential.issuer) !== undefined) {
        continue;
      }
      // A workload in several clusters has a credential for each; one of them has to be here.
      const others = mounted.alike(credential);
      const expected = isMounted && !others.some(({ issuer }) => issuers.of(issuer) !== undefined);
      const said = judged(credential, issuers, expected);
      if (said !== undefined) {
        yield said;
      }
    }
  },
});

function judged(credential: FederatedCredential, issuers: Issuers, expected: boolean): Fault | Undecided | undefined {
  const { id, issuer } = credential;
  if (issuer === undefined) {
    return fault(credential, issuers, `${id} has no issuer`, {
      shows: 'Error: Missing required argument: The argument "issuer" is required',
    });
  }
  const [reference] = issuer.references;
  if (reference !== undefined) {
    return ofReference(credential, issuers, issuer, reference);
  }
  if (!issuer.known) {
    return open(
      credential,
      "its issuer is only known to a deployment",
      "the outputs of the deployment, or terraform show -json",
    );
  }
  const like = issuers.like(issuer.text);
  const problem = issuerProblem(issuer.text) ?? (like && `differs from that of ${like.id} in case`);
  if (problem !== undefined) {
    return fault(credential, issuers, `the issuer ${quote(issuer.text)} of ${id} ${problem}`);
  }
  if (!expected) {
    return undefined;
  }
  return issuers.known.length > 0 || (issuers.any && isPipelineIssuer(issuer.text))
    ? fault(credential, issuers, `the issuer ${quote(issuer.text)} of ${id} is that of no cluster among the artefacts`)
    : open(
        credential,
        issuers.any ? "the issuer of the cluster is only known to a deployment" : "no cluster is among the artefacts",
        issuers.any ? "the outputs of the deployment, or terraform show -json" : "the Terraform of the cluster",
      );
}

function ofReference(
  credential: FederatedCredential,
  issuers: Issuers,
  { text }: Value,
  { resource, attribute }: Reference,
): Fault | Undecided {
  const { id } = credential;
  if (attribute === ISSUER_ATTRIBUTE) {
    const whole = text === `\${${resource.id}.${attribute}}`;
    return whole
      ? open(credential, `${resource.id} is no cluster that is known here`, "the Terraform of the cluster")
      : fault(credential, issuers, `the issuer of ${id} has more than that of ${resource.id}`);
  }
  const mayBe = !/^azure(rm|ad)_/.test(resource.type) || /issuer|oidc|output/i.test(attribute);
  if (mayBe && !CLUSTERS.includes(resource.type)) {
    return open(
      credential,
      `whether ${attribute} of ${resource.id} is an issuer is not known`,
      "the outputs of the deployment",
    );
  }
  return fault(credential, issuers, `the issuer of ${id} is ${attribute} of ${resource.id}, which is no issuer`);
}

function fault(credential: FederatedCredential, issuers: Issuers, message: string, more: Partial<Fault> = {}): Fault {
  const { issuer } = credential;
  const [first] = issuers.known;
  return broken({
    on: credential,
    at: issuer === undefined ? [] : ["issuer"],
    message,
    ...(issuer === undefined ? {} : { got: issuer.text }),
    allowed:
      first === undefined
        ? `${ISSUER_ATTRIBUTE} of the cluster; it begins with https:// and, on AKS, ends with a slash`
        : `the issuer of a cluster, letter by letter: ${listed(issuers.known)}`,
    fix: `refer to it: issuer = \${azurerm_kubernetes_cluster.<name>.${ISSUER_ATTRIBUTE}}`,
    shows: noSuchIssuer(first),
    ...more,
  });
}

function open(credential: FederatedCredential, why: string, needs: string): Undecided {
  return undecided({
    on: credential,
    at: ["issuer"],
    message: `whether the issuer of ${credential.id} is that of a cluster: ${why}`,
    needs,
  });
}
