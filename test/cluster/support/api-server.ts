import { type ChildProcess, spawn } from "node:child_process";
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { get } from "node:https";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Binaries } from "./binaries.js";

const attempts = 3;
const readyWithinMs = 60_000;

/** Somebody took a port between the moment it was found free and the moment it was wanted. */
class PortTaken extends Error {}

/**
 * etcd and kube-apiserver on the loopback interface, in a folder of their own. There are no controllers and no nodes: what
 * is applied is admitted and stored, and nothing comes of it.
 */
export class ApiServer {
  readonly folder = mkdtempSync(join(tmpdir(), "akv-cluster-"));
  readonly kubeconfig = join(this.folder, "kubeconfig.json");
  private readonly certificate = join(this.folder, "certs", "apiserver.crt");
  private readonly token = randomBytes(32).toString("hex");
  private readonly processes = new Map<string, ChildProcess>();
  private port = 0;

  private constructor() {}

  /** Starts a server and waits until it is ready. It must be stopped. */
  static async start(binaries: Binaries): Promise<ApiServer> {
    for (let attempt = 1; ; attempt += 1) {
      const server = new ApiServer();
      // However this process ends, the others must not outlive it.
      process.once("exit", () => server.stop());
      try {
        await server.run(binaries);
        await server.untilReady();
        return server;
      } catch (error) {
        server.stop();
        if (!(error instanceof PortTaken) || attempt === attempts) {
          throw error;
        }
      }
    }
  }

  /** Ends the processes and removes all they wrote. At once and for good: nothing in them is worth a farewell. */
  stop(): void {
    for (const child of this.processes.values()) {
      child.kill("SIGKILL");
    }
    this.processes.clear();
    // etcd may write until it is gone.
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  }

  private async run(binaries: Binaries): Promise<void> {
    const [clients, peers, secure] = await freePorts();
    this.port = secure;
    this.writeKeys();
    const etcd = `http://127.0.0.1:${clients}`;
    this.spawn("etcd", binaries.etcd, [
      `--data-dir=${join(this.folder, "etcd")}`,
      `--listen-client-urls=${etcd}`,
      `--advertise-client-urls=${etcd}`,
      `--listen-peer-urls=http://127.0.0.1:${peers}`,
      `--initial-advertise-peer-urls=http://127.0.0.1:${peers}`,
      `--initial-cluster=default=http://127.0.0.1:${peers}`,
      "--unsafe-no-fsync",
    ]);
    this.spawn("kube-apiserver", binaries["kube-apiserver"], [
      `--etcd-servers=${etcd}`,
      "--bind-address=127.0.0.1",
      "--advertise-address=127.0.0.1",
      // A loopback address may not be an endpoint of the Service "kubernetes".
      "--endpoint-reconciler-type=none",
      `--secure-port=${secure}`,
      `--cert-dir=${join(this.folder, "certs")}`,
      `--token-auth-file=${join(this.folder, "tokens.csv")}`,
      "--authorization-mode=RBAC",
      "--service-account-issuer=https://kubernetes.default.svc",
      `--service-account-signing-key-file=${join(this.folder, "service-account.key")}`,
      `--service-account-key-file=${join(this.folder, "service-account.pub")}`,
      "--service-cluster-ip-range=10.0.0.0/24",
      // As on AKS, so that it is Pod Security that refuses a privileged container.
      "--allow-privileged=true",
    ]);
  }

  private writeKeys(): void {
    const { privateKey, publicKey } = generateKeyPairSync("rsa", {
      modulusLength: 2048,
      privateKeyEncoding: { type: "pkcs8", format: "pem" },
      publicKeyEncoding: { type: "spki", format: "pem" },
    });
    this.write("service-account.key", privateKey);
    this.write("service-account.pub", publicKey);
    this.write("tokens.csv", `${this.token},admin,admin,system:masters\n`);
    this.write(
      "kubeconfig.json",
      JSON.stringify({
        apiVersion: "v1",
        kind: "Config",
        clusters: [
          {
            name: "test",
            cluster: { server: `https://127.0.0.1:${this.port}`, "certificate-authority": this.certificate },
          },
        ],
        users: [{ name: "admin", user: { token: this.token } }],
        contexts: [{ name: "test", context: { cluster: "test", user: "admin" } }],
        "current-context": "test",
      }),
    );
  }

  private write(name: string, text: string): void {
    writeFileSync(join(this.folder, name), text, { mode: 0o600 });
  }

  private spawn(name: string, path: string, args: readonly string[]): void {
    const log = openSync(this.log(name), "w");
    const child = spawn(path, args, { stdio: ["ignore", log, log] });
    child.once("error", (error) => writeFileSync(this.log(name), String(error)));
    closeSync(log);
    this.processes.set(name, child);
  }

  private async untilReady(): Promise<void> {
    const deadline = Date.now() + readyWithinMs;
    while (!(await this.isReady())) {
      for (const [name, { exitCode, signalCode, pid }] of this.processes) {
        if (exitCode !== null || signalCode !== null || pid === undefined) {
          throw this.failure(`${name} ended before it was ready`);
        }
      }
      if (Date.now() > deadline) {
        throw this.failure(`kube-apiserver was not ready within ${readyWithinMs / 1000} s`);
      }
      await sleep(100);
    }
  }

  private isReady(): Promise<boolean> {
    return new Promise((resolve) => {
      try {
        const ca = readFileSync(this.certificate);
        const headers = { authorization: `Bearer ${this.token}` };
        get({ host: "127.0.0.1", port: this.port, path: "/readyz", ca, headers, timeout: 2_000 }, (response) => {
          response.resume();
          resolve(response.statusCode === 200);
        })
          .on("timeout", () => resolve(false))
          .on("error", () => resolve(false));
      } catch {
        // The server has not made its certificate yet.
        resolve(false);
      }
    });
  }

  private failure(message: string): Error {
    const logs = [...this.processes.keys()].map((name) => [name, readFileSync(this.log(name), "utf8")] as const);
    const taken = logs.some(([, log]) => log.includes("address already in use"));
    const tails = logs.map(([name, log]) => `--- ${name}\n${log.trimEnd().split("\n").slice(-30).join("\n")}`);
    return new (taken ? PortTaken : Error)([message, ...tails].join("\n"));
  }

  private log(name: string): string {
    return join(this.folder, `${name}.log`);
  }
}

/** Three ports that are free now, all different: each is held until all are found. */
async function freePorts(): Promise<readonly [number, number, number]> {
  const held = await Promise.all([holdPort(), holdPort(), holdPort()]);
  await Promise.all(held.map(({ release }) => release()));
  const [clients, peers, secure] = held;
  return [clients.port, peers.port, secure.port];
}

function holdPort() {
  return new Promise<{ readonly port: number; readonly release: () => Promise<void> }>((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      resolve({ port, release: () => new Promise((released) => server.close(() => released())) });
    });
  });
}
