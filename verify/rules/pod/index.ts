import { matchClass } from "./match-class.js";
import { matchFilePath } from "./match-file-path.js";
import { matchPodNamespace } from "./match-pod-namespace.js";
import { matchPodOs } from "./match-pod-os.js";
import { matchPublishSecret } from "./match-publish-secret.js";
import { matchVolumeMount } from "./match-volume-mount.js";
import { noAttributeOverride } from "./no-attribute-override.js";
import { noNestedMount } from "./no-nested-mount.js";
import { noSubPath } from "./no-sub-path.js";
import { noUnmountedVolume } from "./no-unmounted-volume.js";
import { noUnreadableFile } from "./no-unreadable-file.js";
import { noWindowsPermission } from "./no-windows-permission.js";
import { requireClassAttribute } from "./require-class-attribute.js";
import { requireReadOnly } from "./require-read-only.js";
import { uniqueClassVolume } from "./unique-class-volume.js";
import { uniqueMountPath } from "./unique-mount-path.js";
import { validDriverName } from "./valid-driver-name.js";
import { validMountPath } from "./valid-mount-path.js";
import { validVolumeSource } from "./valid-volume-source.js";

/** Rules about pods, their volumes and mounts. */
export const podRules = [
  matchClass,
  matchFilePath,
  matchPodNamespace,
  matchPodOs,
  matchPublishSecret,
  matchVolumeMount,
  noAttributeOverride,
  noNestedMount,
  noSubPath,
  noUnmountedVolume,
  noUnreadableFile,
  noWindowsPermission,
  requireClassAttribute,
  requireReadOnly,
  uniqueClassVolume,
  uniqueMountPath,
  validDriverName,
  validMountPath,
  validVolumeSource,
] as const;
