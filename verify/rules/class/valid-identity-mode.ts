import { parsedFlag } from "../../facts/parameters.js";
import type { ProviderClass } from "../../kubernetes/types.js";
import { broken, defineRule, type Fault } from "../../rule.js";
import { atParameter, mountFails } from "./places.js";
import { lacksParameter } from "./spelling.js";
import { FLAGS } from "./valid-flag.js";

const CONFLICT =
  "only one identity mode can be enabled at a time: usePodIdentity, useVMManagedIdentity, or useAzureTokenProxy";
const NODE_ID = "userAssignedIdentityID";

/** The flags decide who reads: the pod's identity, that of the node, or one bound to the cluster. */
export const validIdentityMode = defineRule({
  id: "valid-identity-mode",
  severity: "error",
  summary: "Each class selects one identity mode, and gives what this mode needs and nothing of another.",
  link: "identity",
  needs: ["kubernetes"],
  *check({ kubernetes }) {
    for (const providerClass of kubernetes.classes) {
      if (providerClass.mode === "conflict") {
        yield conflict(providerClass);
      } else if (providerClass.mode === "node-identity") {
        yield* ofNode(providerClass);
      } else {
        yield* notOfNode(providerClass);
      }
    }
  },
});

function conflict(providerClass: ProviderClass): Fault {
  const on = FLAGS.filter((name) => parsedFlag(providerClass.parameter(name)) === true);
  return broken({
    ...atParameter(providerClass, on[1] ?? ""),
    message: `${providerClass.id} selects more than one identity mode: ${on.join(" and ")}`,
    got: on.join(", "),
    allowed: "one of usePodIdentity, useVMManagedIdentity and useAzureTokenProxy, or none for workload identity",
    fix: "keep one; for workload identity leave all of them out, and set clientID",
    shows: mountFails(CONFLICT),
  });
}

function* ofNode(providerClass: ProviderClass): Iterable<Fault> {
  const clientId = providerClass.parameter("clientID");
  if (clientId !== undefined) {
    yield broken({
      ...atParameter(providerClass, "clientID"),
      severity: "warning",
      message: `${providerClass.id} reads as the identity of the node, and names a clientID that is never used`,
      got: clientId,
      allowed: "either useVMManagedIdentity, or clientID",
      fix: "leave useVMManagedIdentity out to read as the pod's own identity, or leave clientID out",
      shows: mountFails(
        "failed to build auth config for mode VMManagedIdentity: failed to parse workload identity tokens, error: service account tokens not found, where the driver asks for no token",
      ),
    });
  }
  if (lacksParameter(providerClass, NODE_ID)) {
    yield broken({
      ...atParameter(providerClass, "useVMManagedIdentity"),
      severity: "warning",
      message: `${providerClass.id} does not say which identity of the node reads`,
      allowed: `${NODE_ID} with the client id of an identity of the nodes; without it only a system-assigned one is found`,
      fix: `set ${NODE_ID}, or move to workload identity with clientID`,
      shows: mountFails(
        "… Multiple user assigned identities exist, please specify the clientId / resourceId of the identity in the token request",
      ),
    });
  }
}

function* notOfNode(providerClass: ProviderClass): Iterable<Fault> {
  const nodeId = providerClass.parameter(NODE_ID);
  // With `useVMManagedIdentity` misspelt or unreadable, that is what is wrong.
  if (nodeId !== undefined && isNodeIdentityOff(providerClass)) {
    yield broken({
      ...atParameter(providerClass, NODE_ID),
      severity: "warning",
      message: `${NODE_ID} of ${providerClass.id} has no effect without useVMManagedIdentity`,
      got: nodeId,
      allowed: `${NODE_ID} only together with useVMManagedIdentity`,
      fix: "leave it out; for workload identity the client id belongs into clientID",
    });
  }
  if (providerClass.mode === "identity-binding" && lacksParameter(providerClass, "clientID")) {
    yield broken({
      ...atParameter(providerClass, "clientID"),
      message: `${providerClass.id} reads through an identity binding, and names no clientID`,
      allowed: "clientID, the client id of the bound identity",
      fix: "set clientID",
      shows: mountFails(
        "failed to build auth config for mode AzureTokenProxy: clientID is required for identity binding",
      ),
    });
  }
}

/** Whether the flag for the identity of the node says false, or nothing, and no misspelt one explains it. */
export function isNodeIdentityOff(providerClass: ProviderClass): boolean {
  const value = providerClass.parameter("useVMManagedIdentity");
  return value === undefined ? lacksParameter(providerClass, "useVMManagedIdentity") : parsedFlag(value) === false;
}
