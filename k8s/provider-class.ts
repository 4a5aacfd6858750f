import { Construct } from "constructs";
import { SecretProviderClass } from "../imports/secrets-store.csi.x-k8s.io.js";
import type { ResolvedMount } from "../model/index.js";
import { objectsParameter } from "./objects-parameter.js";

/** Settings of {@link ProviderClass}. */
export interface ProviderClassProps {
  readonly mount: ResolvedMount;
  readonly namespace: string;
  readonly tenantId: string;
  /** Client id of the identity that reads the vault; with it the provider chooses workload identity. */
  readonly clientId: string;
}

/** The SecretProviderClass of one mount: one vault, read as one identity. */
export class ProviderClass extends Construct {
  constructor(scope: Construct, id: string, { mount, namespace, tenantId, clientId }: ProviderClassProps) {
    super(scope, id);
    new SecretProviderClass(this, "Resource", {
      metadata: { name: mount.providerClass, namespace },
      spec: {
        provider: "azure",
        parameters: {
          keyvaultName: mount.vault,
          tenantID: tenantId,
          clientID: clientId,
          objects: objectsParameter(mount.files),
        },
        secretObjects:
          mount.sync.length === 0
            ? undefined
            : mount.sync.map(({ name, type, labels, annotations, data }) => ({
                secretName: name,
                type,
                labels: orNothing(labels),
                annotations: orNothing(annotations),
                data: data.map(({ key, path }) => ({ objectName: path, key })),
              })),
      },
    });
  }
}

function orNothing(values: Readonly<Record<string, string>>): Record<string, string> | undefined {
  return Object.keys(values).length === 0 ? undefined : values;
}
