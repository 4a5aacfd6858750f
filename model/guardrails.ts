/**
 * What the cluster itself refuses, by ValidatingAdmissionPolicy (Kubernetes 1.30 or later), and who may write what.
 *
 * Refused are pods that override parameters of a provider class in `volumeAttributes`, mount a class with a source that
 * is not read-only or through more than one volume, or mount it under a service account that it was not made for; and
 * classes that select a retired identity mode. What makes pods is judged like its pods. What was there before is left
 * alone until its pods, or the class, would change.
 */
export interface Guardrails {
  /**
   * Where the policies hold: in the namespaces of the environment, or in the whole cluster. In either case a class is
   * compared with service accounts only where it names one, as those of an environment with guardrails do.
   *
   * @default "environment"
   */
  readonly scope?: "environment" | "cluster";
  /** Whether a violation is refused, or only answered with a warning and noted in the audit log. @default "Deny" */
  readonly action?: "Deny" | "Warn";
  /**
   * Object ids of Entra groups that may write provider classes and service accounts in the environment's namespaces.
   *
   * @default - none: whoever deploys this environment
   */
  readonly classWriters?: readonly string[];
  /**
   * Object ids of Entra groups that may deploy in the environment's namespaces, and only read provider classes. They
   * may not read Secrets through the API, nor run commands in pods; a workload that they deploy still gets whatever
   * Secret of its namespace it names, and runs under any of its service accounts. They must not have the built-in role
   * `edit` or `admin` as well, to which the driver adds the right to write provider classes.
   *
   * @default - none
   */
  readonly deployers?: readonly string[];
}
