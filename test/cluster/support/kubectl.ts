import { spawnSync } from "node:child_process";
import type { Manifest } from "./artefacts.js";

/** What it takes to reach the server. */
export interface Access {
  readonly kubectl: string;
  readonly kubeconfig: string;
  /** Folder for what kubectl remembers of the server. */
  readonly cache: string;
}

/** What kubectl gave. */
export interface Answer {
  readonly ok: boolean;
  /** Objects that were accepted, as `<kind>.<group>/<name>`. */
  readonly objects: readonly string[];
  readonly warnings: readonly string[];
  /** All else that was said on the error stream; empty if all went well. */
  readonly error: string;
}

/** Manifests, or the folder that holds them. */
export type Source = readonly Manifest[] | string;

/** kubectl as an administrator of the test's server. Unknown and repeated fields are errors. */
export class Kubectl {
  private readonly access: Access;

  constructor(access: Access) {
    this.access = access;
  }

  /** What the server says to objects, without keeping them. */
  dryRun(source: Source): Answer {
    return this.applying(source, ["--dry-run=server"]);
  }

  /** Keeps objects. */
  apply(source: Source): void {
    const { ok, error } = this.applying(source, []);
    if (!ok) {
      throw new Error(error);
    }
  }

  /** Why the server does not accept an object; nothing if it does. */
  refusalOf(manifest: Manifest): string | undefined {
    const { ok, error } = this.dryRun([manifest]);
    return ok ? undefined : error;
  }

  /** Runs a command that has to succeed. */
  demand(args: readonly string[], input = ""): string {
    const { ok, stdout, stderr } = this.run(args, input);
    if (!ok) {
      throw new Error(`kubectl ${args.join(" ")}: ${stderr}`);
    }
    return stdout;
  }

  versions(): { readonly server: string; readonly client: string } {
    const { serverVersion, clientVersion } = JSON.parse(this.demand(["version", "-o", "json"]));
    return { server: serverVersion.gitVersion, client: clientVersion.gitVersion };
  }

  private applying(source: Source, options: readonly string[]): Answer {
    if (source.length === 0) {
      return { ok: true, objects: [], warnings: [], error: "" };
    }
    // One document for each: of a List, kubectl itself would judge the fields, and the server would not be asked.
    const input = typeof source === "string" ? "" : source.map((manifest) => JSON.stringify(manifest)).join("\n");
    const file = typeof source === "string" ? source : "-";
    const { ok, stdout, stderr } = this.run(
      ["apply", "--validate=strict", "-o", "name", ...options, "-f", file],
      input,
    );
    const lines = stderr.split("\n").filter((line) => line !== "");
    return {
      ok,
      objects: stdout.split("\n").filter((line) => line !== ""),
      warnings: lines.filter((line) => line.startsWith("Warning:")),
      error: lines.filter((line) => !line.startsWith("Warning:")).join("\n"),
    };
  }

  private run(args: readonly string[], input: string) {
    const { kubectl, kubeconfig, cache } = this.access;
    const { status, stdout, stderr, error } = spawnSync(
      kubectl,
      [`--kubeconfig=${kubeconfig}`, `--cache-dir=${cache}`, ...args],
      { input, encoding: "utf8", timeout: 110_000, maxBuffer: 64 * 1024 * 1024 },
    );
    if (error !== undefined) {
      throw error;
    }
    return { ok: status === 0, stdout, stderr };
  }
}
