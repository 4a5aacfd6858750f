import { nameRule } from "./name-rule.js";

/** Minor version of Kubernetes from which ValidatingAdmissionPolicy is generally available. */
export const admissionPolicyMinor = 30;

/** Minor version of Kubernetes from which an init container may go on running, without a feature gate. */
export const sidecarMinor = 29;

/** @see https://prometheus.io/docs/prometheus/latest/configuration/configuration/ */
export const prometheusDuration = nameRule(
  'a Prometheus duration, for example "30s", "1m", "1m30s"',
  2,
  20,
  /^(?=\d*[1-9])(\d+h)?(\d+m)?(\d+s)?(\d+ms)?$/,
);

/** URL of a Git repository, with no password in it. */
export const gitUrl = nameRule(
  "an https or ssh URL, or user@host:path, without a password",
  5,
  2000,
  /^(https:\/\/(?!\S*:\S*@)\S+|ssh:\/\/(?![^/]*:[^/]*@)\S+|[A-Za-z0-9._-]+@[A-Za-z0-9.-]+:\S+)$/,
);

/** Branch, tag or commit. @see https://git-scm.com/docs/git-check-ref-format */
export const gitRevision = nameRule(
  "a branch, tag or commit of Git, or a range of versions such as v1.*",
  1,
  250,
  /^(?![-/.])(?!.*(\.\.|\/\/|@\{|\.lock$|[/.]$))[^\s~^:?[\\\p{Cc}]+$/u,
);

/** URL of an API server. */
export const httpsUrl = nameRule(
  "an https URL, without user or query",
  9,
  300,
  /^https:\/\/[A-Za-z0-9.-]+(:\d{1,5})?(\/[A-Za-z0-9._~/-]*)?$/,
);

/** A name that a person gave: something to read, without line breaks. */
export const plainText = nameRule("a name of 1 to 250 characters on one line", 1, 250, /^(?! )[^\p{Cc}]*[^ \p{Cc}]$/u);
