/** The Kubernetes half of the stock flow: the manifests of dist/, a chart for each file. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { App, Chart, Include } from "cdk8s";

const folder = join(import.meta.dirname, "drawn/k8s");
const app = new App();
for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) =>
  path.endsWith(".yaml"),
)) {
  const chart = new Chart(app, file.replace(/[^a-z0-9]/g, "-"));
  new Include(chart, "manifests", { url: join(folder, file) });
}
app.synth();
