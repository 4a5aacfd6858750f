/** A Log Analytics workspace that the environment creates. */
export interface NewLogWorkspace {
  readonly origin: "new";
  readonly name?: string;
  readonly retentionDays: number;
  readonly dailyCapGb?: number;
}

/** A Log Analytics workspace that exists already, in the environment's subscription. */
export interface ExistingLogWorkspace {
  readonly origin: "existing";
  readonly name: string;
  readonly resourceGroup: string;
}

/**
 * Describes a Log Analytics workspace that the environment creates.
 *
 * @param props.name default: `<environment>-logs`
 * @param props.retentionDays how long rows are kept, 30 to 730. Default: 90
 * @param props.dailyCapGb gigabytes a day after which ingestion stops until the next day, and with it every alert on
 *   logs. Default: no cap
 */
export function newLogWorkspace(
  props: { readonly name?: string; readonly retentionDays?: number; readonly dailyCapGb?: number } = {},
): NewLogWorkspace {
  return { ...props, origin: "new", retentionDays: props.retentionDays ?? 90 };
}

/** Describes a Log Analytics workspace that exists already, in the environment's subscription. */
export function existingLogWorkspace(props: {
  readonly name: string;
  readonly resourceGroup: string;
}): ExistingLogWorkspace {
  return { ...props, origin: "existing" };
}

/** People and systems that are told, created by the environment. */
export interface NewActionGroup {
  readonly origin: "new";
  readonly name?: string;
  /** At most 12 characters; stands at the head of messages. */
  readonly shortName: string;
  /** Addresses by the name of the receiver. */
  readonly emails: Readonly<Record<string, string>>;
}

/** An action group that exists already, in the environment's subscription. */
export interface ExistingActionGroup {
  readonly origin: "existing";
  readonly name: string;
  readonly resourceGroup: string;
}

/**
 * Describes an action group that the environment creates.
 *
 * @param props.name default: `<environment>-alerts`
 * @param props.shortName 1 to 12 letters, digits, dashes and underscores
 * @param props.emails addresses by the name of the receiver, at least one
 */
export function newActionGroup(props: {
  readonly name?: string;
  readonly shortName: string;
  readonly emails: Readonly<Record<string, string>>;
}): NewActionGroup {
  return { ...props, origin: "new" };
}

/** Describes an action group that exists already, in the environment's subscription. */
export function existingActionGroup(props: {
  readonly name: string;
  readonly resourceGroup: string;
}): ExistingActionGroup {
  return { ...props, origin: "existing" };
}

/**
 * When somebody is told about a vault. Metrics are looked at every minute over the last five; `false` leaves an alert out.
 *
 * @see https://learn.microsoft.com/azure/key-vault/general/alert
 */
export interface VaultAlerts {
  /** Average availability below this many percent. @default 100 */
  readonly availabilityBelow?: number | false;
  /** Average latency above this many milliseconds. @default 1000 */
  readonly latencyAbove?: number | false;
  /** Average use of the vault's capacity above this many percent. @default 75 */
  readonly saturationAbove?: number | false;
  /** More requests than this answered with 403: a role, a policy or the firewall is missing. @default 0 */
  readonly forbiddenAbove?: number | false;
  /** More requests than this answered with 429: the vault's limit is reached and mounts begin to fail. @default 0 */
  readonly throttledAbove?: number | false;
  /**
   * A secret, key or certificate read by an identity that the environment does not describe, within five minutes of its
   * row in the audit log. Only on vaults that belong to the environment.
   *
   * @default true
   */
  readonly undeclaredReaders?: boolean;
  /** Reads that the vault denied, with who and what, from the audit log. @default true */
  readonly deniedReads?: boolean;
  /** A secret, key or certificate that expires within 30 days, from Event Grid. @default true */
  readonly nearExpiry?: boolean;
}

/** Audit, metrics and alerts of an environment. */
export interface Monitoring {
  /** Where audit logs go. Every read of an object is a row there, and every look for a new version is a read. */
  readonly workspace: NewLogWorkspace | ExistingLogWorkspace;
  /** Who is told. */
  readonly actionGroup: NewActionGroup | ExistingActionGroup;
  /**
   * Categories of the cluster's logs. `kube-audit`, which also holds every read of every object, costs by far the most.
   *
   * @default ["kube-audit-admin", "guard"]
   */
  readonly clusterLogs?: readonly string[];
  /** @default - all of {@link VaultAlerts}, at the thresholds that Microsoft suggests */
  readonly alerts?: VaultAlerts;
  /**
   * Azure Monitor managed Prometheus, with alerts on the metrics of driver and provider. It costs by the sample.
   *
   * @default false
   */
  readonly prometheus?: boolean;
}
