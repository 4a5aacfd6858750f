import { noDeprecatedParameter } from "./no-deprecated-parameter.js";
import { noPinnedVersion } from "./no-pinned-version.js";
import { noPlaceholder } from "./no-placeholder.js";
import { noPodIdentity } from "./no-pod-identity.js";
import { noRedundantFlag } from "./no-redundant-flag.js";
import { noUnknownClassField } from "./no-unknown-class-field.js";
import { noUnknownObjectField } from "./no-unknown-object-field.js";
import { noUnknownParameter } from "./no-unknown-parameter.js";
import { requireClientId } from "./require-client-id.js";
import { requireObjects } from "./require-objects.js";
import { requireParameters } from "./require-parameters.js";
import { requireTenantId } from "./require-tenant-id.js";
import { requireVaultName } from "./require-vault-name.js";
import { uniqueFilePath } from "./unique-file-path.js";
import { validClassName } from "./valid-class-name.js";
import { validClassVersion } from "./valid-class-version.js";
import { validCloudName } from "./valid-cloud-name.js";
import { validFilePath } from "./valid-file-path.js";
import { validFilePermission } from "./valid-file-permission.js";
import { validFlag } from "./valid-flag.js";
import { validIdentityMode } from "./valid-identity-mode.js";
import { validObjectEncoding } from "./valid-object-encoding.js";
import { validObjectFormat } from "./valid-object-format.js";
import { validObjectName } from "./valid-object-name.js";
import { validObjectType } from "./valid-object-type.js";
import { validObjectVersion } from "./valid-object-version.js";
import { validObjects } from "./valid-objects.js";
import { validParameterType } from "./valid-parameter-type.js";
import { validProviderName } from "./valid-provider-name.js";
import { validVaultName } from "./valid-vault-name.js";
import { validVersionHistory } from "./valid-version-history.js";

/** Rules about what stands in a provider class: parameters, identity mode, objects and files. */
export const classRules = [
  noDeprecatedParameter,
  noPinnedVersion,
  noPlaceholder,
  noPodIdentity,
  noRedundantFlag,
  noUnknownClassField,
  noUnknownObjectField,
  noUnknownParameter,
  requireClientId,
  requireObjects,
  requireParameters,
  requireTenantId,
  requireVaultName,
  uniqueFilePath,
  validClassName,
  validClassVersion,
  validCloudName,
  validFilePath,
  validFilePermission,
  validFlag,
  validIdentityMode,
  validObjectEncoding,
  validObjectFormat,
  validObjectName,
  validObjectType,
  validObjectVersion,
  validObjects,
  validParameterType,
  validProviderName,
  validVaultName,
  validVersionHistory,
] as const;
