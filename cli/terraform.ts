import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What a run of the binary gave. */
export interface Run {
  readonly ok: boolean;
  /** Both streams, in the order in which they were written to each. */
  readonly output: string;
}

/** The binary could not be started. */
export class BinaryMissing extends Error {}

/**
 * A stack's artefact in a folder of its own, where `terraform` or `tofu` can work on it without leaving anything in
 * `dist/`. What it may not do is reach a backend: state is not touched.
 */
export class Workspace {
  private readonly folder = mkdtempSync(join(tmpdir(), "akv-validate-"));
  private readonly binary: string;
  private readonly cache: string;

  /**
   * @param binary name or path of the binary
   * @param cache folder that keeps providers between stacks, so that each is fetched once
   */
  constructor(binary: string, cache: string) {
    this.binary = binary;
    this.cache = cache;
  }

  /** Puts an artefact into the folder, as it is. */
  add(artefact: string): void {
    writeFileSync(join(this.folder, "cdk.tf.json"), readFileSync(artefact));
  }

  /**
   * Puts a test beside the artefact, and before it a mock of each provider that the artefact asks for: `<provider>.hcl` in
   * the folder of mocks, or an empty one. A test destroys what it has made, if only in its mind, so the guards against that
   * come off in this copy.
   */
  addTest(test: string, mocks: string): void {
    const artefact = join(this.folder, "cdk.tf.json");
    const unguarded = JSON.parse(readFileSync(artefact, "utf8"), (key, value) =>
      key === "prevent_destroy" ? undefined : value,
    );
    writeFileSync(artefact, JSON.stringify(unguarded));
    // In the test itself: OpenTofu takes no mocks from other files.
    const mocked = Object.keys(unguarded.terraform.required_providers).map((provider) => {
      const path = join(mocks, `${provider}.hcl`);
      return `mock_provider "${provider}" {\n${existsSync(path) ? readFileSync(path, "utf8") : ""}}\n\n`;
    });
    writeFileSync(join(this.folder, "stack.tftest.hcl"), `${mocked.join("")}${readFileSync(test, "utf8")}`);
  }

  /** Fetches the providers that the artefact asks for. */
  init(): Run {
    return this.run(["init", "-backend=false", "-input=false", "-no-color"]);
  }

  /** Checks the artefact against the providers' schemas. */
  validate(): Run {
    return this.run(["validate", "-no-color"]);
  }

  /** Plans and applies the artefact with mocked providers. */
  test(): Run {
    return this.run(["test", "-no-color"]);
  }

  /** Versions of the binary and of the providers that `init` chose, as `<name> <version>`. */
  versions(): readonly string[] {
    const { output } = this.run(["version", "-json"]);
    const { terraform_version: own, provider_selections: providers = {} } = JSON.parse(output) as {
      readonly terraform_version: string;
      readonly provider_selections?: Readonly<Record<string, string>>;
    };
    return [
      `${this.binary} ${own}`,
      ...Object.entries(providers).map(([source, version]) => `${source.split("/").slice(1).join("/")} ${version}`),
    ];
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private run(args: readonly string[]): Run {
    mkdirSync(this.cache, { recursive: true });
    const { error, status, stdout, stderr } = spawnSync(this.binary, args, {
      cwd: this.folder,
      encoding: "utf8",
      env: { TF_PLUGIN_CACHE_DIR: this.cache, CHECKPOINT_DISABLE: "1", ...process.env, TF_IN_AUTOMATION: "1" },
    });
    if (error !== undefined) {
      throw new BinaryMissing(error.message);
    }
    return { ok: status === 0, output: `${stdout}${stderr}` };
  }
}
