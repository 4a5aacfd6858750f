import { AzurermBackend, LocalBackend, type TerraformStack } from "cdktf";
import { type ResolvedEnvironment, type ResolvedStack, teamStateKey } from "../model/index.js";
import { environmentOf } from "./cloud.js";

/**
 * Where local state lies: at the top of the repository, outside `dist/`, so that no synthesis can touch it. The path is
 * relative to the stack's folder and so the same on every machine.
 */
export function localStatePath(stack: string): string {
  return `../../../../terraform.${stack}.tfstate`;
}

/** Says where Terraform keeps the stack's state. */
export function keepState(
  stack: TerraformStack,
  environment: ResolvedEnvironment,
  { name, team }: ResolvedStack,
): void {
  const { state, tenantId, cloud } = environment;
  if (state === undefined) {
    new LocalBackend(stack, { path: localStatePath(name) });
    return;
  }
  new AzurermBackend(stack, {
    environment: environmentOf(cloud),
    tenantId,
    resourceGroupName: state.resourceGroup,
    storageAccountName: state.storageAccount,
    containerName: state.container,
    key: team === undefined ? state.key : teamStateKey(state.key, team),
    // The deployer's own rights on the container, not the account's keys.
    useAzureadAuth: true,
  });
}
