import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Command, CommanderError } from "commander";
import { ExitCode, InputError, UnableError } from "./exit.js";
import { lazily } from "./lazily.js";
import { root } from "./root.js";
import type { VerifyChoices } from "./verify.js";

/*
 * Each command is loaded when it is called: whoever verifies artefacts or asks for help does not wait for the engines that
 * write them.
 */

const ENVIRONMENTS = "names of environments, from environments/index.ts (default: all)";

const EXAMPLES = `
Examples:
  akv synth                       write both halves of every environment to dist/
  akv synth dev                   write both halves of dev, and leave the others alone
  akv bind dev outputs.json       keep the client ids of a deployment made with plain terraform or tofu
  terraform output -json | akv bind dev -
  akv access prod                 show who can read what in prod's vaults
  akv validate                    let terraform check what was written
  akv verify                      prove from dist that the two halves agree
  akv verify k8s/ plan.json       the same for manifests and a plan that others wrote
  akv explain AADSTS700213        what the error means, and what to compare
  akv graph prod                  draw who reads what, as a page to click through

The way from a description to a pod:
  1. describe          environments/dev.ts
  2. synthesize        npm start
  3. deploy Azure      npx cdktf deploy dev --outputs-file bindings/dev.json
  4. synthesize again  npm start
  5. apply             kubectl apply -f dist/k8s/dev

Exit codes: 0 done, 1 something in a description, a binding, an artefact or a name that was given needs a change, 2 could
not run: a command or an option that does not exist, a file that is not there.
`;

/** Runs the command line and returns the exit code; throws where the program itself could not run. */
export async function main(argv: readonly string[]): Promise<ExitCode> {
  let exitCode: ExitCode = ExitCode.done;
  const program = new Command("akv")
    .description(
      "Describes once how AKS workloads read Azure Key Vault, and writes Terraform JSON and Kubernetes YAML.",
    )
    .version(version(), "-V, --version", "print the version")
    .addHelpText("after", EXAMPLES)
    .exitOverride();

  program
    .command("synth")
    .summary("write Terraform JSON and Kubernetes YAML")
    .description(
      "Checks the descriptions and writes both halves. An environment that was never deployed gets its Azure half, and you the command that produces its binding.",
    )
    .argument("[environment...]", ENVIRONMENTS)
    .option("-o, --out <folder>", "folder to write to instead of dist, to look at; deploy from dist")
    .option("--verify", "judge dist afterwards, as akv verify does; npm start does it")
    .action((names: string[], { verify = false, ...options }: { out?: string; verify?: boolean }) => {
      const { synth } = lazily<typeof import("./synth.js")>("./synth.js");
      exitCode = synth(names, options);
      if (verify) {
        const { verifyArtefacts } = lazily<typeof import("./verify.js")>("./verify.js");
        process.stdout.write("\n");
        exitCode = worse(exitCode, verifyArtefacts([], {}));
      }
    });

  program
    .command("bind")
    .summary("keep what a deployment of the Azure half printed")
    .description(
      "Checks an outputs file against the description and stores it as bindings/<stack>.json. Takes the shape of `cdktf deploy --outputs-file` and of `terraform output -json`.",
    )
    .argument("<stack>", "name of the environment; for a team, <environment>-<team>")
    .argument("<outputs>", "outputs file, or - for standard input")
    .action((name: string, file: string) => {
      const { bind } = lazily<typeof import("./bind.js")>("./bind.js");
      exitCode = bind(name, file);
    });

  program
    .command("access")
    .summary("show who can read what")
    .description(
      "For each identity and vault: for whom, through which role or policy, what the pods mount, and what can be read beyond that.",
    )
    .argument("[environment...]", ENVIRONMENTS)
    .option("--json", "print the report as JSON")
    .action((names: string[], options: { json?: boolean }) => {
      const { access } = lazily<typeof import("./access.js")>("./access.js");
      exitCode = access(names, options);
    });

  program
    .command("plan")
    .summary("show how full identities are with federated credentials")
    .description(
      "Microsoft Entra gives an identity 20 federated credentials, one for each service account. Counts them over everything that shares an identity, and says what to do where room is short.",
    )
    .action(() => {
      const { plan } = lazily<typeof import("./plan.js")>("./plan.js");
      exitCode = plan();
    });

  program
    .command("validate")
    .summary("run terraform on the artefacts, without deploying")
    .description(
      "For every stack in dist/: terraform init, terraform validate, and terraform test with mocked providers where test/terraform/<stack>.tftest.hcl is there. Runs tofu instead where TERRAFORM_BINARY says so.",
    )
    .argument("[environment...]", ENVIRONMENTS)
    .action((names: string[]) => {
      const { validateStacks } = lazily<typeof import("./validate.js")>("./validate.js");
      exitCode = validateStacks(
        names,
        process.env.TERRAFORM_BINARY || process.env.TERRAFORM_BINARY_NAME || "terraform",
      );
    });

  program
    .command("verify")
    .summary("judge artefacts: do the two halves agree?")
    .description(
      "Judges YAML manifests together with Terraform JSON (cdk.tf.json, terraform show -json of a plan or a state, outputs files), whoever wrote them, and says which link of which chain from pod to vault is broken, where, and how to mend it.",
    )
    .argument("[path...]", "files, folders, or - for standard input (default: dist and bindings of this repository)")
    .option("-f, --format <format>", "text, json, sarif, github or junit", "text")
    .option("-o, --output <file>", "write the report to a file")
    .option("-e, --environment <name>", "judge this environment only; may be given several times", collect, [])
    .option("-x, --exceptions <file>", "findings that somebody answers for: YAML, see docs/verify.md")
    .option("--strict", "let warnings fail too")
    .option("--today <day>", "judge dates by another day, as 2027-02-28")
    .option("--verbose", "tell every finding and every place in full, and show the healthy chains too")
    .action((paths: string[], choices: VerifyChoices) => {
      const { verifyArtefacts } = lazily<typeof import("./verify.js")>("./verify.js");
      exitCode = verifyArtefacts(paths, choices);
    });

  program
    .command("explain")
    .summary("explain a rule, an AADSTS code or an error text")
    .description(
      "Prints the page of a rule, or what an error of a pod, of Microsoft Entra, of Key Vault or of Terraform means here and how to mend it. A pasted text is matched by its words, the likeliest first.",
    )
    .argument("<what...>", "id of a rule, a code such as AADSTS700213, or the text of an error; - for standard input")
    .action((words: string[]) => {
      const { explain } = lazily<typeof import("./explain.js")>("./explain.js");
      exitCode = explain(words.join(" "));
    });

  program
    .command("graph")
    .summary("draw the chains of an environment")
    .description(
      "Writes the chains from pods to vaults as one self-contained HTML page, or as Mermaid text for a document.",
    )
    .argument("<environment>", "name of the environment")
    .argument("[path...]", "artefacts, as for akv verify (default: dist and bindings of this repository)")
    .option("--mermaid", "print Mermaid text instead of writing a page")
    .option("-o, --output <file>", "file to write to (default: <environment>.html, or standard output for Mermaid)")
    .action((environment: string, paths: string[], choices: { mermaid?: boolean; output?: string }) => {
      const { graph } = lazily<typeof import("./graph.js")>("./graph.js");
      exitCode = graph(environment, paths, choices);
    });

  try {
    await program.parseAsync(argv);
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? ExitCode.done : ExitCode.unable;
    }
    if (error instanceof InputError || error instanceof UnableError) {
      process.stderr.write(`${error.message}\n`);
      return error instanceof InputError ? ExitCode.problems : ExitCode.unable;
    }
    throw error;
  }
}

/** Collects the values of an option that may be given several times. */
function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

/** The one of two exit codes that says more: that something could not run, then that something has to change. */
function worse(one: ExitCode, other: ExitCode): ExitCode {
  return one > other ? one : other;
}

function version(): string {
  const { version: own } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { readonly version: string };
  return own;
}
