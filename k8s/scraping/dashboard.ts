import { createHash } from "node:crypto";
import { type Panel, panelsOf } from "./dashboard-panels.js";

/** The data source that is chosen on the dashboard. */
const DATA_SOURCE = { type: "prometheus", uid: "${datasource}" };

/** Of the 24 columns of a dashboard, half for each panel. */
const WIDTH = 12;
const HEIGHT = 8;

/**
 * A Grafana dashboard of the metrics that an environment's pod monitors collect, as JSON. It is told apart by a uid
 * that depends on the environment's name alone and stays below Grafana's 40 characters, so importing it again replaces
 * it.
 *
 * @see https://grafana.com/docs/grafana/latest/dashboards/build-dashboards/view-dashboard-json-model/
 */
export function dashboardOf(environment: string): string {
  const dashboard = {
    uid: `key-vault-${createHash("sha256").update(environment).digest("hex").slice(0, 16)}`,
    title: `Key Vault in pods: ${environment}`,
    description: "What the Secrets Store CSI driver and its Azure provider say of mounts, rotation and requests.",
    tags: ["key-vault", environment],
    // The form of Grafana 11; later ones read it.
    schemaVersion: 39,
    editable: true,
    graphTooltip: 1,
    refresh: "1m",
    time: { from: "now-6h", to: "now" },
    timezone: "browser",
    templating: {
      list: [{ name: "datasource", label: "Data source", type: "datasource", query: "prometheus" }],
    },
    panels: panelsOf(environment).map(draw),
  };
  return `${JSON.stringify(dashboard, undefined, 2)}\n`;
}

function draw({ title, description, type, unit, queries, words }: Panel, index: number) {
  const instant = type !== "timeseries";
  return {
    id: index + 1,
    title,
    description,
    type,
    gridPos: { x: (index % 2) * WIDTH, y: Math.floor(index / 2) * HEIGHT, w: WIDTH, h: HEIGHT },
    datasource: DATA_SOURCE,
    fieldConfig: {
      defaults: { unit, ...(words && { mappings: [{ type: "value", options: words }] }) },
      overrides: [],
    },
    options: instant ? { reduceOptions: { calcs: ["lastNotNull"] } } : { legend: { showLegend: true } },
    targets: queries.map(({ expression, legend }, query) => ({
      refId: String.fromCharCode("A".charCodeAt(0) + query),
      datasource: DATA_SOURCE,
      expr: expression,
      legendFormat: legend,
      instant,
      range: !instant,
      ...(type === "table" && { format: "table" }),
    })),
  };
}
