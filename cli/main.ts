import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Command, CommanderError } from "commander";
import { ProblemsError } from "../model/index.js";
import { renderProblems } from "../report/index.js";
import { access } from "./access.js";
import { bind } from "./bind.js";
import { ExitCode, InputError, UnableError } from "./exit.js";
import { plan } from "./plan.js";
import { root } from "./project.js";
import { synth } from "./synth.js";
import { emphasis } from "./terminal.js";
import { validateStacks } from "./validate.js";

const ENVIRONMENTS = "names of environments, from environments/index.ts (default: all)";

const EXAMPLES = `
Examples:
  akv synth                       write both halves of every environment to dist/
  akv synth dev                   write both halves of dev, and leave the others alone
  akv bind dev outputs.json       keep the client ids of a deployment made with plain terraform or tofu
  terraform output -json | akv bind dev -
  akv access prod                 show who can read what in prod's vaults
  akv validate                    let terraform check what was written

The way from a description to a pod:
  1. describe          environments/dev.ts
  2. synthesize        npm start
  3. deploy Azure      npx cdktf deploy dev --outputs-file bindings/dev.json
  4. synthesize again  npm start
  5. apply             kubectl apply -f dist/k8s/dev

Exit codes: 0 done, 1 something in a description, a binding or the arguments needs a change, 2 could not run.
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
    .action((names: string[], options: { out?: string }) => {
      exitCode = synth(names, options);
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
      exitCode = access(names, options);
    });

  program
    .command("plan")
    .summary("show how full identities are with federated credentials")
    .description(
      "Microsoft Entra gives an identity 20 federated credentials, one for each service account. Counts them over everything that shares an identity, and says what to do where room is short.",
    )
    .action(() => {
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
      exitCode = validateStacks(
        names,
        process.env.TERRAFORM_BINARY || process.env.TERRAFORM_BINARY_NAME || "terraform",
      );
    });

  try {
    await program.parseAsync(argv);
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? ExitCode.done : ExitCode.problems;
    }
    if (error instanceof ProblemsError) {
      process.stderr.write(`${renderProblems(error.problems, emphasis(process.stderr))}\nNothing was written.\n`);
      return ExitCode.problems;
    }
    if (error instanceof InputError || error instanceof UnableError) {
      process.stderr.write(`${error.message}\n`);
      return error instanceof InputError ? ExitCode.problems : ExitCode.unable;
    }
    throw error;
  }
}

function version(): string {
  const { version: own } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { readonly version: string };
  return own;
}
