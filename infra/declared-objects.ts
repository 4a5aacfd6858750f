import { TerraformOutput, type TerraformStack } from "cdktf";
import { otherOutputs, type ResolvedEnvironment } from "../model/index.js";

const COLLECTIONS = { secret: "secrets", key: "keys", certificate: "certificates" } as const;

/**
 * Says in an output which objects each vault has to hold before pods can start: most are written by somebody else, so
 * no resource names them. `akv verify` holds the manifests to it.
 */
export function publishDeclaredObjects(stack: TerraformStack, vaults: ResolvedEnvironment["vaults"]): void {
  if (vaults.every(({ declared }) => declared.length === 0)) {
    return;
  }
  new TerraformOutput(stack, otherOutputs.vaultObjects, {
    description: "What the vaults have to hold: secrets, keys and certificates that pods read.",
    value: Object.fromEntries(vaults.map(({ name, declared }) => [name, byCollection(declared)])),
  });
}

function byCollection(declared: ResolvedEnvironment["vaults"][number]["declared"]): Record<string, readonly string[]> {
  const collections = Object.entries(COLLECTIONS).map(([kind, collection]): [string, readonly string[]] => [
    collection,
    declared.filter((object) => object.kind === kind).map(({ name }) => name),
  ]);
  return Object.fromEntries(collections.filter(([, names]) => names.length > 0));
}
