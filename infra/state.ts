import { AzurermBackend, LocalBackend, type TerraformStack } from "cdktf";
import type { ResolvedEnvironment } from "../model/index.js";

/**
 * Says where Terraform keeps the stack's state.
 *
 * Local state lies at the top of the repository, outside `dist/`, so that no synthesis can touch it. The path is
 * relative to the stack's folder and so the same on every machine.
 */
export function keepState(stack: TerraformStack, { name, state, tenantId }: ResolvedEnvironment): void {
  if (state === undefined) {
    new LocalBackend(stack, { path: `../../../../terraform.${name}.tfstate` });
    return;
  }
  new AzurermBackend(stack, {
    tenantId,
    resourceGroupName: state.resourceGroup,
    storageAccountName: state.storageAccount,
    containerName: state.container,
    key: state.key,
    // The deployer's own rights on the container, not the account's keys.
    useAzureadAuth: true,
  });
}
