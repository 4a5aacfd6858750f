import { matchOutputs } from "./match-outputs.js";
import { noSampleOutputs } from "./no-sample-outputs.js";
import { noUnusedException } from "./no-unused-exception.js";
import { requireChain } from "./require-chain.js";
import { requireNamespace } from "./require-namespace.js";
import { uniqueManifest } from "./unique-manifest.js";
import { validArtefact } from "./valid-artefact.js";
import { validException } from "./valid-exception.js";
import { validReference } from "./valid-reference.js";
import { validWorkloadKind } from "./valid-workload-kind.js";

/** Rules about the files themselves, and about exceptions. */
export const artefactRules = [
  matchOutputs,
  noSampleOutputs,
  noUnusedException,
  requireChain,
  requireNamespace,
  uniqueManifest,
  validArtefact,
  validException,
  validReference,
  validWorkloadKind,
] as const;
