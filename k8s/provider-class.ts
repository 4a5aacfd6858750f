import { Construct } from "constructs";
import { SecretProviderClass } from "../imports/secrets-store.csi.x-k8s.io.js";
import { clouds, type ResolvedEnvironment, type ResolvedMount, type ResolvedWorkload } from "../model/index.js";
import { clientIdOf, type DrawnIdentity } from "./drawn-identity.js";
import { serviceAccountAnnotation } from "./guardrails/index.js";
import { objectsParameter } from "./objects-parameter.js";
import { fieldsOrNothing } from "./or-nothing.js";

/** Settings of {@link ProviderClass}. */
export interface ProviderClassProps {
  readonly mount: ResolvedMount;
  /** The workload that mounts it. */
  readonly workload: ResolvedWorkload;
  readonly environment: Pick<ResolvedEnvironment, "tenantId" | "cloud" | "guardrails">;
  /** The identity that reads the vault. */
  readonly identity: DrawnIdentity;
}

/** The SecretProviderClass of one mount: one vault, read as one identity. */
export class ProviderClass extends Construct {
  constructor(scope: Construct, id: string, { mount, workload, environment, identity }: ProviderClassProps) {
    super(scope, id);
    const { tenantId, cloud, guardrails } = environment;
    new SecretProviderClass(this, "Resource", {
      metadata: {
        name: mount.providerClass,
        namespace: workload.namespace,
        annotations: guardrails && { [serviceAccountAnnotation]: workload.serviceAccount },
      },
      spec: {
        provider: "azure",
        parameters: {
          // The provider's own default, unless somebody set a flag of it.
          ...(cloud !== "public" && { cloudName: clouds[cloud].providerName }),
          keyvaultName: mount.vault,
          tenantID: tenantId,
          ...identityParameters(identity),
          objects: objectsParameter(mount.files),
        },
        secretObjects:
          mount.sync.length === 0
            ? undefined
            : mount.sync.map(({ name, type, labels, annotations, data }) => ({
                secretName: name,
                type,
                labels: fieldsOrNothing(labels),
                annotations: fieldsOrNothing(annotations),
                data: data.map(({ key, path }) => ({ objectName: path, key })),
              })),
      },
    });
  }
}

/**
 * How the provider gets its token. `clientID` alone chooses workload identity; an identity of the nodes must come without
 * it, because the provider would look for a token first.
 */
function identityParameters(drawn: DrawnIdentity): Record<string, string> {
  const { identity } = drawn;
  if (identity.kind === "node-identity") {
    return {
      useVMManagedIdentity: "true",
      // Empty means the system-assigned one.
      userAssignedIdentityID: identity.source.from === "system-assigned" ? "" : clientIdOf(drawn),
    };
  }
  const bound = identity.kind === "managed-identity" && identity.trust === "identity-binding";
  return { clientID: clientIdOf(drawn), ...(bound && { useAzureTokenProxy: "true" }) };
}
