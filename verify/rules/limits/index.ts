import { noFullIdentity } from "./no-full-identity.js";
import { noLargeAnswer } from "./no-large-answer.js";
import { noRemovedArgument } from "./no-removed-argument.js";
import { noRetiredNetworkPlugin } from "./no-retired-network-plugin.js";
import { noRetiredWindows } from "./no-retired-windows.js";
import { noRetiringApi } from "./no-retiring-api.js";
import { noThrottledPolling } from "./no-throttled-polling.js";
import { noThrottledRollout } from "./no-throttled-rollout.js";
import { noUnsupportedKubernetes } from "./no-unsupported-kubernetes.js";
import { noUnusedClass } from "./no-unused-class.js";
import { noUnusedCredential } from "./no-unused-credential.js";
import { noUnusedIdentity } from "./no-unused-identity.js";
import { noUnusedServiceAccount } from "./no-unused-service-account.js";
import { validRotationInterval } from "./valid-rotation-interval.js";

/** Rules about limits, load and dates, and about what nothing uses. */
export const limitRules = [
  noFullIdentity,
  noLargeAnswer,
  noRemovedArgument,
  noRetiredNetworkPlugin,
  noRetiredWindows,
  noRetiringApi,
  noThrottledPolling,
  noThrottledRollout,
  noUnsupportedKubernetes,
  noUnusedClass,
  noUnusedCredential,
  noUnusedIdentity,
  noUnusedServiceAccount,
  validRotationInterval,
] as const;
