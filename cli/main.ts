import { Command, CommanderError } from "commander";
import { bind } from "./bind.js";
import { ExitCode, InputError } from "./exit.js";
import { synth } from "./synth.js";

const ENVIRONMENTS = "names of environments, from environments/index.ts (default: all)";

const EXAMPLES = `
Examples:
  akv synth                       write both halves of every environment to dist/
  akv synth dev                   write both halves of dev, and leave the others alone
  akv bind dev outputs.json       keep the client ids of a deployment made with plain terraform or tofu
  terraform output -json | akv bind dev -

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
      "Checks an outputs file against the description and stores it as bindings/<environment>.json. Takes the shape of `cdktf deploy --outputs-file` and of `terraform output -json`.",
    )
    .argument("<environment>", "name of the environment")
    .argument("<outputs>", "outputs file, or - for standard input")
    .action((name: string, file: string) => {
      exitCode = bind(name, file);
    });

  try {
    await program.parseAsync(argv);
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) {
      return error.exitCode === 0 ? ExitCode.done : ExitCode.problems;
    }
    if (error instanceof InputError) {
      process.stderr.write(`${error.message}\n`);
      return ExitCode.problems;
    }
    throw error;
  }
}
