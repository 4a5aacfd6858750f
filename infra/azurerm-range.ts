import {
  FederatedIdentityCredential,
  type FederatedIdentityCredentialConfig,
} from "@cdktf/provider-azurerm/lib/federated-identity-credential/index.js";
import type { KubernetesCluster } from "@cdktf/provider-azurerm/lib/kubernetes-cluster/index.js";
import type { TerraformStack, TerraformVariable } from "cdktf";
import type { Construct } from "constructs";

/*
 * Where the artefact departs from the bindings.
 *
 * The bindings (the last ones published) speak azurerm 4.55. The artefact is for azurerm 4.81, the first release on a
 * Key Vault API that outlives February 2027, and for all of 5.x, which removed arguments. So only arguments that both
 * know may appear, and what the bindings cannot say, or say in the removed way, is overridden here and nowhere else.
 * See docs/decisions/0002.
 */

/** Versions of the providers that the artefact is written for. */
export const providerRange = {
  azurerm: { source: "hashicorp/azurerm", version: ">= 4.81.0, < 6.0.0" },
  azuread: { source: "hashicorp/azuread", version: ">= 3.0.0, < 4.0.0" },
  azapi: { source: "azure/azapi", version: ">= 2.0.0, < 3.0.0" },
  time: { source: "hashicorp/time", version: ">= 0.9.0, < 1.0.0" },
} as const;

/** Name of a provider that a stack may need. */
export type Provider = keyof typeof providerRange;

/** Ephemeral variables and write-only arguments need this version of Terraform; OpenTofu has them in the same one. */
const requiredVersion = ">= 1.11.0";

/** States the versions of Terraform and providers, in place of the ones the bindings were made from. */
export function requireVersions(stack: TerraformStack, providers: readonly Provider[]): void {
  stack.addOverride("terraform.required_version", requiredVersion);
  for (const provider of providers) {
    stack.addOverride(`terraform.required_providers.${provider}`, providerRange[provider]);
  }
}

/** Says that nodes come from declared pools. The block is newer than the bindings (4.57) and required from 5.0. */
export function declareNodePoolsByHand(cluster: KubernetesCluster): void {
  cluster.addOverride("node_provisioning_profile", { mode: "Manual" });
}

/** Settings of {@link UserAssignedFederatedCredential}. */
export type UserAssignedFederatedCredentialProps = Omit<
  FederatedIdentityCredentialConfig,
  "parentId" | "resourceGroupName"
> & { readonly userAssignedIdentityId: string };

/**
 * A federated credential that names its identity by `user_assigned_identity_id` (4.65), which replaces `parent_id` and
 * `resource_group_name`, removed in 5.0.
 */
export class UserAssignedFederatedCredential extends FederatedIdentityCredential {
  constructor(
    scope: Construct,
    id: string,
    { userAssignedIdentityId, ...config }: UserAssignedFederatedCredentialProps,
  ) {
    super(scope, id, { ...config, parentId: userAssignedIdentityId, resourceGroupName: "" });
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    const { parent_id, resource_group_name, ...attributes } = super.synthesizeAttributes();
    return { ...attributes, user_assigned_identity_id: parent_id };
  }
}

/** Keeps a variable's value out of plan and state. The engine predates ephemeral variables. */
export function makeEphemeral(variable: TerraformVariable): void {
  variable.addOverride("ephemeral", true);
}
