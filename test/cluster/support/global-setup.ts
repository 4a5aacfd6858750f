import { readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { TestProject } from "vitest/node";
import { ApiServer } from "./api-server.js";
import { findBinaries } from "./binaries.js";
import { type Access, Kubectl } from "./kubectl.js";

declare module "vitest" {
  export interface ProvidedContext {
    /** The server that all files share; nothing where the suite is skipped. */
    readonly access: Access | undefined;
  }
}

const establishedWithinMs = 30_000;
const ownDefinitions = join(import.meta.dirname, "..", "..", "..", "imports", "crds");

/** Starts the server, with the custom resources defined, and hands back how to stop it. */
export default async function setUp({ provide }: TestProject): Promise<(() => void) | undefined> {
  const binaries = findBinaries(process.env);
  if (typeof binaries === "string") {
    if (process.env.AKV_CLUSTER === "required") {
      throw new Error(`the cluster suite is required (AKV_CLUSTER), but ${binaries}`);
    }
    console.warn(`The cluster suite is skipped: ${binaries}`);
    provide("access", undefined);
    return undefined;
  }

  const began = Date.now();
  stopOnSignals();
  const server = await ApiServer.start(binaries);
  try {
    const access = { kubectl: binaries.kubectl, kubeconfig: server.kubeconfig, cache: join(server.folder, "cache") };
    await define(new Kubectl(access));
    console.log(`kube-apiserver was ready after ${((Date.now() - began) / 1000).toFixed(1)} s`);
    provide("access", access);
    return () => server.stop();
  } catch (error) {
    server.stop();
    throw error;
  }
}

/** Makes the custom resources known: those of the folder AKV_CRDS, by default our own description of them. */
async function define(kubectl: Kubectl): Promise<void> {
  const folder = process.env.AKV_CRDS || ownDefinitions;
  const files = readdirSync(folder).filter((file) => /\.(ya?ml|json)$/.test(file));
  if (files.length === 0) {
    throw new Error(`there are no definitions of custom resources in ${folder}`);
  }
  // Some are too long for the annotation that a client-side apply writes.
  kubectl.demand(["apply", "--server-side", "-f", folder]);
  const deadline = Date.now() + establishedWithinMs;
  for (let waiting = unestablished(kubectl); waiting.length > 0; waiting = unestablished(kubectl)) {
    if (Date.now() > deadline) {
      throw new Error(`not established within ${establishedWithinMs / 1000} s: ${waiting.join(", ")}`);
    }
    await sleep(200);
  }
  const { server, client } = kubectl.versions();
  console.log(`kube-apiserver ${server}, kubectl ${client}, ${files.length} files of definitions from ${folder}`);
}

interface Definition {
  readonly metadata: { readonly name: string };
  /** Comes some time after the rest. */
  readonly status?: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
}

/** Names of the definitions that are not in effect yet. */
function unestablished(kubectl: Kubectl): readonly string[] {
  const { items } = JSON.parse(kubectl.demand(["get", "crd", "-o", "json"])) as {
    readonly items: readonly Definition[];
  };
  return items
    .filter(({ status }) => !status?.conditions?.some((one) => one.type === "Established" && one.status === "True"))
    .map(({ metadata }) => metadata.name);
}

/** Lets a signal end this process by way of "exit", where the server is stopped. */
function stopOnSignals(): void {
  for (const [signal, code] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ] as const) {
    process.once(signal, () => process.exit(code));
  }
}
