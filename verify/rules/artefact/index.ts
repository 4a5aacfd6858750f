import { matchOutputs } from "./match-outputs.js";
import { matchProviderTenant } from "./match-provider-tenant.js";
import { matchRemoteState } from "./match-remote-state.js";
import { noSampleOutputs } from "./no-sample-outputs.js";
import { noUnusedException } from "./no-unused-exception.js";
import { requireArgument } from "./require-argument.js";
import { requireChain } from "./require-chain.js";
import { requireNamespace } from "./require-namespace.js";
import { uniqueManifest } from "./unique-manifest.js";
import { validArgument } from "./valid-argument.js";
import { validArtefact } from "./valid-artefact.js";
import { validAttribute } from "./valid-attribute.js";
import { validDeployedId } from "./valid-deployed-id.js";
import { validException } from "./valid-exception.js";
import { validProviderSource } from "./valid-provider-source.js";
import { validReference } from "./valid-reference.js";
import { validVersionConstraint } from "./valid-version-constraint.js";
import { validWorkloadKind } from "./valid-workload-kind.js";

/** Rules about the files themselves, and about exceptions. */
export const artefactRules = [
  matchOutputs,
  matchProviderTenant,
  matchRemoteState,
  noSampleOutputs,
  noUnusedException,
  requireArgument,
  requireChain,
  requireNamespace,
  uniqueManifest,
  validArgument,
  validArtefact,
  validAttribute,
  validDeployedId,
  validException,
  validProviderSource,
  validReference,
  validVersionConstraint,
  validWorkloadKind,
] as const;
