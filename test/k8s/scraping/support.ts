import { App } from "cdk8s";
import { ScrapingChart } from "../../../k8s/scraping/index.js";
import type { ResolvedScraping } from "../../../model/index.js";

/** What the chart of the environment `test` draws, but for what the test says otherwise of scraping. */
export function draw(props: Partial<ResolvedScraping> = {}) {
  const scraping: ResolvedScraping = {
    collector: "azure",
    interval: "30s",
    labels: {},
    namespace: "kube-system",
    alertRules: false,
    networkPolicy: false,
    ...props,
  };
  return new ScrapingChart(new App(), "scraping", { environment: "test", scraping }).toJson();
}
