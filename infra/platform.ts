import {
  DataTerraformRemoteStateAzurerm,
  DataTerraformRemoteStateLocal,
  TerraformOutput,
  type TerraformStack,
} from "cdktf";
import { Construct } from "constructs";
import { otherOutputs, type ResolvedEnvironment } from "../model/index.js";
import type { IAksCluster } from "./aks-cluster.js";
import { environmentOf } from "./cloud.js";
import type { KeyVault } from "./key-vault.js";
import { localStatePath } from "./state.js";

/** Settings of {@link Platform}. */
export interface PlatformProps {
  readonly environment: ResolvedEnvironment;
}

/** The platform's stack as a team's stack sees it: its outputs, read from its state. */
export class Platform extends Construct {
  /** Gives the platform's stack the output that teams read. */
  static publish(
    stack: TerraformStack,
    { cluster, vaults }: { readonly cluster: IAksCluster; readonly vaults: readonly KeyVault[] },
  ): void {
    new TerraformOutput(stack, otherOutputs.platform, {
      description: "What the stacks of teams need to know of this one; they read it from its state.",
      value: {
        issuer: cluster.issuer,
        clusterId: cluster.id,
        addOnIdentity: cluster.addOnIdentity,
        vaultIds: Object.fromEntries(vaults.map(({ name, id }) => [name, id])),
      },
    });
  }

  readonly cluster: IAksCluster;

  constructor(scope: Construct, id: string, { environment }: PlatformProps) {
    super(scope, id);
    const { name, state } = environment;
    const remote =
      state === undefined
        ? new DataTerraformRemoteStateLocal(this, "state", { path: localStatePath(name) })
        : new DataTerraformRemoteStateAzurerm(this, "state", {
            environment: environmentOf(environment.cloud),
            tenantId: environment.tenantId,
            resourceGroupName: state.resourceGroup,
            storageAccountName: state.storageAccount,
            containerName: state.container,
            key: state.key,
            useAzureadAuth: true,
          });
    remote.overrideLogicalId(otherOutputs.platform);
    this.cluster = {
      id: output("clusterId"),
      issuer: output("issuer"),
      addOnIdentity: {
        clientId: output("addOnIdentity.clientId"),
        principalId: output("addOnIdentity.principalId"),
      },
    };
  }

  /** ARM id of a vault. */
  vaultId(name: string): string {
    return output(`vaultIds["${name}"]`);
  }
}

function output(path: string): string {
  return `\${data.terraform_remote_state.${otherOutputs.platform}.outputs.${otherOutputs.platform}.${path}}`;
}
