import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const root = join(import.meta.dirname, "../..");
const copied = [
  "bindings",
  "cli",
  "dist",
  "environments",
  "imports",
  "infra",
  "k8s",
  "model",
  "shared",
  "verify",
  "report",
  "test/terraform",
  "package.json",
  "tsconfig.json",
];

/** A copy of the repository to run the command in, with the same dependencies. */
export class Checkout {
  readonly folder = mkdtempSync(join(tmpdir(), "akv-checkout-"));

  constructor() {
    for (const name of copied) {
      cpSync(join(root, name), join(this.folder, name), {
        recursive: true,
        filter: (path) => !path.endsWith("manifest.json"),
      });
    }
    symlinkSync(join(root, "node_modules"), join(this.folder, "node_modules"), "dir");
  }

  /** Runs `akv` with the arguments and returns what it printed and its exit code. */
  akv(
    args: readonly string[],
    input = "",
    env: Readonly<Record<string, string>> = {},
  ): { readonly code: number | null; readonly stdout: string; readonly stderr: string } {
    const { status, stdout, stderr } = spawnSync(process.execPath, ["cli/akv.js", ...args], {
      cwd: this.folder,
      input,
      encoding: "utf8",
      env: { ...process.env, NO_COLOR: "1", NODE_OPTIONS: "", ...env },
    });
    return { code: status, stdout, stderr };
  }

  read(path: string): string {
    return readFileSync(join(this.folder, path), "utf8");
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true });
    writeFileSync(join(this.folder, path), text);
  }

  /** Puts a Node.js script in the place of another program, and returns its path. */
  program(name: string, script: string): string {
    const path = join(this.folder, name);
    this.write(name, `#!${process.execPath}\n${script}`);
    chmodSync(path, 0o755);
    return path;
  }

  /** Replaces a text that stands in a file. */
  edit(path: string, from: string, to: string): void {
    const text = this.read(path);
    if (!text.includes(from)) {
      throw new Error(`${path} does not contain ${JSON.stringify(from)}`);
    }
    this.write(
      path,
      text.replace(from, () => to),
    );
  }

  remove(path: string): void {
    rmSync(join(this.folder, path), { recursive: true });
  }

  has(path: string): boolean {
    return existsSync(join(this.folder, path));
  }

  /** Files below a folder, sorted. */
  files(path: string): readonly string[] {
    return readdirSync(join(this.folder, path), { recursive: true, withFileTypes: true, encoding: "utf8" })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(join(this.folder, path).length + 1))
      .sort();
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
