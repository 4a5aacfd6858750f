import { listed, quote } from "../../../shared/index.js";
import type { FederatedCredential } from "../../azure/types.js";
import { broken, defineRule, type Fault, undecided } from "../../rule.js";
import { isWritten } from "../vault/configuration.js";
import { isForPods, mountedCredentials } from "./credentials.js";
import { noSuchAudience } from "./shown.js";

/** Audience of the tokens that the provider exchanges, in every cloud. */
export const AUDIENCE = "api://AzureADTokenExchange";

/** The provider asks for tokens of one audience, whatever the cloud. */
export const validFederatedAudience = defineRule({
  id: "valid-federated-audience",
  severity: "error",
  summary: "Each federated credential for pods has the one audience that the provider's tokens have.",
  link: "credential",
  needs: ["azure"],
  *check(world) {
    const mounted = mountedCredentials(world);
    for (const credential of world.azure.credentials) {
      if (!isForPods(credential) && !mounted.has(credential)) {
        continue;
      }
      const { audiences, audienceArgument, resource } = credential;
      const [only, another] = audiences;
      const bare = resource.attributes[audienceArgument];
      if (typeof bare === "string" && !bare.includes("${") && isWritten(resource)) {
        yield noList(credential, bare);
      } else if (only === undefined || another !== undefined) {
        yield miscounted(credential);
      } else if (!only.known) {
        yield undecided({
          on: credential,
          at: [audienceArgument],
          message: `the audience of ${credential.id} is only known to a deployment`,
          needs: "terraform show -json of the plan or state",
        });
      } else if (only.text !== AUDIENCE) {
        yield wrong(credential, only.text);
      }
    }
  },
});

function noList(credential: FederatedCredential, text: string): Fault {
  const { id, audienceArgument: argument } = credential;
  return broken({
    on: credential,
    at: [argument],
    message: `${argument} of ${id} is a text, and has to be a list`,
    got: text,
    allowed: `a list of exactly one: ${AUDIENCE}`,
    fix: `write ${argument} = [${quote(AUDIENCE)}]`,
    shows: `Error: Incorrect attribute value type: Inappropriate value for attribute "${argument}": list of string required.`,
  });
}

function miscounted(credential: FederatedCredential): Fault {
  const { id, audiences, audienceArgument: argument, resource } = credential;
  const shows =
    audiences.length === 0
      ? `Error: Missing required argument: The argument "${argument}" is required`
      : `Error: Too many list items: Attribute ${argument} supports 1 item maximum`;
  return broken({
    on: credential,
    at: audiences.length === 0 ? [] : [argument],
    message: audiences.length === 0 ? `${id} has no audience` : `${id} has ${audiences.length} audiences`,
    ...(audiences.length === 0 ? {} : { got: listed(audiences.map(({ text }) => text)) }),
    allowed: `exactly one: ${AUDIENCE}`,
    fix: `write ${argument} = [${quote(AUDIENCE)}]`,
    ...(Object.hasOwn(resource.attributes, argument) && audiences.length === 0 ? {} : { shows }),
  });
}

function wrong(credential: FederatedCredential, text: string): Fault {
  const { id, audienceArgument } = credential;
  return broken({
    on: credential,
    at: [audienceArgument, 0],
    message: `the audience ${quote(text)} of ${id} ${difference(text)}`,
    got: text,
    allowed: `${AUDIENCE}, letter by letter`,
    fix: `write ${quote(AUDIENCE)}`,
    shows: noSuchAudience(AUDIENCE),
  });
}

function difference(text: string): string {
  if (text.toLowerCase() === AUDIENCE.toLowerCase()) {
    return "is in another case than that of the tokens";
  }
  if (text.trim().replace(/\/$/, "") === AUDIENCE) {
    return "has more than the tokens say";
  }
  if (/^api:\/\/AzureADTokenExchange(USGov|China|Germany|USNat|USSec)$/i.test(text)) {
    return "is that of another cloud; the provider asks for the same audience in every cloud";
  }
  return text === "api://AKSIdentityBinding"
    ? "is that of identity bindings, which need no credential"
    : "is not that of the tokens";
}
