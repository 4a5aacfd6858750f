import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Checkout } from "../support/checkout.js";

let checkout: Checkout;
beforeEach(() => {
  checkout = new Checkout();
});
afterEach(() => {
  checkout[Symbol.dispose]();
});

/**
 * A program in Terraform's place. It answers each command as told, and keeps what it found in its folder.
 *
 * @param answers what to print by command, with a leading `!` for a failure; nothing means success without a word
 */
function terraform(answers: Readonly<Record<string, string>>): string {
  const log = `${checkout.folder}/calls.json`;
  return checkout.program(
    "terraform.cjs",
    `
    const { appendFileSync, existsSync, readFileSync } = require("node:fs");
    const [command] = process.argv.slice(2);
    appendFileSync(${JSON.stringify(log)}, JSON.stringify({
      args: process.argv.slice(2),
      artefact: JSON.parse(readFileSync("cdk.tf.json", "utf8")),
      test: existsSync("stack.tftest.hcl") ? readFileSync("stack.tftest.hcl", "utf8") : "",
    }) + "\\n");
    const answer = ${JSON.stringify(answers)}[command] ?? "";
    if (command === "version") {
      console.log(JSON.stringify({
        terraform_version: "1.11.4",
        provider_selections: { "registry.example.com/hashicorp/azurerm": "5.2.0" },
      }));
    } else {
      process.stdout.write(answer.replace(/^!/, ""));
    }
    process.exitCode = answer.startsWith("!") ? 1 : 0;
    `,
  );
}

interface Call {
  readonly args: readonly string[];
  readonly artefact: {
    readonly resource: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
  };
  readonly test: string;
}

/** What the program in Terraform's place was asked, in order. */
function calls(): readonly Call[] {
  return checkout
    .read("calls.json")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Call);
}

function validate(args: readonly string[], binary: string) {
  return checkout.akv(["validate", ...args], "", { TERRAFORM_BINARY: binary });
}

describe("akv validate", () => {
  test("has each stack of an environment checked, and sums up", () => {
    const { code, stdout, stderr } = validate(["prod"], terraform({}));

    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout.replaceAll(`${checkout.folder}/`, "")).toMatchInlineSnapshot(`
      "prod
        init      passed
        terraform.cjs 1.11.4, hashicorp/azurerm 5.2.0
        validate  passed
        test      passed
      prod-payments
        init      passed
        terraform.cjs 1.11.4, hashicorp/azurerm 5.2.0
        validate  passed
        test      passed
      prod-shop
        init      passed
        terraform.cjs 1.11.4, hashicorp/azurerm 5.2.0
        validate  passed
        test      passed

      3 stacks: 3 valid, 0 invalid, 0 not checked
      "
    `);
  });

  test("reaches no backend, and validates the artefact as it will be deployed", () => {
    validate(["dev"], terraform({}));

    const [init, , check, run] = calls();
    expect(init?.args).toEqual(["init", "-backend=false", "-input=false", "-no-color"]);
    expect(check?.args).toEqual(["validate", "-no-color"]);
    expect(check?.artefact).toEqual(JSON.parse(checkout.read("dist/infra/stacks/dev/cdk.tf.json")));
    expect(run?.args).toEqual(["test", "-no-color"]);
    expect(run?.test).toBe(
      [
        `mock_provider "azuread" {\n${checkout.read("test/terraform/mocks/azuread.hcl")}}\n\n`,
        `mock_provider "azurerm" {\n${checkout.read("test/terraform/mocks/azurerm.hcl")}}\n\n`,
        checkout.read("test/terraform/dev.tftest.hcl"),
      ].join(""),
    );
  });

  test("takes the guards against destruction off for the test alone, and leaves dist as it is", () => {
    const before = checkout.read("dist/infra/stacks/dev/cdk.tf.json");

    validate(["dev"], terraform({}));

    const guards = calls().map(
      ({ artefact }) => artefact.resource.azurerm_key_vault?.["my-unique-kv-12345"]?.lifecycle,
    );
    expect(guards).toEqual([{ prevent_destroy: true }, { prevent_destroy: true }, { prevent_destroy: true }, {}]);
    expect(checkout.files("dist/infra/stacks/dev")).toEqual(["cdk.tf.json"]);
    expect(checkout.read("dist/infra/stacks/dev/cdk.tf.json")).toBe(before);
  });

  test("says where a stack has no test of its own", () => {
    checkout.remove("test/terraform/dev.tftest.hcl");

    const { code, stdout } = validate(["dev"], terraform({}));

    expect(code).toBe(0);
    expect(stdout).toContain("  test      none: there is no test/terraform/dev.tftest.hcl\n");
  });

  test("fails when the artefact is invalid, with what Terraform says, and goes on with the others", () => {
    const { code, stdout } = validate(["prod"], terraform({ validate: "!Error: Unsupported argument\n" }));

    expect(code).toBe(1);
    expect(stdout).toContain("  validate  failed\n    Error: Unsupported argument\n  test      passed\n");
    expect(stdout.split("\n").at(-2)).toBe("3 stacks: 0 valid, 3 invalid, 0 not checked");
  });

  test("fails when a test does", () => {
    const { code, stdout } = validate(["dev"], terraform({ test: "!Error: Test assertion failed\n" }));

    expect(code).toBe(1);
    expect(stdout).toContain("  test      failed\n    Error: Test assertion failed\n");
  });

  test("could not run when providers cannot be had, and says how to have them", () => {
    const refused = "!Error: Failed to query available provider packages\n";

    const { code, stdout, stderr } = validate(["dev"], terraform({ init: refused }));

    expect(code).toBe(2);
    expect(stdout.split("\n").at(-2)).toBe("1 stack: 0 valid, 0 invalid, 1 not checked");
    expect(stderr).toMatchInlineSnapshot(`
      "Providers could not be had. Terraform fetches them from its registry at the first run; without a way there,
      name a mirror in the file that TF_CLI_CONFIG_FILE points to:
        https://developer.hashicorp.com/terraform/cli/config/config-file#provider-installation
      "
    `);
  });

  test("is invalid when initialisation fails for another reason", () => {
    const { code, stdout } = validate(["dev"], terraform({ init: "!Error: Invalid provider version constraint\n" }));

    expect(code).toBe(1);
    expect(stdout.split("\n").at(-2)).toBe("1 stack: 0 valid, 1 invalid, 0 not checked");
  });

  test("could not run when the binary is missing, and says which to install", () => {
    const { code, stderr } = validate(["dev"], "no-such-terraform");

    expect(code).toBe(2);
    expect(stderr).toMatchInlineSnapshot(`
      "could not run "no-such-terraform": spawnSync no-such-terraform ENOENT
      Install Terraform 1.11 or later, or OpenTofu 1.11 or later with TERRAFORM_BINARY=tofu.
      "
    `);
  });

  test("fails when the artefact was never written", () => {
    checkout.remove("dist/infra/stacks/dev");

    const { code, stderr } = validate(["dev"], terraform({}));

    expect(code).toBe(1);
    expect(stderr).toBe("there is no dist/infra/stacks/dev/cdk.tf.json; write it with npm start\n");
  });
});
