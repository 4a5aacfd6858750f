import { jobOf } from "./pod-monitors.js";

/** One query of a panel. */
export interface Query {
  readonly expression: string;
  /** Name of each series, with labels in double braces. */
  readonly legend: string;
}

/** One panel of the dashboard, without its place. */
export interface Panel {
  readonly title: string;
  /** What the reader should know of the numbers. */
  readonly description: string;
  /** How it is drawn; over time where it is a time series, otherwise as it is now. */
  readonly type: "timeseries" | "stat" | "table" | "bargauge";
  readonly unit: string;
  readonly queries: readonly Query[];
  /** Words for values, where a number would say little. */
  readonly words?: Readonly<Record<string, { readonly text: string; readonly color: string }>>;
}

const FOUND = { 0: { text: "collected", color: "green" }, 1: { text: "missing", color: "red" } };

/** What the dashboard of an environment shows, most urgent first. */
export function panelsOf(environment: string): readonly Panel[] {
  const driver = jobOf(environment, "driver");
  const provider = jobOf(environment, "provider");
  const both = jobOf(environment, "both");
  const buckets = `sum by (le, object_type) (rate(keyvault_request_bucket{${provider}}[$__rate_interval]))`;
  const latency = (quantile: number) => `histogram_quantile(${quantile}, ${buckets})`;
  const requests = `sum by (object_type, object_name) (increase(keyvault_request_count{${provider}}[$__range]))`;
  return [
    {
      title: "Metrics",
      description: "Missing also where no pod has mounted since the driver's pods began.",
      type: "stat",
      unit: "none",
      queries: [
        { expression: `absent(node_publish_total{${driver}}) or vector(0)`, legend: "driver" },
        { expression: `absent(keyvault_request_count{${provider}}) or vector(0)`, legend: "provider" },
      ],
      words: FOUND,
    },
    {
      title: "Nodes whose driver or provider is not scraped",
      description: "How many of the two answer; a node where neither has a pod is not listed.",
      type: "table",
      unit: "none",
      queries: [{ expression: `sum by (node) (up{${both}}) < 2`, legend: "{{node}}" }],
    },
    {
      title: "Mounts",
      description: "From driver 1.6 on, a look at whether a mounted object has changed counts as well.",
      type: "timeseries",
      unit: "cps",
      queries: [
        {
          expression: `sum by (os_type) (rate(node_publish_total{${driver}}[$__rate_interval]))`,
          legend: "{{os_type}}",
        },
      ],
    },
    {
      title: "Mount errors",
      description: "GRPCProviderError is a failure of the provider: its log on the node holds the message.",
      type: "timeseries",
      unit: "cps",
      queries: [
        {
          expression: `sum by (error_type) (rate(node_publish_error_total{${driver}}[$__rate_interval]))`,
          legend: "{{error_type}}",
        },
      ],
    },
    {
      title: "Rotation errors",
      description: "Running pods keep the values that they have.",
      type: "timeseries",
      unit: "cps",
      queries: [
        {
          expression: `sum by (error_type) (rate(rotation_reconcile_error_total{${driver}}[$__rate_interval]))`,
          legend: "{{error_type}}",
        },
      ],
    },
    {
      title: "Key Vault request latency",
      description: "Requests that succeed; failures are in the mount and rotation errors.",
      type: "timeseries",
      unit: "s",
      queries: [
        { expression: latency(0.5), legend: "p50 {{object_type}}" },
        { expression: latency(0.95), legend: "p95 {{object_type}}" },
      ],
    },
    {
      title: "Key Vault requests by object (top 10)",
      description: "Requests that succeed, within the range of time that is shown.",
      type: "bargauge",
      unit: "short",
      queries: [
        {
          expression: `topk(10, ${requests})`,
          legend: "{{object_type}} {{object_name}}",
        },
      ],
    },
    {
      title: "Provider calls by code",
      description: "A call that fails with a message is not collected; it is in the mount and rotation errors.",
      type: "timeseries",
      unit: "cps",
      queries: [
        {
          expression: `sum by (grpc_method, grpc_code) (rate(grpc_request_count{${provider}}[$__rate_interval]))`,
          legend: "{{grpc_method}} {{grpc_code}}",
        },
      ],
    },
  ];
}
