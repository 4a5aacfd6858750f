import type { ResolvedFile } from "../model/index.js";
import { toYaml } from "./yaml.js";

/**
 * Renders the provider's `objects` parameter: YAML with one key, `array`, whose items are strings that are YAML
 * themselves. The provider refuses items that are plain maps.
 *
 * @see https://azure.github.io/secrets-store-csi-driver-provider-azure/docs/getting-started/usage/
 */
export function objectsParameter(files: readonly ResolvedFile[]): string {
  return toYaml({ array: files.map((file) => toYaml(providerObject(file))) });
}

/** One object in the provider's spelling. */
function providerObject(file: ResolvedFile): Record<string, string | number> {
  const fields = {
    objectName: file.objectName,
    objectType: file.type,
    objectAlias: file.alias,
    objectVersion: file.version,
    objectVersionHistory: file.versionHistory,
    objectFormat: file.format,
    objectEncoding: file.encoding,
    filePermission: file.permission,
  };
  return Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, string | number] => entry[1] !== undefined),
  );
}
