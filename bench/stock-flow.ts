import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compare, median, root, run } from "./measure.js";

const ROUNDS = 5;

/**
 * Prints what `npm start` takes beside the stock flow: an app that imports the providers by their root and draws the
 * resources of `dist/`, run by `cdktf synth`, and one that draws the manifests of `dist/`, run by `cdk8s synth`.
 */
export function measureStockFlow(): void {
  const folder = prepare();
  try {
    const ours: { time: number; memory: number }[] = [];
    const stock: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      ours.push(run(join(root, "cli/akv.js"), ["synth", "--out", join(folder, "out")]));
      const cdktf = run(join(root, "node_modules/cdktf-cli/bundle/bin/cdktf.js"), ["synth"], folder);
      const cdk8s = run(join(root, "node_modules/cdk8s-cli/bin/cdk8s"), ["synth", "--no-check-upgrade"], folder);
      stock.push(cdktf.time + cdk8s.time);
    }
    const time = median(ours.map((one) => one.time));
    const memory = median(ours.map((one) => one.memory));
    console.log(`npm start and the stock flow, the shipped environments, medians of ${ROUNDS}`);
    console.log(`  npm start, engine process  ${time.toFixed(0)} ms, ${memory.toFixed(0)} MB`);
    console.log(`  cdktf synth + cdk8s synth  ${median(stock).toFixed(0)} ms`);
    console.log(compare("npm start against the stock flow", time / median(stock), 0.1, ""));
    console.log(compare("npm start, memory", memory, 200, " MB"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Lays out the stock apps as their tools want to find them. */
function prepare(): string {
  const folder = mkdtempSync(join(tmpdir(), "akv-stock-"));
  cpSync(join(root, "bench/stock"), folder, { recursive: true });
  mkdirSync(join(folder, "drawn"));
  cpSync(join(root, "dist"), join(folder, "drawn"), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "dir");
  writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module" }));
  writeFileSync(
    join(folder, "cdktf.json"),
    JSON.stringify({
      language: "typescript",
      app: "node --import tsx infra.ts",
      projectId: "stock",
      sendCrashReports: "false",
    }),
  );
  writeFileSync(join(folder, "cdk8s.yaml"), "language: typescript\napp: node --import tsx k8s.ts\n");
  return folder;
}
