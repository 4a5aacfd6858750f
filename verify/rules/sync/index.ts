import { matchReloader } from "./match-reloader.js";
import { matchRotation } from "./match-rotation.js";
import { matchSecretKeyRef } from "./match-secret-key-ref.js";
import { matchSyncedObject } from "./match-synced-object.js";
import { noStaleVariable } from "./no-stale-variable.js";
import { noUnusedSyncedSecret } from "./no-unused-synced-secret.js";
import { requireMount } from "./require-mount.js";
import { uniqueSyncedKey } from "./unique-synced-key.js";
import { uniqueSyncedSecret } from "./unique-synced-secret.js";
import { validReloaderAnnotation } from "./valid-reloader-annotation.js";
import { validSyncedKey } from "./valid-synced-key.js";
import { validSyncedSecret } from "./valid-synced-secret.js";
import { validTlsSource } from "./valid-tls-source.js";

/** Rules about the Secrets that the driver writes, and what reads them. */
export const syncRules = [
  matchReloader,
  matchRotation,
  matchSecretKeyRef,
  matchSyncedObject,
  noStaleVariable,
  noUnusedSyncedSecret,
  requireMount,
  uniqueSyncedKey,
  uniqueSyncedSecret,
  validReloaderAnnotation,
  validSyncedKey,
  validSyncedSecret,
  validTlsSource,
] as const;
