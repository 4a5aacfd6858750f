/** The door of what collects the metrics of driver and provider, and shows them. */
export { dashboardOf } from "./dashboard.js";
export { ScrapingChart } from "./scraping-chart.js";
